package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.segment.FeatureEncoder;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * A sample that is drawn without some units.
 *
 * @param specimen generator and sample
 * @param encoder of its pictures
 * @param metric distance from real pictures
 */
record AblatedSample(Specimen specimen, FeatureEncoder encoder, FrechetDistance metric) {
    private static final double VISIBLE = 2 * 8 / 255.0; // eight levels of 255, of [−1, 1]

    /** Draws and encodes it. */
    FeatureSample without(Collection<Unit> units, ProgressListener progress) {
        return new FeatureSample(
                metric, Encoding.generated(specimen, new Ablation(units), encoder, progress));
    }

    /** Share of the pictures that differ visibly somewhere when units are ablated. */
    double changed(Collection<Unit> units, ProgressListener progress) {
        int changed = 0;
        for (int n = 0; n < specimen.size(); n++) {
            float[] before = levels(n, List.of());
            float[] after = levels(n, units);
            boolean differs = false;
            for (int i = 0; i < before.length; i++) {
                differs |= Math.abs(before[i] - after[i]) > VISIBLE;
            }
            changed += differs ? 1 : 0;
            progress.progress(n + 1, specimen.size());
        }
        return (double) changed / specimen.size();
    }

    private float[] levels(int picture, Collection<Unit> units) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Ops.floats(Encoding.shown(specimen.images(picture, 1, new Ablation(units))));
        }
    }
}
