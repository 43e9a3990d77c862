package galatea.segment;

import galatea.data.GeneratedSource;
import galatea.data.ImageSource;
import galatea.data.LabelClasses;
import galatea.data.LabelledSource;
import galatea.data.Preparation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Pictures with label maps, cut to the square in their middle and scaled: pictures by area, label
 * maps by nearest neighbour.
 *
 * <p>What was decoded is kept in memory, up to a limit; what is drawn on demand is drawn again.
 */
public final class LabelledPictures implements AutoCloseable {
    /** Bytes of decoded pictures kept. */
    private static final long CACHE = 512L << 20;

    private static final int CHANNELS = 3;

    private final LabelledSource source;
    private final Preparation preparation;
    private final int unlabelled;
    private final AtomicReferenceArray<Example> cache;

    /**
     * A picture and what it shows.
     *
     * @param pixels [3, R, R], unsigned bytes
     * @param labels [R, R], unsigned bytes
     */
    record Example(byte[] pixels, byte[] labels) {}

    private LabelledPictures(LabelledSource source, int resolution) {
        this.source = source;
        preparation = Preparation.defaults(resolution, CHANNELS);
        unlabelled = Math.max(0, source.labelClasses().unlabelled());
        long bytes = (CHANNELS + 1L) * resolution * resolution;
        boolean drawn = source instanceof GeneratedSource;
        cache =
                new AtomicReferenceArray<>(
                        drawn ? 0 : (int) Math.min(source.size(), CACHE / bytes));
    }

    /**
     * Opens pictures as RGB.
     *
     * @param data see {@link ImageSource#open(String)}
     * @param resolution pixels per side, 1 to 8192
     * @throws IllegalArgumentException if the pictures have no label maps
     */
    public static LabelledPictures open(String data, int resolution) throws IOException {
        ImageSource source = ImageSource.open(data);
        ImageSource sized = source.atResolution(resolution);
        if (sized instanceof LabelledSource labelled && labelled.size() > 0) {
            return new LabelledPictures(labelled, resolution);
        }
        source.close();
        throw new IllegalArgumentException(
                "data must be pictures with label maps (images/, labels/ and classes.json, or"
                        + " scenes): "
                        + data);
    }

    /** What the labels stand for. */
    public LabelClasses classes() {
        return source.labelClasses();
    }

    /** How many pictures there are. */
    public int size() {
        return source.size();
    }

    /** Pixels per side. */
    public int resolution() {
        return preparation.resolution();
    }

    /** One line for logs. */
    public String description() {
        return source.description();
    }

    /** All names, in order. */
    List<String> names() {
        return IntStream.range(0, size()).mapToObj(source::name).toList();
    }

    /** A picture by its index. */
    Example example(int index) throws IOException {
        if (index >= cache.length()) {
            return read(index);
        }
        Example known = cache.get(index);
        if (known == null) {
            known = read(index);
            cache.set(index, known);
        }
        return known;
    }

    private Example read(int index) throws IOException {
        return new Example(
                preparation.apply(source.picture(index)),
                preparation.squareLabels(source.labelMap(index), unlabelled).pixels());
    }

    /** Pictures by their indices. */
    LabelledBatch batch(int... indices) throws IOException {
        int area = resolution() * resolution();
        byte[] pixels = new byte[indices.length * CHANNELS * area];
        byte[] labels = new byte[indices.length * area];
        for (int n = 0; n < indices.length; n++) {
            Example example = example(indices[n]);
            System.arraycopy(example.pixels, 0, pixels, n * CHANNELS * area, CHANNELS * area);
            System.arraycopy(example.labels, 0, labels, n * area, area);
        }
        return new LabelledBatch(indices.length, CHANNELS, resolution(), pixels, labels);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
