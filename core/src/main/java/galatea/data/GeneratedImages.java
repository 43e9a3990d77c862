package galatea.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Training images made anew at every reading: for endless or procedural sources, whose pictures are
 * drawn faster than they could be stored.
 */
public final class GeneratedImages implements TrainingImages {
    private final ImageSource source;
    private final Preparation preparation;

    /**
     * @param source is closed with this set
     */
    public GeneratedImages(ImageSource source, Preparation preparation) {
        this.source = source;
        this.preparation = preparation;
    }

    @Override
    public int size() {
        return source.size();
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
        try {
            byte[] image = preparation.apply(source.picture(index));
            System.arraycopy(image, 0, chw, offset, image.length);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read %s: %s".formatted(source.name(index), e.getMessage()), e);
        }
    }

    @Override
    public int label(int index) {
        return source.label(index).orElse(-1);
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    /** The hash of the source's description and the preparation, as there is no end of pixels. */
    @Override
    public String contentHash() {
        return ContentHash.of(source.description() + "\n" + preparation);
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
