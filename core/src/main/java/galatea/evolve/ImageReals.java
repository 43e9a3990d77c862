package galatea.evolve;

import galatea.data.Prefetcher;
import galatea.data.Sampler;
import galatea.data.TrainingImages;
import galatea.train.RealImages;
import java.io.IOException;
import org.bytedeco.pytorch.Tensor;

/** Pictures of a set in an endless shuffled order, prepared in the background. */
public final class ImageReals implements Reals {
    private final TrainingImages images;
    private final Prefetcher prefetcher;

    /**
     * All pictures of a set, which {@link #close} closes.
     *
     * @param seed decides the order and which pictures are mirrored
     * @param mirror whether half of the pictures are flipped left to right
     */
    public ImageReals(TrainingImages images, long seed, boolean mirror) {
        this.images = images;
        prefetcher = new Prefetcher(new Sampler(images, seed, mirror));
    }

    /** The set. */
    public TrainingImages images() {
        return images;
    }

    @Override
    public Tensor at(long position, int count, double lod) {
        if (prefetcher.position() != position) {
            prefetcher.seek(position);
        }
        return RealImages.of(prefetcher.next(count), lod);
    }

    @Override
    public int channels() {
        return images.channels();
    }

    @Override
    public int resolution() {
        return images.resolution();
    }

    @Override
    public String description() {
        return images.description();
    }

    @Override
    public String contentHash() {
        return images.contentHash();
    }

    @Override
    public void close() throws IOException {
        prefetcher.close();
        images.close();
    }
}
