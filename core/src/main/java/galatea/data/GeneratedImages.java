package galatea.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Training images drawn anew at every reading, at exactly their resolution where the source can.
 */
public final class GeneratedImages implements TrainingImages {
    private final GeneratedSource source;
    private final Preparation preparation;
    private final int size;

    /**
     * @param source is closed with this set
     * @param maxImages use at most so many pictures, spread evenly over the source; at least 1
     */
    public GeneratedImages(GeneratedSource source, Preparation preparation, int maxImages) {
        if (maxImages < 1) {
            throw new IllegalArgumentException("maxImages must be at least 1: " + maxImages);
        }
        this.source = source.atResolution(preparation.resolution());
        this.preparation = preparation;
        size = Math.min(source.size(), maxImages);
    }

    @Override
    public int size() {
        return size;
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
        int number = ImageSet.spread(index, size, source);
        try {
            byte[] image = preparation.apply(source.picture(number));
            System.arraycopy(image, 0, chw, offset, image.length);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read %s: %s".formatted(source.name(number), e.getMessage()), e);
        }
    }

    @Override
    public int label(int index) {
        return source.label(ImageSet.spread(index, size, source)).orElse(-1);
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    /** The hash of what is drawn and how it is prepared: drawing everything would take too long. */
    @Override
    public String contentHash() {
        return ContentHash.of(source.identity() + "\n" + size + "\n" + preparation);
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
