package galatea.data;

import java.io.Closeable;
import java.io.IOException;

/** Images of one length: added one after the other, then read by several threads. */
interface PixelStore extends Closeable {
    /** Appends an image. */
    void add(byte[] image) throws IOException;

    /** Ends the adding. */
    void finish() throws IOException;

    /** Copies an image. */
    void read(int index, byte[] target, int offset);

    @Override
    default void close() throws IOException {}
}
