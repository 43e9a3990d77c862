package galatea.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Square uint8 images of one size, ready to be trained on.
 *
 * <p>May be read from several threads at once.
 */
public interface TrainingImages extends Closeable {

    /** How many images there are; {@link Integer#MAX_VALUE} for an endless set. */
    int size();

    /** Pixels per side. */
    int resolution();

    /** 1 (gray), 3 (RGB) or 4 (RGBA). */
    int channels();

    /** Bytes of one image, {@code channels * resolution * resolution}. */
    default int imageBytes() {
        return channels() * resolution() * resolution();
    }

    /**
     * Copies an image, {@code [channels, resolution, resolution]} uint8.
     *
     * @param index in {@code [0, size())}
     * @param chw the target, with {@link #imageBytes()} bytes from the offset on
     * @param offset where the image begins in the target
     * @throws java.io.UncheckedIOException if the image is made on demand and cannot be read
     */
    void read(int index, byte[] chw, int offset);

    /**
     * The class of an image, an index into {@link #classes()}; -1 in a set without classes.
     *
     * @param index in {@code [0, size())}
     */
    int label(int index);

    /** The class names in label order; empty in a set without classes. */
    List<String> classes();

    /** SHA-256 in lower-case hex of what the set contains: equal sets have equal hashes. */
    String contentHash();

    /** One line for logs. */
    String description();

    /** What became of the files; by default every image is usable. */
    default DecodingReport report() {
        return new DecodingReport(size(), List.of());
    }

    /** Releases memory and files; the default does nothing. */
    @Override
    default void close() throws IOException {}

    /**
     * Opens what a user names and makes it ready for training: drawn pictures are drawn anew at
     * every reading, at exactly the resolution that is wanted, and all others loaded.
     *
     * @param spec what {@link ImageSource#open(String)} understands
     * @throws DataException if there is no such data or no usable picture in it
     */
    static TrainingImages open(
            String spec, Preparation preparation, LoadOptions options, ProgressListener listener)
            throws IOException {
        ImageSource source = ImageSource.open(spec);
        if (source instanceof GeneratedSource generated) {
            return new GeneratedImages(generated, preparation, options.maxImages());
        }
        try (source) {
            return ImageSet.load(source, preparation, options, listener);
        }
    }
}
