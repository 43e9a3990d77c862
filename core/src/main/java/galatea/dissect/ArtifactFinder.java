package galatea.dissect;

import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.segment.FeatureEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds units that draw artifacts, and proves it: ablating them must bring the generator's pictures
 * closer to real ones.
 *
 * <p>Units are ranked on one sample (Bau et al. 2018 by the distance of the pictures in which each
 * is most active; Choi et al. 2022 by how rarely it is active). Then the most suspected are ablated
 * one after the other, on top of those already kept. A unit is kept if that makes the distance of
 * the first sample smaller and, beyond its interval and by a least share, that of a second one. The
 * outcome is measured on a third, on which nothing was chosen.
 *
 * <p>Memory: N · (units + 4 F) numbers, of N pictures.
 */
public final class ArtifactFinder {
    private final Samples samples;
    private final FeatureEncoder encoder;
    private final FrechetDistance metric;
    private final ArtifactOptions options;
    private final Stages stages;

    private ArtifactFinder(
            Samples samples,
            FeatureEncoder encoder,
            Gaussian reals,
            ArtifactOptions options,
            Stages stages) {
        this.samples = samples;
        this.encoder = encoder;
        this.metric = new FrechetDistance(reals);
        this.options = options;
        this.stages = stages;
    }

    /**
     * Three samples of one generator.
     *
     * @param search on which units are ranked
     * @param check on which the repair of each is checked
     * @param test on which the whole repair is measured
     */
    public record Samples(Specimen search, Latents check, Latents test) {
        private static final int LEAST = 20;

        /** Checks the sizes. */
        public Samples {
            int least = Math.min(search.size(), Math.min(check.size(), test.size()));
            if (least < LEAST) {
                throw new IllegalArgumentException(
                        "samples must be at least %d: %d".formatted(LEAST, least));
            }
        }
    }

    /**
     * What a search found.
     *
     * @param report the numbers
     * @param repaired units whose ablation helps; or those given
     */
    public record Findings(ArtifactReport report, List<Unit> repaired) {}

    /**
     * Searches.
     *
     * @param reals what real pictures look like to the encoder
     * @param layers whose units are suspected, at least one
     */
    public static Findings search(
            Samples samples,
            FeatureEncoder encoder,
            Gaussian reals,
            List<Layer> layers,
            ArtifactOptions options,
            Stages stages)
            throws IOException {
        return new ArtifactFinder(samples, encoder, reals, options, stages).run(layers, null);
    }

    /**
     * Measures what the ablation of given units changes.
     *
     * @param units at least one
     */
    public static Findings measure(
            Samples samples,
            FeatureEncoder encoder,
            Gaussian reals,
            List<Unit> units,
            ArtifactOptions options,
            Stages stages)
            throws IOException {
        List<Layer> layers = units.stream().map(Unit::layer).distinct().toList();
        List<Layer> inOrder = samples.search().layers().stream().filter(layers::contains).toList();
        return new ArtifactFinder(samples, encoder, reals, options, stages).run(inOrder, units);
    }

    private Findings run(List<Layer> layers, @Nullable List<Unit> given) throws IOException {
        Activity activity =
                Activity.of(samples.search(), layers, encoder, stages.next("ranking units"));
        FeatureSample sample = new FeatureSample(metric, activity.features());
        ArtifactRanking ranking = ArtifactRanking.of(activity, sample, options);
        List<ArtifactReport.Verdict> verdicts = new ArrayList<>();
        List<Unit> units = given == null ? tried(ranking, sample, verdicts) : given;
        ArtifactReport.Outcome outcome =
                units.isEmpty() ? null : outcomes(samples.test()).of(units, layers);
        ArtifactReport report =
                new ArtifactReport(
                        ArtifactReport.VERSION,
                        samples.search().with(samples.test()).identity(),
                        encoder.identity(),
                        sample.pictures(),
                        ranking.peakPictures(),
                        ranking.reports(),
                        verdicts,
                        outcome);
        return new Findings(report, units);
    }

    private List<Unit> tried(
            ArtifactRanking ranking, FeatureSample sample, List<ArtifactReport.Verdict> verdicts) {
        Repair repair =
                new Repair(
                        new AblatedSample(samples.search(), encoder, metric),
                        new AblatedSample(samples.search().with(samples.check()), encoder, metric),
                        options,
                        stages);
        List<Unit> kept = repair.run(ranking, sample.distance());
        verdicts.addAll(repair.verdicts());
        return kept;
    }

    private Outcomes outcomes(Latents test) {
        Specimen specimen = samples.search().with(test);
        return new Outcomes(new AblatedSample(specimen, encoder, metric), options, stages);
    }
}
