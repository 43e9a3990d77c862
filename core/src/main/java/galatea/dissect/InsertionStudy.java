package galatea.dissect;

import galatea.data.LabelClasses;
import galatea.latent.Latent;
import galatea.model.Layer;
import galatea.segment.Segmenter;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Tries an insertion at single cells of many pictures: see {@link InsertionMap}. */
public final class InsertionStudy {
    private final EffectStudy study;
    private final Layer layer;
    private final UnitEdit insertion;
    private final LabelClasses classes;
    private final int label;
    private final int cells; // of the layer
    private final int[][] tried; // [classes of the context][pictures]
    private final long[][] won; // [classes of the context][pictures]
    private final int[] triedAt;
    private final long[] wonAt;
    private final List<double[]> fading = new ArrayList<>(); // [refused, accepted] per layer
    private final int[] answers = new int[2]; // refused, accepted

    private InsertionStudy(EffectStudy study, UnitEdit insertion, String className) {
        this.study = study;
        this.insertion = insertion;
        layer = Layer.named(insertion.layer(), study.specimen().layers());
        insertion.units().forEach(unit -> new Unit(layer, unit)); // checks its range
        classes = study.segmenter().classes();
        label = ClassPixels.named(className, classes);
        cells = layer.resolution() * layer.resolution();
        tried = new int[classes.size()][study.specimen().size()];
        won = new long[classes.size()][study.specimen().size()];
        triedAt = new int[cells];
        wonAt = new long[cells];
    }

    /**
     * Inserts at every chosen cell of every picture alone.
     *
     * @param study generator, sample, segmenter and resampling
     * @param insertion units and values; of the whole picture
     * @param className whose pixels are counted
     * @throws IllegalArgumentException for a layer, unit or class that there is not, and an edit of
     *     a part of the picture
     */
    public static InsertionMap map(
            EffectStudy study, UnitEdit insertion, String className, CellChoice choice) {
        if (insertion.area() != null) {
            throw new IllegalArgumentException(
                    "insertion must have no area to be tried at single cells: " + insertion.area());
        }
        InsertionStudy insertions = new InsertionStudy(study, insertion, className);
        int pictures = study.specimen().size();
        for (int picture = 0; picture < pictures; picture++) {
            insertions.tryAt(picture, choice.of(picture, insertions.cells));
            study.progress().progress(picture + 1, pictures);
        }
        return insertions.result();
    }

    private void tryAt(int picture, int[] chosen) {
        int most = Math.max(1, study.specimen().atOnce() - 1); // besides the plain one
        for (int from = 0; from < chosen.length; from += most) {
            int to = Math.min(from + most, chosen.length);
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                tryTogether(picture, Arrays.copyOfRange(chosen, from, to));
            }
        }
    }

    private void tryTogether(int picture, int[] chosen) {
        Specimen specimen = study.specimen();
        Segmenter segmenter = study.segmenter();
        Latent latent = specimen.latents().rows(picture, 1).get(0);
        List<Latent> same = Collections.nCopies(1 + chosen.length, latent);
        CellInsertion tap = new CellInsertion(layer, insertion, chosen);
        Tensor images = specimen.session().images(same, specimen.options(), tap);
        tap.compare(images);
        byte[] labels = segmenter.labels(images); // [1 + cells, maps, R, R]
        int each = labels.length / same.size();
        int before = ClassPixels.count(labels, 0, each, label);
        int[] contexts = contexts(labels);
        for (int i = 0; i < chosen.length; i++) {
            int from = (1 + i) * each;
            int change = ClassPixels.count(labels, from, from + each, label) - before;
            int context = contexts[chosen[i]];
            tried[context][picture]++;
            won[context][picture] += change;
            triedAt[chosen[i]]++;
            wonAt[chosen[i]] += change;
            addFading(tap.fading(), i, change > 0 ? 1 : 0);
        }
    }

    /** The class that most of each cell shows in the first picture's first label map: [cells]. */
    private int[] contexts(byte[] labels) {
        int pixels = study.specimen().resolution();
        int side = layer.resolution();
        int[][] counts = new int[cells][classes.size()];
        for (int p = 0; p < pixels * pixels; p++) {
            int row = p / pixels * side / pixels;
            int column = p % pixels * side / pixels;
            counts[row * side + column][labels[p] & 255]++;
        }
        return Arrays.stream(counts).mapToInt(InsertionStudy::largest).toArray();
    }

    private static int largest(int[] counts) {
        int best = 0;
        for (int c = 1; c < counts.length; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        return best;
    }

    private void addFading(List<double[]> layers, int place, int answer) {
        answers[answer]++;
        while (fading.size() < layers.size()) {
            fading.add(new double[2]);
        }
        for (int l = 0; l < layers.size(); l++) {
            fading.get(l)[answer] += layers.get(l)[place];
        }
    }

    private InsertionMap result() {
        Bootstrap.Drawn drawn = study.bootstrap().over(study.specimen().size());
        List<InsertionMap.Context> contexts =
                IntStream.range(0, classes.size())
                        .filter(c -> Arrays.stream(tried[c]).sum() > 0)
                        .mapToObj(c -> context(c, drawn))
                        .toList();
        double[] added = new double[cells];
        Arrays.setAll(added, p -> triedAt[p] == 0 ? Double.NaN : (double) wonAt[p] / triedAt[p]);
        String name = classes.names().get(label);
        return new InsertionMap(insertion, name, contexts, added, fadings());
    }

    private InsertionMap.Context context(int c, Bootstrap.Drawn drawn) {
        return new InsertionMap.Context(
                classes.names().get(c),
                Arrays.stream(tried[c]).sum(),
                Arrays.stream(won[c]).sum(),
                drawn.ratio(i -> won[c][i], i -> tried[c][i]));
    }

    private List<InsertionMap.Fading> fadings() {
        List<String> names =
                Stream.concat(
                                study.specimen().layers().stream()
                                        .filter(l -> l.index() > layer.index())
                                        .map(Layer::name),
                                Stream.of("picture"))
                        .toList();
        return IntStream.range(0, fading.size())
                .mapToObj(
                        l ->
                                new InsertionMap.Fading(
                                        names.get(l),
                                        fading.get(l)[1] / answers[1], // NaN if there is none
                                        fading.get(l)[0] / answers[0]))
                .toList();
    }
}
