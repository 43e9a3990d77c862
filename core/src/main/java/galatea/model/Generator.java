package galatea.model;

import galatea.torch.Parameters;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A network that turns latents into pictures.
 *
 * <p>Pictures are [N, C, R', R'], nominally in [−1, 1] and not clipped, at the current resolution
 * R' = R / 2^⌊lod⌋.
 */
public interface Generator extends AutoCloseable {
    /** What the network was built from. */
    NetworkConfig config();

    /** Its tensors. */
    Parameters parameters();

    /** Its layers in the order in which a tap sees them. */
    List<Layer> layers();

    /**
     * Pictures for use: no style mixing, no truncation, no side effect.
     *
     * @param z [N, latentSize]
     * @param labels one-hot [N, labelSize], or null for an unconditional network
     * @param lod level of detail: 0 is full resolution, fractions fade between two
     */
    Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap);

    /**
     * Pictures for training, with the side effects and regularisation of the family.
     *
     * @param random the step's source of decisions; tensors come from the engine's stream
     */
    default Tensor trainingForward(
            Tensor z, @Nullable Tensor labels, double lod, RandomGenerator random) {
        return forward(z, labels, lod, LayerTap.NONE);
    }

    /**
     * Changes the network for good so that a unit's features are r (1 − alpha) + value · alpha, up
     * to rounding, in every picture.
     *
     * @param layer one of {@link #layers()}
     * @param unit in [0, layer.channels())
     * @param alpha in [0, 1]
     * @throws IllegalArgumentException if no weights of the family do that exactly
     */
    default void fold(Layer layer, int unit, double alpha, double value) {
        throw new IllegalArgumentException(
                "family of the network must be style, dcgan or progressive to fold an edit into it: "
                        + config().family());
    }

    /**
     * The weights by which a latent enters the network, as they are used and so scaled, each
     * [outputs, size]: of the style family those from w to the styles, one per layer with a w; of
     * others the one from z to the first layer. In the caller's scope.
     *
     * @throws IllegalArgumentException if the network has none
     */
    default List<Tensor> latentWeights() {
        throw new IllegalArgumentException(
                "family of the network must tell by which weights latents enter it: "
                        + config().family());
    }

    @Override
    default void close() {
        parameters().close();
    }
}
