package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.latent.Latent;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.segment.DifferentiableSegmenter;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The units that cause a class, by gradient descent on how much of each is ablated and inserted
 * (Bau et al. 2018, eqn 5 and 6):
 *
 * <p>x'_a = f((1 − α) ⊙ r) at cells P⁺ with the class, x'_i = f(α ⊙ k + (1 − α) ⊙ r) at cells P⁻
 * without it; the loss is s_c(x'_a)(P⁺) − s_c(x'_i)(P⁻) + λ Σα², α ∈ [0, 1] after each step of
 * Adam. s_c is the probability of the class, averaged over the pixels of the cell.
 *
 * <p>Each loss is read where its own edit is: the published program read that of the insertion at
 * the cell of the other picture.
 */
final class AceOptimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Specimen specimen;
    private final DifferentiableSegmenter segmenter;
    private final Layer layer;
    private final int label;
    private final float[] values; // k of each unit
    private final AceOptions options;
    private final double[] alpha;
    private final double[] mean; // Adam's moments
    private final double[] square;
    private int time;

    /**
     * @param specimen the generator
     * @param values k of each unit
     * @param start α of each unit to start from, in [0, 1]
     */
    AceOptimizer(
            Specimen specimen,
            DifferentiableSegmenter segmenter,
            Layer layer,
            int label,
            double[] values,
            double[] start,
            AceOptions options) {
        this.specimen = specimen;
        this.segmenter = segmenter;
        this.layer = layer;
        this.label = label;
        this.options = options;
        this.values = floats(values);
        alpha = start.clone();
        mean = new double[start.length];
        square = new double[start.length];
    }

    /** α after all epochs, with the mean loss of each. */
    CausalUnits run(List<CellPair> pairs, ProgressListener progress) {
        double[] losses = new double[options.epochs()];
        List<CellPair> order = new ArrayList<>(pairs);
        Random random = new Random(options.seed());
        for (int epoch = 0; epoch < losses.length; epoch++) {
            Collections.shuffle(order, random);
            for (int from = 0; from < order.size(); from += options.batch()) {
                int to = Math.min(order.size(), from + options.batch());
                losses[epoch] += step(order.subList(from, to)) * (to - from) / order.size();
            }
            progress.progress(epoch + 1, losses.length);
        }
        String name = segmenter.classes().names().get(label);
        return new CausalUnits(layer.name(), name, alpha, losses, pairs.size());
    }

    /** One update; the loss before it. */
    private double step(List<CellPair> pairs) {
        double[] gradient = new double[alpha.length];
        double value = 0;
        int most = Math.max(1, specimen.session().atOnce(4 * pairs.size()) / 4);
        for (int from = 0; from < pairs.size(); from += most) {
            List<CellPair> some = pairs.subList(from, Math.min(from + most, pairs.size()));
            value += add(some, (double) some.size() / pairs.size(), gradient);
        }
        for (int u = 0; u < alpha.length; u++) {
            value += options.lambda() * alpha[u] * alpha[u];
            gradient[u] += 2 * options.lambda() * alpha[u];
        }
        descend(gradient);
        return value;
    }

    /** The loss of some pairs times their share; adds its gradient to the others'. */
    private double add(List<CellPair> pairs, double share, double[] gradient) {
        try (Scope scope = new Scope()) {
            Tensor a = Ops.of(floats(alpha), 1, alpha.length, 1, 1).requires_grad_(true);
            Tensor loss = loss(pairs, a);
            double[] some = Ops.doubles(Ops.gradient(loss, a));
            double value = Ops.item(loss);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("loss must be finite: " + value);
            }
            for (int u = 0; u < some.length; u++) {
                gradient[u] += share * some[u];
            }
            return share * value;
        }
    }

    /** Mean of s(x'_a)(P⁺) − s(x'_i)(P⁻) over the pairs, whose pictures are drawn as one batch. */
    private Tensor loss(List<CellPair> pairs, Tensor a) {
        List<Latent> latents =
                Stream.concat(
                                pairs.stream().map(CellPair::present),
                                pairs.stream().map(CellPair::absent))
                        .toList(); // [2N]
        Tensor target = targets(pairs.size()); // [2N, C, 1, 1]
        Tensor amount = a.mul(masks(pairs, layer.resolution(), 1)); // [2N, C, h, w]
        LayerTap edit = (at, x) -> at.equals(layer) ? x.add(target.sub(x).mul(amount)) : x;
        Tensor images = specimen.session().images(latents, specimen.options(), edit);
        Tensor p = segmenter.probabilities(images).narrow(1, label, 1); // [2N, 1, R, R]
        Tensor weights = masks(pairs, (int) images.size(2), -1);
        return Ops.scale(p.mul(weights).sum(), 1.0 / pairs.size());
    }

    /** 0 where units are ablated, k where they are inserted. */
    private Tensor targets(int pairs) {
        float[] targets = new float[2 * pairs * values.length];
        for (int i = pairs; i < 2 * pairs; i++) {
            System.arraycopy(values, 0, targets, i * values.length, values.length);
        }
        return Ops.of(targets, 2L * pairs, values.length, 1, 1);
    }

    /**
     * The cells of the pairs on maps of a size, [2N, 1, side, side].
     *
     * @param sign −1 to average over the pixels of a cell, minus for those inserted in; 1 for ones
     */
    private Tensor masks(List<CellPair> pairs, int side, int sign) {
        int n = pairs.size();
        Cells cells = new Cells(layer.resolution(), side);
        float[] masks = new float[2 * n * side * side];
        for (int i = 0; i < n; i++) {
            int first = pairs.get(i).presentCell();
            int second = pairs.get(i).absentCell();
            cells.fill(masks, i * side * side, first, sign < 0 ? 1f / cells.area(first) : 1);
            cells.fill(
                    masks, (n + i) * side * side, second, sign < 0 ? -1f / cells.area(second) : 1);
        }
        return Ops.of(masks, 2L * n, 1, side, side);
    }

    /** A step of Adam, then back into [0, 1]. */
    private void descend(double[] gradient) {
        time++;
        for (int u = 0; u < alpha.length; u++) {
            mean[u] += (1 - BETA1) * (gradient[u] - mean[u]);
            square[u] += (1 - BETA2) * (gradient[u] * gradient[u] - square[u]);
            double m = mean[u] / (1 - Math.pow(BETA1, time));
            double v = square[u] / (1 - Math.pow(BETA2, time));
            alpha[u] -= options.learningRate() * m / (Math.sqrt(v) + EPSILON);
            alpha[u] = Math.max(0, Math.min(1, alpha[u]));
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
