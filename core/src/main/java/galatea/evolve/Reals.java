package galatea.evolve;

import java.io.Closeable;
import java.io.IOException;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Where an evolution gets its real pictures or points from: a function of the position alone. */
public interface Reals extends Closeable {
    /**
     * The reals at a position.
     *
     * @param position how many were taken before
     * @param count how many to take
     * @param lod level of detail: 0 is full resolution
     * @return [count, C, R', R'], of the innermost scope
     */
    Tensor at(long position, int count, double lod);

    /** Channels C: 2 for points in the plane. */
    int channels();

    /** Height and width R at full resolution; 1 for points. */
    int resolution();

    /** One line for logs and provenance. */
    String description();

    /**
     * SHA-256 in lower-case hex of what the reals are; null if they follow from the description.
     */
    @Nullable String contentHash();

    /** Releases files and threads; the default does nothing. */
    @Override
    default void close() throws IOException {}
}
