package galatea.dissect;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The feature maps of units, stretched to the size of the label maps, on all processors.
 *
 * <p>Each unit is handled by one thread at a time, picture after picture: what a unit collects
 * depends neither on the number of threads nor on the size of a batch.
 */
final class FeatureMaps {
    private final List<Layer> layers;
    private final List<Unit> units = new ArrayList<>(); // in the order of the layers
    private final Map<Layer, Upsampling> upsampling = new HashMap<>();

    /**
     * @param side height and width of the label maps
     */
    FeatureMaps(List<Layer> layers, int side, Upsampling.Edge edge) {
        this.layers = layers;
        for (Layer layer : layers) {
            upsampling.put(layer, new Upsampling(layer.resolution(), side, edge));
            IntStream.range(0, layer.channels()).forEach(c -> units.add(new Unit(layer, c)));
        }
    }

    /** All units, layer after layer. */
    List<Unit> units() {
        return units;
    }

    /** Sees the map of one unit in one picture. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param unit place in {@link #units()}
         * @param picture place in the batch
         * @param values [side · side], overwritten afterwards
         */
        void visit(int unit, int picture, float[] values);
    }

    /** Shows the maps of a batch: for each unit, the pictures in order. */
    void forEach(Sweep.Batch batch, Visitor visitor) {
        IntStream.range(0, units.size())
                .parallel()
                .forEach(
                        u -> {
                            Upsampling up = upsampling(u);
                            float[] values = new float[up.size()];
                            for (int i = 0; i < batch.count(); i++) {
                                up.apply(features(batch, u), offset(u, i), values);
                                visitor.visit(u, i, values);
                            }
                        });
    }

    /** The largest feature of a unit in a picture, before stretching. */
    float peak(Sweep.Batch batch, int unit, int picture) {
        Layer layer = units.get(unit).layer();
        int offset = offset(unit, picture);
        float peak = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < layer.resolution() * layer.resolution(); i++) {
            peak = Math.max(peak, features(batch, unit)[offset + i]);
        }
        return peak;
    }

    private Upsampling upsampling(int unit) {
        Upsampling up = upsampling.get(units.get(unit).layer());
        if (up == null) {
            throw new IllegalStateException("Bug: a unit of another layer");
        }
        return up;
    }

    private float[] features(Sweep.Batch batch, int unit) {
        return batch.features().get(layers.indexOf(units.get(unit).layer()));
    }

    private int offset(int unit, int picture) {
        Unit u = units.get(unit);
        int size = u.layer().resolution() * u.layer().resolution();
        return (picture * u.layer().channels() + u.channel()) * size;
    }
}
