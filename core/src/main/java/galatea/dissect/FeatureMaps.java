package galatea.dissect;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The feature maps of units, stretched to the size of the label maps, on all processors.
 *
 * <p>Each unit is handled by one thread at a time, picture after picture: what a unit collects
 * depends neither on the number of threads nor on the size of a batch.
 */
final class FeatureMaps {
    private final List<Unit> units = new ArrayList<>(); // in the order of the layers
    private final List<Integer> places = new ArrayList<>(); // of the layer of each unit
    private final List<Upsampling> upsampling = new ArrayList<>(); // of each layer

    /**
     * @param side height and width of the label maps
     */
    FeatureMaps(List<Layer> layers, int side, Upsampling.Edge edge) {
        for (Layer layer : layers) {
            for (int channel = 0; channel < layer.channels(); channel++) {
                units.add(new Unit(layer, channel));
                places.add(upsampling.size());
            }
            upsampling.add(new Upsampling(layer.resolution(), side, edge));
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
                            Upsampling up = upsampling.get(places.get(u));
                            float[] features = batch.features().get(places.get(u));
                            float[] values = new float[up.size()];
                            for (int i = 0; i < batch.count(); i++) {
                                up.apply(features, offset(u, i), values);
                                visitor.visit(u, i, values);
                            }
                        });
    }

    /** The largest feature of a unit in a picture, before stretching. */
    float peak(Sweep.Batch batch, int unit, int picture) {
        float[] features = batch.features().get(places.get(unit));
        int from = offset(unit, picture);
        int side = units.get(unit).layer().resolution();
        float peak = features[from];
        for (int i = from + 1; i < from + side * side; i++) {
            peak = Math.max(peak, features[i]);
        }
        if (!Float.isFinite(peak)) {
            throw new IllegalArgumentException(
                    "features must be finite: "
                            + peak
                            + " in layer "
                            + units.get(unit).layer().name());
        }
        return peak;
    }

    /** Where the map of a unit in a picture begins among those of its layer. */
    private int offset(int unit, int picture) {
        Unit u = units.get(unit);
        int size = u.layer().resolution() * u.layer().resolution();
        return (picture * u.layer().channels() + u.channel()) * size;
    }
}
