package galatea.dissect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.ProgressListener;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.Latents;
import galatea.latent.Space;
import galatea.testing.OneThread;
import galatea.testing.PlantedArtifact;
import galatea.testing.PlantedGenerator;
import galatea.testing.SimpleFeatures;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A generator with a planted fault, against the same generator without it. */
@ExtendWith(OneThread.class)
class ArtifactFinderTest {
    private static final int SAMPLES = 400;
    private static final Unit FAULT = new Unit(PlantedGenerator.LAYER, PlantedArtifact.UNIT);
    private static final ArtifactOptions OPTIONS = ArtifactOptions.defaults();

    private static Gaussian reals = new Gaussian(new double[0], new double[0][]);

    /** Pictures from a number on. */
    private static Latents latents(int from, int count) {
        return Latents.of(
                IntStream.range(from, from + count)
                        .mapToObj(n -> new Latent(Space.Z, new float[] {n}, n))
                        .toList());
    }

    private static Specimen specimen(GeneratorSession session, int from) {
        return new Specimen(session, PlantedGenerator.options(), latents(from, SAMPLES));
    }

    private static ArtifactFinder.Samples samples(GeneratorSession session) {
        return new ArtifactFinder.Samples(
                specimen(session, 10_000), latents(20_000, SAMPLES), latents(30_000, SAMPLES));
    }

    private static float[] features(GeneratorSession session, int from, List<Unit> ablated) {
        return Encoding.generated(
                specimen(session, from),
                new Ablation(ablated),
                new SimpleFeatures(),
                ProgressListener.SILENT);
    }

    @BeforeAll
    static void lookAtReals() {
        try (GeneratorSession sound = PlantedGenerator.session()) {
            Moments moments = new Moments(SimpleFeatures.SIZE);
            moments.add(features(sound, 0, List.of()));
            moments.add(features(sound, SAMPLES, List.of()));
            reals = moments.gaussian();
        }
    }

    @Test
    void theFaultIsFoundProvedAndRepaired() throws IOException {
        try (GeneratorSession session = PlantedArtifact.session();
                GeneratorSession sound = PlantedGenerator.session()) {
            ArtifactFinder.Findings findings =
                    ArtifactFinder.search(
                            samples(session),
                            new SimpleFeatures(),
                            reals,
                            List.of(PlantedGenerator.LAYER),
                            OPTIONS,
                            Stages.SILENT);
            ArtifactReport report = findings.report();
            assertThat(report.peakPictures()).isEqualTo(20); // 5 %
            assertThat(report.ranking().get(0).unit().unit()).isEqualTo(PlantedArtifact.UNIT);
            assertThat(findings.repaired()).containsExactly(FAULT);
            ArtifactReport.Outcome outcome = requireNonNull(report.outcome());
            FeatureSample without =
                    new FeatureSample(
                            new FrechetDistance(reals), features(sound, 30_000, List.of()));
            assertThat(outcome.after().value())
                    .isCloseTo(without.distance(), within(0.05 * without.distance()));
            assertThat(outcome.gain().low()).isPositive();
            assertThat(outcome.controlGain().low()).isNotPositive();
            assertThat(outcome.changed()).isBetween(0.65, 0.8); // 1 − .98^64 = .726
        }
    }

    @Test
    void aSoundGeneratorIsLeftAlone() throws IOException {
        try (GeneratorSession sound = PlantedGenerator.session()) {
            ArtifactFinder.Findings findings =
                    ArtifactFinder.search(
                            samples(sound),
                            new SimpleFeatures(),
                            reals,
                            List.of(PlantedGenerator.LAYER),
                            OPTIONS,
                            Stages.SILENT);
            assertThat(findings.repaired()).isEmpty();
            assertThat(findings.report().outcome()).isNull();
            assertThat(findings.report().verdicts()).hasSize(OPTIONS.patience());
        }
    }

    @Test
    void givenUnitsAreMeasuredOnly() throws IOException {
        try (GeneratorSession session = PlantedArtifact.session()) {
            ArtifactFinder.Findings findings =
                    ArtifactFinder.measure(
                            samples(session),
                            new SimpleFeatures(),
                            reals,
                            List.of(new Unit(PlantedGenerator.LAYER, 7)),
                            OPTIONS,
                            Stages.SILENT);
            ArtifactReport.Outcome outcome = requireNonNull(findings.report().outcome());
            assertThat(findings.report().verdicts()).isEmpty();
            assertThat(findings.repaired()).hasSize(1);
            assertThat(outcome.gain()).isEqualTo(new Estimate(0, 0, 0)); // the decoy draws nothing
            assertThat(outcome.changed()).isZero();
        }
    }

    @Test
    void rareUnitsAreThoseThatAreSeldomActive() throws IOException {
        try (GeneratorSession session = PlantedArtifact.session()) {
            ArtifactOptions rarity = OPTIONS.withSearch(ArtifactOptions.Order.RARITY, 0, 1, 1);
            ArtifactReport report =
                    ArtifactFinder.search(
                                    samples(session),
                                    new SimpleFeatures(),
                                    reals,
                                    List.of(PlantedGenerator.LAYER),
                                    rarity,
                                    Stages.SILENT)
                            .report();
            List<Integer> rare =
                    report.ranking().stream()
                            .filter(ArtifactReport.RankedUnit::rare)
                            .map(unit -> unit.unit().unit())
                            .toList();
            assertThat(rare).containsExactlyInAnyOrder(2, 3, 5, 7, 9, 11);
            assertThat(report.ranking().get(0).unit().unit()).isIn(3, 9);
        }
    }

    @Test
    void wrongNumbersAreExplained() {
        assertThatThrownBy(() -> OPTIONS.withSearch(OPTIONS.order(), 0, 0, 1))
                .hasMessage("most must be at least 1: 0");
        assertThatThrownBy(() -> OPTIONS.withSearch(OPTIONS.order(), 0, 1, 0))
                .hasMessage("patience must be at least 1: 0");
        assertThatThrownBy(() -> OPTIONS.withSearch(OPTIONS.order(), 1, 1, 1))
                .hasMessage("leastGain must be in [0, 1): 1.0");
        try (GeneratorSession session = PlantedGenerator.session()) {
            Specimen search = specimen(session, 0);
            assertThatThrownBy(
                            () ->
                                    new ArtifactFinder.Samples(
                                            search, latents(0, 19), latents(0, 20)))
                    .hasMessage("samples must be at least 20: 19");
        }
    }
}
