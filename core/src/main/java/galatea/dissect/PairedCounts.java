package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.model.LayerTap;
import galatea.segment.Segmenter;
import galatea.torch.Scope;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Pixels of classes in the same pictures without an intervention and under several.
 *
 * @param before [pictures][classes]
 * @param after [interventions][pictures][classes]
 */
record PairedCounts(int[][] before, int[][][] after) {
    /**
     * Draws all pictures once as they are and once under each intervention.
     *
     * @param labels the classes that are kept, in the order wanted
     */
    static PairedCounts of(
            Specimen specimen,
            Segmenter segmenter,
            List<? extends LayerTap> interventions,
            int[] labels,
            ProgressListener progress) {
        int[][] before = new int[specimen.size()][];
        int[][][] after = new int[interventions.size()][specimen.size()][];
        for (int from = 0; from < specimen.size(); from += specimen.atOnce()) {
            Batch batch = new Batch(specimen, segmenter, labels, from);
            batch.draw(LayerTap.NONE, before);
            for (int k = 0; k < after.length; k++) {
                batch.draw(interventions.get(k), after[k]);
            }
            progress.progress(from + batch.count(), specimen.size());
        }
        return new PairedCounts(before, after);
    }

    /** Some pictures of the sample. */
    private record Batch(Specimen specimen, Segmenter segmenter, int[] labels, int from) {
        int count() {
            return Math.min(specimen.atOnce(), specimen.size() - from);
        }

        void draw(LayerTap tap, int[][] counts) {
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                int[][] all = ClassPixels.count(segmenter, specimen.images(from, count(), tap));
                for (int i = 0; i < all.length; i++) {
                    int[] picture = all[i];
                    counts[from + i] = Arrays.stream(labels).map(c -> picture[c]).toArray();
                }
            }
        }
    }

    /** Number of pictures. */
    int pictures() {
        return before.length;
    }

    /** Pixels of the first class over all pictures. */
    long total(int[][] counts) {
        return Arrays.stream(counts).mapToLong(picture -> picture[0]).sum();
    }

    /** Change of a class in a picture under an intervention. */
    int change(int intervention, int picture, int place) {
        return after[intervention][picture][place] - before[picture][place];
    }
}
