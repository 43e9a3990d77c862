package galatea.model.imports;

import galatea.format.FormatException;
import org.jspecify.annotations.Nullable;

/** How some other program keeps its networks. */
interface ForeignLayout {
    /** What users call it. */
    String name();

    /** Whether a file's root looks like it. */
    boolean matches(@Nullable Object root);

    /**
     * Reads the network.
     *
     * @param file name of the file, for messages
     * @throws FormatException if a tensor is missing or of the wrong shape
     */
    ForeignNetwork read(String file, @Nullable Object root, ImportOptions options)
            throws FormatException;
}
