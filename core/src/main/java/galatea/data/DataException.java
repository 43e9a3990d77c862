package galatea.data;

import java.io.IOException;

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

    /** An error with the exception that revealed it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
