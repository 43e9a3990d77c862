package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.model.Layer;
import galatea.segment.FeatureEncoder;
import galatea.torch.Ops;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How active units are in the pictures of a sample, and what the pictures look like to an encoder:
 * N · (units + F) numbers, all that is kept of a sweep.
 */
final class Activity {
    private final List<Unit> units = new ArrayList<>();
    private final float[][] peaks; // [units][N]
    private final long[] positive; // [units] cells above 0
    private float[] features = {}; // [N, F]

    private Activity(List<Layer> layers, int pictures) {
        for (Layer layer : layers) {
            for (int channel = 0; channel < layer.channels(); channel++) {
                units.add(new Unit(layer, channel));
            }
        }
        peaks = new float[units.size()][pictures];
        positive = new long[units.size()];
    }

    /** Draws a sample once. */
    static Activity of(
            Specimen specimen,
            List<Layer> layers,
            FeatureEncoder encoder,
            ProgressListener progress)
            throws IOException {
        Activity activity = new Activity(layers, specimen.size());
        new Sweep(specimen, layers, progress)
                .run(
                        batch -> {
                            activity.keep(batch, encoder, specimen.size());
                            activity.count(batch, layers);
                        });
        return activity;
    }

    private void keep(Sweep.Batch batch, FeatureEncoder encoder, int pictures) {
        float[] some = Ops.floats(encoder.features(Encoding.shown(batch.images())));
        int size = some.length / batch.count();
        if (features.length == 0) {
            features = new float[pictures * size];
        }
        System.arraycopy(some, 0, features, batch.from() * size, some.length);
    }

    private void count(Sweep.Batch batch, List<Layer> layers) {
        int first = 0;
        for (int l = 0; l < layers.size(); l++) {
            int from = first;
            float[] values = batch.features().get(l);
            int cells = layers.get(l).resolution() * layers.get(l).resolution();
            int channels = layers.get(l).channels();
            IntStream.range(0, channels * batch.count())
                    .forEach(
                            i -> {
                                int unit = from + i % channels;
                                int picture = batch.from() + i / channels;
                                look(unit, picture, values, i * cells, cells);
                            });
            first += channels;
        }
    }

    private void look(int unit, int picture, float[] values, int from, int cells) {
        float peak = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + cells; i++) {
            peak = Math.max(peak, values[i]);
            positive[unit] += values[i] > 0 ? 1 : 0;
        }
        peaks[unit][picture] = peak;
    }

    /** Layer after layer. */
    List<Unit> units() {
        return units;
    }

    /** [N, F]. */
    float[] features() {
        return features;
    }

    /** Share of the cells in which a unit is above 0 (Choi et al. 2022). */
    double rate(int unit) {
        Unit u = units.get(unit);
        long cells = (long) u.layer().resolution() * u.layer().resolution() * peaks[unit].length;
        return (double) positive[unit] / cells;
    }

    /** The pictures in which a unit is most active, most active first; of equals the first. */
    List<Integer> peakPictures(int unit, int count) {
        float[] peak = peaks[unit];
        Integer[] order = new Integer[peak.length];
        Arrays.setAll(order, n -> n);
        Arrays.sort(order, (a, b) -> Float.compare(peak[b], peak[a])); // stable
        return List.of(order).subList(0, count);
    }
}
