package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.model.Layer;
import galatea.segment.Segmenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants k that units are set to when they are inserted, decided by a sample (Bau et al.
 * 2018, appendix).
 *
 * @param sample generator and pictures
 * @param segmenter needed by {@link SymbolicValue.ClassMean} only
 * @param stages hears how far it is
 */
public record InsertionValues(Specimen sample, @Nullable Segmenter segmenter, Stages stages) {
    /**
     * What a symbol stands for.
     *
     * @param layer name
     * @param units of the layer
     * @return one value per unit
     * @throws IllegalArgumentException for a layer, unit or class that there is not, and a class
     *     that no picture of the sample shows
     */
    public List<Double> of(String layer, List<Integer> units, SymbolicValue symbol)
            throws IOException {
        Layer found = Layer.named(layer, sample.layers());
        units.forEach(unit -> new Unit(found, unit)); // checks its range
        if (symbol instanceof SymbolicValue.ClassMean mean) {
            double[] all = classMeans(found, mean.className());
            return units.stream().map(unit -> all[unit]).toList();
        }
        return quantiles(found, units, ((SymbolicValue.UnitQuantile) symbol).q());
    }

    /**
     * The mean of every unit where a class is: k_u = Σ r_u(p) w(p) / Σ w(p), with w(p) the share of
     * cell p that the class covers (adaptive mean of its pixels).
     *
     * @return [channels]
     */
    public double[] classMeans(Layer layer, String className) throws IOException {
        Segmenter eyes = requireSegmenter();
        int label = ClassPixels.named(className, eyes.classes());
        double[] sums = new double[layer.channels()];
        double[] weight = {0};
        ProgressListener progress = stages.next("mean of " + className);
        new Sweep(sample, List.of(layer), progress)
                .run(batch -> weight[0] += addMeans(batch, eyes, label, layer, sums));
        if (weight[0] == 0) {
            throw new IllegalArgumentException(
                    "class must appear in the sample of %d pictures: %s"
                            .formatted(sample.size(), className));
        }
        return Arrays.stream(sums).map(sum -> sum / weight[0]).toArray();
    }

    private Segmenter requireSegmenter() {
        if (segmenter == null) {
            throw new IllegalArgumentException("mean of a class must have a segmenter: none given");
        }
        return segmenter;
    }

    private static double addMeans(
            Sweep.Batch batch, Segmenter segmenter, int label, Layer layer, double[] sums) {
        byte[] labels = segmenter.labels(batch.images()); // [N, maps, R, R]
        int cells = layer.resolution() * layer.resolution();
        int side = (int) batch.images().size(2);
        double total = 0;
        for (int i = 0; i < batch.count(); i++) {
            double[] shares = shares(labels, i, segmenter.maps(), side, label, layer.resolution());
            for (int u = 0; u < sums.length; u++) {
                int offset = (i * sums.length + u) * cells;
                for (int p = 0; p < cells; p++) {
                    sums[u] += batch.features().get(0)[offset + p] * shares[p];
                }
            }
            total += Arrays.stream(shares).sum();
        }
        return total;
    }

    /** Share of each cell that a class covers in one picture: [resolution, resolution]. */
    private static double[] shares(
            byte[] labels, int picture, int maps, int side, int label, int resolution) {
        double[] present = new double[side * side];
        for (int p = 0; p < maps * present.length; p++) {
            if ((labels[picture * maps * present.length + p] & 255) == label) {
                present[p % present.length] = 1;
            }
        }
        return Pooling.MEAN.pool(present, side, resolution);
    }

    /**
     * The exact quantile of each unit's features over all cells of the sample, in three sweeps.
     *
     * @param q in [0, 1]
     */
    public List<Double> quantiles(Layer layer, List<Integer> units, double q) throws IOException {
        List<OrderStatistics> orders = new ArrayList<>();
        units.forEach(unit -> orders.add(new OrderStatistics()));
        read(layer, units, orders, 1);
        Quantiles quantile = new Quantiles(new double[] {1 - q}, orders.get(0).count());
        orders.forEach(order -> order.want(quantile.ranks()));
        read(layer, units, orders, 2);
        orders.forEach(OrderStatistics::refine);
        read(layer, units, orders, 3);
        return orders.stream().map(order -> quantile.of(order.values())[0]).toList();
    }

    private void read(Layer layer, List<Integer> units, List<OrderStatistics> orders, int reading)
            throws IOException {
        int cells = layer.resolution() * layer.resolution();
        ProgressListener progress = stages.next("quantiles, reading %d".formatted(reading));
        new Sweep(sample, List.of(layer), progress)
                .run(
                        batch -> {
                            for (int i = 0; i < batch.count(); i++) {
                                for (int u = 0; u < units.size(); u++) {
                                    int from = (i * layer.channels() + units.get(u)) * cells;
                                    float[] all = batch.features().get(0);
                                    orders.get(u).add(Arrays.copyOfRange(all, from, from + cells));
                                }
                            }
                        });
    }
}
