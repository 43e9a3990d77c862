package galatea.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A data set cannot be used as it is.
 *
 * <p>The message names the file or set, the rule it breaks, the value found, and what to do.
 */
public final class DataException extends IOException {
    /** An error without a deeper cause. */
    public DataException(String message) {
        super(message);
    }

    /** An error with the exception that revealed it, if any did. */
    public DataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
