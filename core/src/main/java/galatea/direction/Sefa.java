package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import galatea.latent.LayerRange;
import galatea.latent.Space;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The directions to which a network's first weights answer most, in closed form (SeFa, Shen and
 * Zhou, arXiv 2007.06600, equation 4): the eigenvectors of AᵀA, where A holds the weights from w to
 * the styles of the chosen layers, or from z to the first layer, each row divided by its length.
 *
 * <p>No picture is needed; latents are drawn only for {@link Direction#sigma}. {@link
 * Direction#explained} is the share of the eigenvalue in the sum of all: 1 / size would be what a
 * direction at random has.
 */
public final class Sefa {
    /** Name of the method. */
    public static final String METHOD = "sefa";

    private Sefa() {}

    /**
     * Finds the first directions.
     *
     * @param sample at least 2 latents
     * @param count number of directions, in [1, size of a w or z]
     * @param layers whose weights are looked at and whose styles are moved; null for all
     * @throws IllegalArgumentException for layers beyond the network
     */
    public static Found find(
            Sample sample, int count, @Nullable LayerRange layers, ProgressListener progress) {
        Panel.requireSize(sample, 2);
        Eigen eigen = eigen(sample, count, layers);
        Spread spread = sample.spread(progress);
        List<Direction> list = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] vector = eigen.vectors()[k];
            list.add(
                    new Direction(
                            "sefa" + k,
                            sample.space(),
                            Vectors.floats(vector),
                            sample.space() == Space.W ? layers : null,
                            spread.along(vector),
                            eigen.share(k)));
        }
        return new Found(Panel.of(METHOD, sample, spread.mean(), list), Found.Proof.NONE);
    }

    private static Eigen eigen(Sample sample, int count, @Nullable LayerRange layers) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            List<Tensor> weights = chosen(sample.session().latentWeights(), layers);
            int size = Math.toIntExact(weights.get(0).size(1));
            return Eigen.of(gram(weights, size), size, count);
        }
    }

    private static List<Tensor> chosen(List<Tensor> weights, @Nullable LayerRange layers) {
        if (layers == null) {
            return weights;
        }
        if (layers.last() >= weights.size()) {
            throw new IllegalArgumentException(
                    "layers must be in [0, %d]: %s".formatted(weights.size() - 1, layers));
        }
        return weights.subList(layers.first(), layers.last() + 1);
    }

    /** AᵀA of the rows [outputs, size] at length 1; rows of zeros stay. */
    private static double[] gram(List<Tensor> weights, int size) {
        double[] gram = new double[size * size];
        for (Tensor weight : weights) {
            Tensor rows = weight.to(torch.ScalarType.Double);
            Tensor squares = Ops.sum(rows.square(), 1).unsqueeze(1); // [outputs, 1]
            Tensor lengths = Ops.clamp(squares, Double.MIN_NORMAL, Double.MAX_VALUE).sqrt();
            Tensor normal = rows.div(lengths); // [outputs, size]
            double[] part = Ops.doubles(normal.t().matmul(normal)); // [size, size]
            for (int i = 0; i < gram.length; i++) {
                gram[i] += part[i];
            }
        }
        return gram;
    }
}
