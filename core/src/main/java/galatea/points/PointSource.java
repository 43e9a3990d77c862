package galatea.points;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of points in the plane.
 *
 * <p>Implementations have no state: equal random generators give equal points, and several threads
 * may draw at once, each with its own generator.
 */
public interface PointSource {

    /** What stands behind {@code toy:} to open this source. */
    String name();

    /**
     * Draws independent points.
     *
     * @param random decides them
     * @param xy filled with points, [n, 2] row-major: x right, y up
     * @throws IllegalArgumentException if {@code xy} has an odd length
     */
    void draw(RandomGenerator random, float[] xy);

    /**
     * Draws independent points.
     *
     * @param random decides them
     * @param n at least 1
     * @return [n, 2] row-major: x right, y up
     */
    default float[] draw(RandomGenerator random, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1: " + n);
        }
        float[] xy = new float[Math.multiplyExact(n, 2)];
        draw(random, xy);
        return xy;
    }

    /** Half the side of the square around the origin that holds practically all points. */
    double extent();

    /** SHA-256 in lower-case hex of what it was read from; null if its name says everything. */
    default @Nullable String contentHash() {
        return null;
    }

    /**
     * Opens what a user names, {@code toy:} included:
     *
     * <ul>
     *   <li>{@code toy:NAME} with one of {@link #names()};
     *   <li>{@code toy:FILE} with a picture file, a {@link PictureDensity}.
     * </ul>
     *
     * A data set goes before a file of its name; {@code toy:./NAME} is the file.
     *
     * @throws IllegalArgumentException if the words name neither a data set nor a file, listing the
     *     data sets
     * @throws galatea.data.DataException if the file is missing, no picture, or without ink
     * @throws IOException if the file cannot be read
     */
    static PointSource open(String spec) throws IOException {
        return PointSourceOpener.open(spec);
    }

    /** Whether a user's words name points rather than pictures: whether they start with toy:. */
    static boolean isToy(String spec) {
        return spec.startsWith(PointSourceOpener.PREFIX);
    }

    /** The names of the data sets that need no file, without {@code toy:}. */
    static List<String> names() {
        return PointSourceOpener.names();
    }
}
