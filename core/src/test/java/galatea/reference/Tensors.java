package galatea.reference;

import galatea.model.style.StyleConfig;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/** Small computations that several reference tests share. */
final class Tensors {
    private Tensors() {}

    /** A tensor of values by flat position, from 0. */
    static Tensor formula(DType dtype, IntToDoubleFunction value, long... shape) {
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        return Ops.of(dtype, IntStream.range(0, count).mapToDouble(value).toArray(), shape);
    }

    /** The squared length of each image: [N, C, H, W] → [N]. */
    static Tensor squaredLengths(Tensor x) {
        return Ops.sum(x.square(), 1, 2, 3);
    }

    /** Layers below {@code cutoff} from the first, the others from the second: [N, L, wSize]. */
    static Tensor mixed(Tensor first, Tensor second, int cutoff) {
        long layers = first.size(1);
        return cutoff == layers
                ? first
                : Ops.cat(1, first.narrow(1, 0, cutoff), second.narrow(1, cutoff, layers - cutoff));
    }

    /** w_avg + (w − w_avg) · psi for the layers below {@code cutoff}: [N, L, wSize]. */
    static Tensor truncated(Tensor ws, Tensor average, double psi, int cutoff) {
        Tensor pulled = Ops.lerp(average.expand(ws.shape()), ws, psi);
        return mixed(pulled, ws, Math.min(cutoff, Math.toIntExact(ws.size(1))));
    }

    /** What autograd has accumulated for one parameter. */
    static Tensor gradient(Parameters parameters, String name) {
        return parameters.trained().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .tensor()
                .grad();
    }

    /** A picture at a level of detail, at the size of the full resolution. */
    static Tensor fullSize(Tensor image, StyleConfig config) {
        int factor = config.resolution() / Math.toIntExact(image.size(2));
        return factor == 1 ? image : Ops.upsampleNearest(image, factor);
    }

    /** Every third row and column, and the last, as the larger reference outputs are stored. */
    static Tensor thinned(Tensor image) {
        return thinned(thinned(image, 2), 3);
    }

    private static Tensor thinned(Tensor image, int dimension) {
        long last = image.size(dimension) - 1;
        Tensor[] kept =
                LongStream.concat(
                                LongStream.iterate(0, i -> i < last + 1, i -> i + 3),
                                LongStream.of(last))
                        .mapToObj(i -> image.narrow(dimension, i, 1))
                        .toArray(Tensor[]::new);
        return Ops.cat(dimension, kept);
    }
}
