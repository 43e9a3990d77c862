package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.ProgressListener;
import galatea.latent.GeneratorSession;
import galatea.testing.OneThread;
import galatea.testing.PlantedGenerator;
import galatea.testing.PlantedSegmenter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Interventions on a generator of which every cause is known. */
@ExtendWith(OneThread.class)
class PlantedInterventionTest {
    private static final String UNITS = PlantedGenerator.LAYER.name();
    private static final GeneratorSession SESSION = PlantedGenerator.session();
    private static final PlantedSegmenter EYES = new PlantedSegmenter();
    private static final Bootstrap FEW = new Bootstrap(1, 200);

    @AfterAll
    static void close() {
        SESSION.close();
    }

    private static Specimen specimen(int pictures) {
        return new Specimen(
                SESSION, PlantedGenerator.options(), PlantedGenerator.latents(pictures));
    }

    private static EffectStudy study(int pictures) {
        return new EffectStudy(specimen(pictures), EYES, FEW, ProgressListener.SILENT);
    }

    private static Intervention tap(UnitEdit... edits) {
        return Intervention.of(List.of(PlantedGenerator.LAYER), List.of(edits));
    }

    private static UnitEdit ablate(Integer... units) {
        return UnitEdit.ablate(UNITS, List.of(units));
    }

    @Test
    void ablationsHaveTheReferenceEffects() {
        List<Intervention> ablations =
                List.of(
                        tap(ablate(2)),
                        tap(ablate(5)),
                        tap(ablate(11)),
                        tap(ablate(2, 5)),
                        tap(ablate(2, 11)),
                        tap(ablate(2, 5, 11)),
                        tap(ablate(5, 11)),
                        tap(ablate(2).scaled(0.5)),
                        tap(ablate(7)),
                        tap(ablate(0, 1)),
                        tap(ablate(3)),
                        tap(ablate(3, 9)));
        long[] a = {
            7744, 7744, 7744, 0, 0, 0, 7744, 7744, 60224, 60224, 62848, 63168
        };
        List<List<ClassEffect>> effects = study(200).of(ablations);
        for (int i = 0; i < a.length; i++) {
            ClassEffect onA = effects.get(i).get(0);
            ClassEffect onB = effects.get(i).get(1);
            assertThat(onA.name()).isEqualTo("A");
            assertThat(onA.pixelsBefore()).isEqualTo(60224);
            assertThat(onA.pixelsAfter()).as("ablation %d", i).isEqualTo(a[i]);
            assertThat(onB.pixelsBefore()).isEqualTo(35264);
            assertThat(onB.pixelsAfter()).isEqualTo(i == 10 ? 4736 : i == 11 ? 0 : 35264);
        }
    }

    @Test
    void intervalsTellCausesFromDecoys() {
        List<List<ClassEffect>> matrix =
                study(200).ablations(PlantedGenerator.LAYER, List.of(2, 7, 3));
        ClassEffect cause = matrix.get(0).get(0);
        assertThat(cause.change()).isEqualTo(7744 - 60224);
        assertThat(cause.isSignificant()).isTrue();
        assertThat(cause.difference().low()).isLessThan(cause.change());
        assertThat(cause.difference().high()).isBetween((double) cause.change(), 0.0);
        assertThat(cause.relativeChange()).isCloseTo(7744 / 60224.0 - 1, within(1e-12));
        assertThat(cause.relative().low()).isGreaterThanOrEqualTo(-1);
        assertThat(cause.pictures()).isBetween(100, 126);
        assertThat(matrix.get(1).get(0).difference()).isEqualTo(new Interval(0, 0));
        assertThat(matrix.get(1).get(0).isSignificant()).isFalse();
        assertThat(matrix.get(2).get(1).change()).isEqualTo(4736 - 35264);
    }

    @Test
    void insertionValuesAreTheReferences() throws IOException {
        double[] k = {
            .489070429, .505661746, .564293305, 0, .498128776, .451434644, .485780916,
            .564293305, .499103347, 0, .510395178, .338575983, .493194161, .495842307,
            .491236075, .496272845
        };
        InsertionValues values = new InsertionValues(specimen(200), EYES, Stages.SILENT);
        assertThat(values.classMeans(PlantedGenerator.LAYER, "A"))
                .containsExactly(k, within(1e-6));
        assertThat(values.of(UNITS, List.of(11, 2), SymbolicValue.parse("mean:A")))
                .isEqualTo(
                        List.of(
                                values.classMeans(PlantedGenerator.LAYER, "A")[11],
                                values.classMeans(PlantedGenerator.LAYER, "A")[2]));
    }

    @Test
    void quantilesAreThoseOfTheSortedFeatures() throws IOException {
        InsertionValues values = new InsertionValues(specimen(200), EYES, Stages.SILENT);
        List<Double> found = values.of(UNITS, List.of(12, 2), SymbolicValue.parse("q0.99"));
        assertThat(found.get(0)).isCloseTo(quantile(12, 0.99), within(1e-6));
        assertThat(found.get(1)).isCloseTo(quantile(2, 0.99), within(1e-6));
        assertThat(values.quantiles(PlantedGenerator.LAYER, List.of(0), 1).get(0))
                .isCloseTo(quantile(0, 1), within(1e-6));
    }

    private static double quantile(int unit, double q) {
        double[] all = new double[200 * 64];
        for (int n = 0; n < 200; n++) {
            System.arraycopy(PlantedGenerator.features(n), unit * 64, all, n * 64, 64);
        }
        Arrays.sort(all);
        double position = q * (all.length - 1);
        int low = (int) position;
        int high = Math.min(low + 1, all.length - 1);
        return all[low] + (position - low) * (all[high] - all[low]);
    }

    @Test
    void saysWhatThereIs() {
        InsertionValues blind = new InsertionValues(specimen(20), null, Stages.SILENT);
        InsertionValues values = new InsertionValues(specimen(20), EYES, Stages.SILENT);
        SymbolicValue mean = SymbolicValue.parse("mean:tree");
        assertThatThrownBy(() -> blind.of(UNITS, List.of(2), mean))
                .hasMessage("mean of a class must have a segmenter: none given");
        assertThatThrownBy(() -> values.of(UNITS, List.of(2), mean))
                .hasMessage("class must be one of [A, B]: tree");
        assertThatThrownBy(() -> values.of("layer9", List.of(2), mean))
                .hasMessage("layer must be one of [units]: layer9");
        assertThatThrownBy(() -> values.of(UNITS, List.of(16), mean))
                .hasMessage("unit must be in [0, 15] of layer units: 16");
    }
}
