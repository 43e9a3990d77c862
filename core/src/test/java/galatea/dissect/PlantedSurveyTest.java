package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.latent.GeneratorSession;
import galatea.testing.PlantedGenerator;
import galatea.testing.PlantedSegmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts of a generator of which every cause is known. */
class PlantedSurveyTest {
    private static final int A = 1;
    private static Profiles profiles = new Profiles(new Fractions(new double[0]), List.of());

    @TempDir static Path cache;

    @BeforeAll
    static void survey() throws IOException {
        try (GeneratorSession session = PlantedGenerator.session();
                PlantedSegmenter segmenter = new PlantedSegmenter();
                Samples samples = samples(session, segmenter)) {
            DissectionOptions options = DissectionOptions.defaults();
            profiles =
                    new Survey(samples, options, Stages.SILENT).of(List.of(PlantedGenerator.LAYER));
            assertThat(segmenter.seen()).isEqualTo(200); // both samples are the same
        }
    }

    private static Samples samples(GeneratorSession session, PlantedSegmenter segmenter)
            throws IOException {
        Specimen specimen =
                new Specimen(session, PlantedGenerator.options(), PlantedGenerator.latents(200));
        return Samples.open(specimen, PlantedGenerator.latents(200), segmenter, cache);
    }

    @Test
    void drawsTheReferenceFeatures() {
        double[] r = PlantedGenerator.features(0);
        assertThat(Arrays.stream(r).sum()).isCloseTo(348.0078607804792, within(1e-9));
        assertThat(Arrays.copyOf(r, 4))
                .containsExactly(
                        new double[] {.077488498, .649242321, .522860996, .45812516}, within(1e-9));
    }

    @Test
    void countsTheClasses() {
        assertThat(fixed(2).present()).isEqualTo(60224);
        assertThat(unit(2).test().at(2, 0).present()).isEqualTo(35264);
        assertThat(fixed(2).total()).isEqualTo(819200);
    }

    @Test
    void fixedQuantileCannotTellTheDecoy() {
        double[] thresholds = {.693359375, .5546875, .416015625, .693359375};
        int[] units = {2, 5, 11, 7};
        for (int i = 0; i < units.length; i++) {
            assertThat(level(units[i])).isCloseTo(thresholds[i], within(1e-6));
            assertThat(fixed(units[i]).both()).isEqualTo(7726);
            assertThat(fixed(units[i]).active()).isEqualTo(8033);
            assertThat(fixed(units[i]).iou()).isCloseTo(.127637079, within(1e-6));
        }
        assertThat(level(3)).isCloseTo(.607421875, within(1e-6));
        assertThat(fixed(3).both()).isZero();
        assertThat(fixed(3).active()).isEqualTo(7928);
        assertThat(level(0)).isCloseTo(.92097356, within(1e-6));
        assertThat(fixed(0).both()).isEqualTo(623);
        assertThat(fixed(0).active()).isEqualTo(8190);
    }

    @Test
    void relativeIousAreWhereTheSearchForCausesStarts() {
        double[] expected = {
            .072, .0593, 1, 0, .0588, 1, .0696, 1, .0396, 0, .0661, 1, .0501, .0429, .0489, .0563
        };
        for (int u = 0; u < 16; u++) {
            assertThat(fixed(u).iou() / fixed(2).iou()).isCloseTo(expected[u], within(1e-4));
        }
    }

    @Test
    void searchFindsTheInformativeLevels() {
        double[] levels = {.21875, .175, .13125, .21875};
        int[] units = {2, 5, 11, 7};
        for (int i = 0; i < units.length; i++) {
            checkBest(units[i], .823873615, .081113083, .940296852, levels[i]);
        }
        checkBest(3, .007617888, .043287613, 0, .21875);
        checkBest(0, .000121517, .001321941, .00040795, .97132614);
    }

    private static void checkBest(int unit, double iqr, double fraction, double iou, double level) {
        UnitProfile profile = unit(unit);
        LevelChoice.Choice best =
                LevelChoice.best(profile, A, profiles.fractions().gridPlaces(), Contingency::iqr)
                        .orElseThrow();
        assertThat(best.score()).isCloseTo(iqr, within(1e-6));
        assertThat(profiles.fractions().values()[best.place()]).isCloseTo(fraction, within(1e-6));
        assertThat(profile.levels()[best.place()]).isCloseTo(level, within(1e-6));
        assertThat(profile.search().at(A, best.place()).iou()).isCloseTo(iou, within(1e-6));
    }

    private static UnitProfile unit(int unit) {
        return profiles.units().get(unit);
    }

    private static double level(int unit) {
        return unit(unit).levels()[profiles.fractions().place(0.01)];
    }

    private static Contingency fixed(int unit) {
        return unit(unit).test().at(A, profiles.fractions().place(0.01));
    }
}
