package galatea.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that breaks the rules of its format: damaged, truncated, hostile or of another kind. */
public final class FormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param file name of the file, as the user knows it
     * @param message what was read, the rule it breaks and the value found
     */
    public FormatException(String file, String message) {
        this(file, message, null);
    }

    /**
     * @param file name of the file, as the user knows it
     * @param message what was read, the rule it breaks and the value found
     * @param cause the failure beneath, if there is one
     */
    public FormatException(String file, String message, @Nullable Throwable cause) {
        super(file + ": " + message, cause);
    }
}
