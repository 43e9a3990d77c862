package galatea.dissect;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.model.LayerTap;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What is dissected: a generator, how it draws, and the latents of a sample.
 *
 * @param session the generator
 * @param options truncation, noise and class
 * @param latents the sample
 */
public record Specimen(GeneratorSession session, GenerateOptions options, Latents latents) {
    /** Number of pictures. */
    public int size() {
        return latents.size();
    }

    /** Height and width of the pictures. */
    public int resolution() {
        return session.resolution();
    }

    /** The layers that a tap sees at the level of detail in use, in order. */
    public List<Layer> layers() {
        return session.layers().stream().filter(l -> l.resolution() <= resolution()).toList();
    }

    /**
     * Some pictures of the sample, in the caller's scope; gradients flow unless the caller forbids
     * them.
     *
     * @param from number of the first
     * @param count how many, at least 1
     * @return [count, channels, R, R], nominally in [−1, 1]
     */
    public Tensor images(int from, int count, LayerTap tap) {
        return session.images(latents.rows(from, count), options, tap);
    }

    /** Pictures to draw at once: enough to use the processor well. */
    int atOnce() {
        return session.atOnce(16);
    }

    /** The same generator with another sample. */
    public Specimen with(Latents others) {
        return new Specimen(session, options, others);
    }

    /** A text that differs where the pictures may differ: for caches. */
    public String identity() {
        return "%s, %s, %s".formatted(session.contentHash(), options, latents.identity());
    }
}
