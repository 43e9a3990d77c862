package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.segment.Segmenter;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Finds cells of a layer where a class is, and cells where it is not but appears when all units are
 * set to the values k they have where it is.
 */
final class CellSearch {
    private static final int DRAWN_AT_ONCE = 10;

    /** Cells tried in each picture without the class. */
    private static final int TRIES = 5;

    private final Segmenter segmenter;
    private final Layer layer;
    private final int label;
    private final Tensor values; // [1, C, 1, 1]
    private final SplittableRandom random;

    /**
     * @param values k of each unit, [1, C, 1, 1]
     */
    CellSearch(Segmenter segmenter, Layer layer, int label, Tensor values, long seed) {
        this.segmenter = segmenter;
        this.layer = layer;
        this.label = label;
        this.values = values;
        random = new SplittableRandom(seed);
    }

    /**
     * A cell of a picture.
     *
     * @param picture number in its sample
     * @param cell row by row
     * @param score covered share, or pixels gained
     */
    record Found(int picture, int cell, double score) {}

    /** The cell that the class covers most in each picture, best pictures first. */
    List<Found> present(Specimen specimen, ProgressListener progress) throws IOException {
        List<Found> found = new ArrayList<>();
        new Sweep(specimen, List.of(), progress)
                .run(
                        batch -> {
                            byte[] labels = segmenter.labels(batch.images());
                            for (int i = 0; i < batch.count(); i++) {
                                double[] coverage = coverage(labels, i, side(batch.images()));
                                int best = largest(coverage);
                                if (coverage[best] > 0) {
                                    found.add(new Found(batch.from() + i, best, coverage[best]));
                                }
                            }
                        });
        return bestFirst(found);
    }

    /**
     * The cell of each picture where insertion gains most pixels of the class, of a few tried where
     * it is absent; drawn as often as the class is found there, and all at times.
     *
     * @param popularity how often the class is found in each cell
     */
    List<Found> insertable(Specimen specimen, double[] popularity, ProgressListener progress) {
        List<Found> found = new ArrayList<>();
        int most = specimen.session().atOnce(DRAWN_AT_ONCE);
        for (int from = 0; from < specimen.size(); from += most) {
            int count = Math.min(most, specimen.size() - from);
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                found.addAll(insertable(specimen, from, count, popularity));
            }
            progress.progress(from + count, specimen.size());
        }
        return bestFirst(found.stream().filter(f -> f.score() > 0).toList());
    }

    private List<Found> insertable(Specimen specimen, int from, int count, double[] popularity) {
        Tensor images = specimen.images(from, count, LayerTap.NONE);
        byte[] before = segmenter.labels(images);
        int side = side(images);
        Found[] best = new Found[count];
        for (int cell : cells(popularity)) {
            byte[] after = segmenter.labels(specimen.images(from, count, insertion(cell)));
            for (int i = 0; i < count; i++) {
                boolean absent = coverage(before, i, side)[cell] == 0;
                double gain = absent ? pixels(after, i, side) - pixels(before, i, side) : 0;
                if (best[i] == null || gain > best[i].score()) {
                    best[i] = new Found(from + i, cell, gain);
                }
            }
        }
        return List.of(best);
    }

    /** All units set to k in one cell. */
    private LayerTap insertion(int cell) {
        int n = layer.resolution();
        float[] mask = new float[n * n];
        mask[cell] = 1;
        return (at, x) -> at.equals(layer) ? x.add(values.sub(x).mul(Ops.of(mask, 1, 1, n, n))) : x;
    }

    /** Some cells without replacement, p ∝ popularity + a tenth of its mean. */
    private List<Integer> cells(double[] popularity) {
        double floor =
                0.1
                                * IntStream.range(0, popularity.length)
                                        .mapToDouble(i -> popularity[i])
                                        .average()
                                        .orElse(0)
                        + 1e-12;
        return IntStream.range(0, popularity.length)
                .boxed()
                .sorted(
                        Comparator.comparingDouble(
                                exponential(popularity, floor)::get)) // Efraimidis and Spirakis
                .limit(TRIES)
                .toList();
    }

    /** The smallest of exponential variables with rates p are a draw without replacement by p. */
    private List<Double> exponential(double[] popularity, double floor) {
        return IntStream.range(0, popularity.length)
                .mapToObj(i -> -Math.log(1 - random.nextDouble()) / (popularity[i] + floor))
                .toList();
    }

    private double[] coverage(byte[] labels, int picture, int side) {
        int maps = segmenter.maps();
        Cells cells = new Cells(layer.resolution(), side);
        return cells.coverage(labels, picture * maps * side * side, maps, label);
    }

    private int pixels(byte[] labels, int picture, int side) {
        int size = segmenter.maps() * side * side;
        return ClassPixels.count(labels, picture * size, (picture + 1) * size, label);
    }

    private static int side(Tensor images) {
        return (int) images.size(2);
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static List<Found> bestFirst(List<Found> found) {
        return found.stream().sorted(Comparator.comparingDouble(Found::score).reversed()).toList();
    }
}
