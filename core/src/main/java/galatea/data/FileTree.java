package galatea.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Named files below one root, whether a folder or an archive. Safe for several threads. */
interface FileTree extends Closeable {
    /** No single file of a data set is larger than this many bytes. */
    long MAX_FILE_BYTES = 1L << 30;

    /**
     * All files, {@code /} between folders, sorted; neither hidden files nor what hides in them.
     */
    List<String> names();

    /** The bytes of one of {@link #names()}. */
    byte[] read(String name) throws IOException;

    /** The root, for messages. */
    String root();

    @Override
    default void close() throws IOException {}

    /** Whether a name is hidden or made by a file manager. */
    static boolean isHidden(String name) {
        for (String part : name.split("/")) {
            boolean dots = part.equals("..") || part.equals(".");
            if ((part.startsWith(".") && !dots)
                    || part.equals("__MACOSX")
                    || part.equals("@eaDir")
                    || part.equalsIgnoreCase("Thumbs.db")
                    || part.equalsIgnoreCase("desktop.ini")) {
                return true;
            }
        }
        return false;
    }
}
