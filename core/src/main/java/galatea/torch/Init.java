package galatea.torch;

import org.bytedeco.pytorch.Tensor;

/** Initial values of a parameter. */
@FunctionalInterface
public interface Init {
    /** All zeros. */
    Init ZEROS = constant(0);

    /** All ones. */
    Init ONES = constant(1);

    /** Fills a tensor in place, drawing from the engine's random stream if it needs one. */
    void fill(Tensor tensor);

    /** Every element the same. */
    static Init constant(double value) {
        return tensor -> tensor.fill_(Scalars.of(value));
    }

    /** Independent draws from N(0, deviation²). */
    static Init normal(double deviation) {
        return normal(0, deviation);
    }

    /** Independent draws from N(mean, deviation²). */
    static Init normal(double mean, double deviation) {
        return tensor -> {
            // Drawn in row-major order whatever the memory format of the parameter.
            Tensor draws = Ops.randn(DType.of(tensor.scalar_type()), tensor.shape());
            tensor.copy_(draws.mul_(Scalars.of(deviation)).add_(Scalars.of(mean)));
        };
    }
}
