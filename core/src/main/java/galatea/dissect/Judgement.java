package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.model.Layer;
import galatea.torch.Ops;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges the levels that were chosen on one sample by another, in one sweep: how often units would
 * meet classes if label maps belonged to other pictures, how much IoUs vary between samples, and
 * where the units are active in their peak pictures.
 */
final class Judgement {
    private final Samples samples;
    private final DissectionOptions options;
    private final Shuffling shuffling;
    private final int classes;
    private final List<Optional<JudgedUnit>> units = new ArrayList<>();
    private final Set<Integer> wanted = new HashSet<>();
    private final Map<Integer, Picture> pictures = new TreeMap<>();

    /**
     * @param profiles of the units of some layers, in order
     * @param choices a level for each, or none
     */
    Judgement(
            Samples samples,
            DissectionOptions options,
            List<UnitProfile> profiles,
            List<Optional<LevelChoice.Choice>> choices) {
        this.samples = samples;
        this.options = options;
        classes = samples.segmenter().classes().size();
        shuffling = new Shuffling(samples.test().size(), options.shuffles(), options.seed());
        for (int u = 0; u < profiles.size(); u++) {
            UnitProfile profile = profiles.get(u);
            units.add(choices.get(u).map(choice -> judged(profile, choice)));
            profile.peaks().forEach(peak -> wanted.add(peak.picture()));
        }
    }

    private JudgedUnit judged(UnitProfile profile, LevelChoice.Choice choice) {
        int shuffles = shuffling.shifts().length;
        return new JudgedUnit(profile, choice, classes, shuffles, options.bootstraps());
    }

    /** Sweeps once. */
    void run(List<Layer> layers, ProgressListener progress) throws IOException {
        FeatureMaps maps = new FeatureMaps(layers, samples.side(), options.edge());
        new Sweep(samples.test(), layers, progress)
                .run(
                        batch -> {
                            keepPictures(batch);
                            long[][][][] labels = labels(batch);
                            int[][] weights = weights(batch);
                            maps.forEach(
                                    batch,
                                    (u, i, values) ->
                                            units.get(u)
                                                    .ifPresent(
                                                            unit ->
                                                                    unit.add(
                                                                            batch.from() + i,
                                                                            values,
                                                                            labels[i],
                                                                            weights[i])));
                        });
    }

    /** [count][1 + shuffles][classes][words]. */
    private long[][][][] labels(Sweep.Batch batch) throws IOException {
        long[][][][] labels = new long[batch.count()][1 + shuffling.shifts().length][][];
        for (int i = 0; i < batch.count(); i++) {
            labels[i][0] = pixels(batch.from() + i);
            for (int k = 0; k < shuffling.shifts().length; k++) {
                int other = batch.from() + i + shuffling.shifts()[k];
                labels[i][1 + k] = pixels(other % samples.test().size());
            }
        }
        return labels;
    }

    private long[][] pixels(int picture) throws IOException {
        byte[] labels = samples.testLabels().read(picture, 1);
        int pixels = samples.side() * samples.side();
        return Bits.byClass(labels, 0, samples.segmenter().maps(), pixels, classes);
    }

    private int[][] weights(Sweep.Batch batch) {
        int[][] weights = new int[batch.count()][];
        for (int i = 0; i < weights.length; i++) {
            int picture = batch.from() + i;
            weights[i] = Resampling.weights(options.seed(), picture, options.bootstraps());
        }
        return weights;
    }

    private void keepPictures(Sweep.Batch batch) {
        int channels = (int) batch.images().size(1);
        int side = (int) batch.images().size(2);
        float[] levels = Ops.floats(batch.images());
        List<Picture> all =
                PixelConversion.toPictures(
                        levels, channels, side, side, PixelConversion.Rounding.FLOOR);
        for (int i = 0; i < all.size(); i++) {
            if (wanted.contains(batch.from() + i)) {
                pictures.put(batch.from() + i, all.get(i));
            }
        }
    }

    /** What was found of each unit that has a level. */
    List<Optional<JudgedUnit>> units() {
        return units;
    }

    /** Every peak picture by its number. */
    Map<Integer, Picture> pictures() {
        return pictures;
    }
}
