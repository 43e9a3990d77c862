package galatea.dissect;

import galatea.data.LabelClasses;
import galatea.data.ProgressListener;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.segment.Segmenter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What interventions do to the classes of things that a generator draws, measured on the same
 * latents with and without (Bau et al. 2018, equation 4).
 *
 * <p>Pixels are counted at the pictures' full resolution. Pictures are drawn and segmented once per
 * intervention, and once as they are.
 *
 * @param specimen generator and sample
 * @param segmenter says what pictures show
 * @param bootstrap behind the intervals
 * @param progress told how many pictures were studied
 */
public record EffectStudy(
        Specimen specimen, Segmenter segmenter, Bootstrap bootstrap, ProgressListener progress) {
    /** The effect of an intervention on every class, in class order without the unlabelled. */
    public List<ClassEffect> of(LayerTap intervention) {
        return of(List.of(intervention)).get(0);
    }

    /** The effects of several interventions: one list per intervention. */
    public List<List<ClassEffect>> of(List<? extends LayerTap> interventions) {
        int[] labels = labels();
        PairedCounts counts = PairedCounts.of(specimen, segmenter, interventions, labels, progress);
        Bootstrap.Drawn drawn = bootstrap.over(specimen.size());
        return IntStream.range(0, interventions.size())
                .parallel()
                .mapToObj(k -> effects(counts, k, labels, drawn))
                .toList();
    }

    /**
     * The side-effect matrix: what ablating each unit alone does to every class.
     *
     * @param units of the layer
     * @return [units][classes], as {@link #of(LayerTap)} has them
     * @throws IllegalArgumentException for a unit that there is not
     */
    public List<List<ClassEffect>> ablations(Layer layer, List<Integer> units) {
        List<Intervention> alone =
                units.stream()
                        .map(unit -> UnitEdit.ablate(layer.name(), List.of(unit)))
                        .map(edit -> Intervention.of(specimen.layers(), List.of(edit)))
                        .toList();
        return of(alone);
    }

    private int[] labels() {
        LabelClasses classes = segmenter.classes();
        return IntStream.range(0, classes.size()).filter(c -> c != classes.unlabelled()).toArray();
    }

    private List<ClassEffect> effects(
            PairedCounts counts, int k, int[] labels, Bootstrap.Drawn drawn) {
        return IntStream.range(0, labels.length)
                .mapToObj(
                        c ->
                                effect(
                                        segmenter.classes().names().get(labels[c]),
                                        counts,
                                        k,
                                        c,
                                        drawn))
                .toList();
    }

    private static ClassEffect effect(
            String name, PairedCounts counts, int k, int c, Bootstrap.Drawn drawn) {
        long before = 0;
        long after = 0;
        int shown = 0;
        for (int i = 0; i < counts.pictures(); i++) {
            before += counts.before()[i][c];
            after += counts.after()[k][i][c];
            shown += counts.before()[i][c] + counts.after()[k][i][c] > 0 ? 1 : 0;
        }
        Interval difference = drawn.sum(i -> counts.change(k, i, c));
        Interval relative = drawn.ratio(i -> counts.change(k, i, c), i -> counts.before()[i][c]);
        return new ClassEffect(name, shown, before, after, difference, relative);
    }
}
