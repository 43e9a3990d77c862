package galatea.dissect;

import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.segment.DifferentiableSegmenter;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the units of a layer that cause a class: looks for pictures with it and for pictures it can
 * be inserted in, then optimises α.
 *
 * @param specimen the generator; its own sample is not used
 * @param segmenter differentiable: for any other, {@link GreedySearch}
 * @param layer whose units are tried
 * @param options effort and rates
 */
public record CausalSearch(
        Specimen specimen, DifferentiableSegmenter segmenter, Layer layer, AceOptions options) {
    /** Seeds of the two samples that are looked through, as published. */
    private static final long PRESENT_SEED = 10;

    private static final long ABSENT_SEED = 11;

    /**
     * Searches.
     *
     * @param label the class
     * @param values k of each unit: its mean where the class is
     * @param start α of each unit to start from, in [0, 1], such as IoU over the largest IoU
     * @throws IllegalArgumentException if no picture shows the class, or none gains it by insertion
     */
    public CausalUnits find(int label, double[] values, double[] start, Stages stages)
            throws IOException {
        Specimen present = specimen.with(latents(PRESENT_SEED));
        Specimen absent = specimen.with(latents(ABSENT_SEED));
        return find(present, absent, label, values, start, stages);
    }

    /** The same on given samples. */
    CausalUnits find(
            Specimen present,
            Specimen absent,
            int label,
            double[] values,
            double[] start,
            Stages stages)
            throws IOException {
        List<CellPair> pairs = pairs(present, absent, label, values, stages);
        return new AceOptimizer(specimen, segmenter, layer, label, values, start, options)
                .run(pairs, stages.next("alpha"));
    }

    private Latents latents(long seed) {
        return Latents.ofSeed(seed, options.search(), specimen.session().config().latentSize());
    }

    private List<CellPair> pairs(
            Specimen present, Specimen absent, int label, double[] values, Stages stages)
            throws IOException {
        try (Scope scope = new Scope()) {
            float[] k = new float[values.length];
            for (int u = 0; u < k.length; u++) {
                k[u] = (float) values[u];
            }
            CellSearch search =
                    new CellSearch(
                            segmenter, layer, label, Ops.of(k, 1, k.length, 1, 1), options.seed());
            List<CellSearch.Found> with = search.present(present, stages.next("cells with it"));
            List<CellSearch.Found> without =
                    search.insertable(
                            absent, popularity(with), stages.next("cells to insert it in"));
            requireFound(label, with, "shows");
            requireFound(label, without, "gains by insertion");
            return pairs(present, with, absent, without);
        }
    }

    private void requireFound(int label, List<CellSearch.Found> found, String what) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "search must be larger: none of %d pictures %s %s"
                            .formatted(
                                    options.search(),
                                    what,
                                    segmenter.classes().names().get(label)));
        }
    }

    /** How often each cell was the best. */
    private double[] popularity(List<CellSearch.Found> found) {
        double[] popularity = new double[layer.resolution() * layer.resolution()];
        found.forEach(f -> popularity[f.cell()]++);
        return popularity;
    }

    private List<CellPair> pairs(
            Specimen present,
            List<CellSearch.Found> with,
            Specimen absent,
            List<CellSearch.Found> without) {
        int count = Math.min(options.pairs(), Math.min(with.size(), without.size()));
        List<CellPair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CellSearch.Found there = with.get(i);
            CellSearch.Found missing = without.get(i);
            pairs.add(
                    new CellPair(
                            present.latents().rows(there.picture(), 1).get(0),
                            there.cell(),
                            absent.latents().rows(missing.picture(), 1).get(0),
                            missing.cell()));
        }
        return pairs;
    }
}
