package galatea.data;

import static java.util.Objects.requireNonNull;

import galatea.image.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Training images that were decoded once and are kept as uint8, in memory or in a memory-mapped
 * file.
 *
 * <p>The order is that of the source, so the same files give the same set.
 */
public final class ImageSet implements TrainingImages {
    private final Preparation preparation;
    private final PixelStore pixels;
    private final int[] labels;
    private final List<String> classes;
    private final DecodingReport report;
    private final String description;
    private @Nullable String contentHash;

    private ImageSet(
            ImageSource source,
            Preparation preparation,
            PixelStore pixels,
            int[] labels,
            DecodingReport report) {
        this.preparation = preparation;
        this.pixels = pixels;
        this.labels = labels;
        this.classes = source.classes();
        this.report = report;
        this.description = source.description();
    }

    /** One file: its image, or why it has none. */
    private record Decoded(byte @Nullable [] image, @Nullable Problem problem) {}

    /** Loads a set with {@link LoadOptions#defaults()}, silently. */
    public static ImageSet load(ImageSource source, Preparation preparation) throws IOException {
        return load(source, preparation, LoadOptions.defaults(), ProgressListener.SILENT);
    }

    /**
     * Decodes and prepares every picture of a source. The source is not needed afterwards and not
     * closed.
     *
     * <p>Files that cannot be used are left out and named in {@link #report()}.
     *
     * @throws DataException if no usable picture is left
     * @throws IllegalArgumentException if the source is endless and the options set no maximum
     */
    public static ImageSet load(
            ImageSource source,
            Preparation preparation,
            LoadOptions options,
            ProgressListener progress)
            throws IOException {
        ImageSource fitting = source.atResolution(preparation.resolution());
        int count = count(fitting, options.maxImages());
        PixelStore store = store(preparation.imageBytes(), count, options);
        try {
            return fill(fitting, preparation, store, count, options.threads(), progress);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** How many files to read. */
    static int count(ImageSource source, int maxImages) {
        int count = Math.min(source.size(), maxImages);
        if (count == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "maxImages must be set for an endless source: " + source.description());
        }
        return count;
    }

    /** The i-th of count files spread evenly over a source. */
    static int spread(int i, int count, ImageSource source) {
        return (int) ((long) i * source.size() / count);
    }

    private static PixelStore store(int imageBytes, int count, LoadOptions options)
            throws IOException {
        return (long) imageBytes * count <= options.memoryLimitBytes()
                ? new HeapPixels()
                : new MappedPixels(imageBytes, options.cacheFolder());
    }

    private static ImageSet fill(
            ImageSource source,
            Preparation preparation,
            PixelStore store,
            int count,
            int threads,
            ProgressListener progress)
            throws IOException {
        Collector collector = new Collector(source, preparation, store);
        OrderedWork.<Decoded>forEach(
                count,
                threads,
                i -> decode(source, spread(i, count, source), preparation),
                (i, decoded) -> {
                    collector.add(spread(i, count, source), decoded);
                    progress.progress(i + 1, count);
                });
        return collector.finish();
    }

    /** Puts the usable images into the store and remembers the others. */
    private record Collector(
            ImageSource source,
            Preparation preparation,
            PixelStore store,
            List<Problem> problems,
            List<Integer> labels) {

        Collector(ImageSource source, Preparation preparation, PixelStore store) {
            this(source, preparation, store, new ArrayList<>(), new ArrayList<>());
        }

        void add(int index, Decoded decoded) throws IOException {
            if (decoded.problem() != null) {
                problems.add(decoded.problem());
            } else {
                store.add(requireNonNull(decoded.image()));
                labels.add(source.label(index).orElse(-1));
            }
        }

        ImageSet finish() throws IOException {
            problems.addAll(source.skipped());
            DecodingReport report = new DecodingReport(labels.size(), problems);
            requireAny(source, report, preparation);
            store.finish();
            int[] labelArray = labels.stream().mapToInt(Integer::intValue).toArray();
            return new ImageSet(source, preparation, store, labelArray, report);
        }
    }

    private static Decoded decode(ImageSource source, int index, Preparation preparation) {
        try {
            Picture picture = source.picture(index);
            return preparation.isTooSmall(picture)
                    ? new Decoded(null, tooSmall(source.name(index), picture, preparation))
                    : new Decoded(preparation.apply(picture), null);
        } catch (IOException | RuntimeException e) {
            return new Decoded(null, broken(source.name(index), e));
        }
    }

    /** The problem of a picture with a short side. */
    static Problem tooSmall(String name, Picture picture, Preparation preparation) {
        String reason =
                "%d x %d, the short side must be at least %d"
                        .formatted(picture.width(), picture.height(), preparation.minimumSide());
        return new Problem(Problem.Kind.TOO_SMALL, name, reason);
    }

    /** The problem of a picture that cannot be decoded. */
    static Problem broken(String name, Exception e) {
        String message = e.getMessage();
        return new Problem(Problem.Kind.BROKEN, name, message == null ? e.toString() : message);
    }

    /** Fails when nothing is left. */
    static void requireAny(ImageSource source, DecodingReport report, Preparation preparation)
            throws DataException {
        if (report.decoded() > 0) {
            return;
        }
        String advice =
                report.tooSmall().isEmpty()
                        ? "name another source"
                        : "lower the minimum side of %d or the resolution of %d"
                                .formatted(preparation.minimumSide(), preparation.resolution());
        throw new DataException(
                "no usable picture in %s: %s; %s"
                        .formatted(source.description(), report.summary(), advice));
    }

    @Override
    public DecodingReport report() {
        return report;
    }

    /** How the images were made. */
    public Preparation preparation() {
        return preparation;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int resolution() {
        return preparation.resolution();
    }

    @Override
    public int channels() {
        return preparation.channels();
    }

    @Override
    public void read(int index, byte[] chw, int offset) {
        pixels.read(index, chw, offset);
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public synchronized String contentHash() {
        if (contentHash == null) {
            contentHash = ContentHash.of(this);
        }
        return contentHash;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() throws IOException {
        pixels.close();
    }
}
