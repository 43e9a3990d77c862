package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167): each channel is normalised over
 * the pixels of all images, then scaled and shifted.
 *
 * <p>Training uses the statistics of the batch (biased variance) and moves the running ones towards
 * them (unbiased variance); use takes the running ones, so that pictures do not depend on their
 * neighbours.
 */
public final class BatchNorm2d {
    /** Added to the variance. */
    public static final double EPSILON = 1e-5;

    /** Weight of one batch in the running statistics. */
    public static final double MOMENTUM = 0.1;

    private final Parameter weight; // [C]
    private final Parameter bias; // [C]
    private final Parameter runningMean; // [C]
    private final Parameter runningVariance; // [C]

    /**
     * Declares {@code name/weight} [C], drawn from N(1, 0.02²), {@code name/bias} [C] and the
     * buffers {@code name/running_mean} and {@code name/running_var} [C].
     */
    public BatchNorm2d(Parameters parameters, String name, int channels) {
        weight = parameters.parameter(name + "/weight", Init.normal(1, 0.02), channels);
        bias = parameters.parameter(name + "/bias", Init.ZEROS, channels);
        runningMean = parameters.buffer(name + "/running_mean", Init.ZEROS, channels);
        runningVariance = parameters.buffer(name + "/running_var", Init.ONES, channels);
    }

    /** By the batch's own statistics, which the running ones learn. x [N, C, H, W]. */
    public Tensor training(Tensor x) {
        return Ops.normalizeAndTrack(
                x,
                weight.tensor(),
                bias.tensor(),
                runningMean.tensor(),
                runningVariance.tensor(),
                MOMENTUM,
                EPSILON);
    }

    /** By the running statistics. x [N, C, H, W]. */
    public Tensor use(Tensor x) {
        return Ops.normalizeBy(
                x,
                weight.tensor(),
                bias.tensor(),
                runningMean.tensor(),
                runningVariance.tensor(),
                EPSILON);
    }
}
