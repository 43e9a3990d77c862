package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.ProgressListener;
import galatea.latent.GeneratorSession;
import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.testing.PlantedGenerator;
import galatea.testing.PlantedSegmenter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        long[] a = {7744, 7744, 7744, 0, 0, 0, 7744, 7744, 60224, 60224, 62848, 63168};
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
        assertThat(cause.difference().low()).isLessThan((double) cause.change());
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
        double[] k = PlantedGenerator.meansOfA();
        InsertionValues values = new InsertionValues(specimen(200), EYES, Stages.SILENT);
        assertThat(values.classMeans(PlantedGenerator.LAYER, "A")).containsExactly(k, within(1e-6));
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
    void curvesBeginAtNothingAndEndAtTheWholeLayer() {
        List<Integer> all = IntStream.range(0, 16).map(u -> 15 - u).boxed().toList();
        UnitOrder iou = new UnitOrder("iou", List.of(7, 2, 5, 11));
        UnitOrder backwards = new UnitOrder("backwards", all);
        UnitOrder random = UnitOrder.random(PlantedGenerator.LAYER, 3, 4);
        List<AblationCurve> curves =
                AblationCurve.measure(
                        study(200), PlantedGenerator.LAYER, "A", List.of(iou, backwards, random));
        assertThat(removed(curves.get(0)))
                .containsExactly(0, 0, 1 - 7744 / 60224.0, 1.0, 1.0); // first the decoy
        assertThat(removed(curves.get(1))).hasSize(17).startsWith(0, 0, 0, 0, 0);
        long left = study(200).of(tap(UnitEdit.ablate(UNITS, all))).get(0).pixelsAfter();
        assertThat(curves.get(1).points().get(16).removed()).isEqualTo(1 - left / 60224.0);
        assertThat(curves.get(0).points().get(0).interval()).isEqualTo(new Interval(0, 0));
        Interval second = curves.get(0).points().get(2).interval();
        assertThat(second.low()).isBetween(0.7, 1 - 7744 / 60224.0);
        assertThat(second.high()).isBetween(1 - 7744 / 60224.0, 1.0);
        assertThat(random).isEqualTo(UnitOrder.random(PlantedGenerator.LAYER, 3, 4));
        assertThat(random.units()).doesNotHaveDuplicates().hasSize(3);
    }

    private static double[] removed(AblationCurve curve) {
        return curve.points().stream().mapToDouble(AblationCurve.Point::removed).toArray();
    }

    @Test
    void thingsAppearWhereNothingForbidsThem() throws IOException {
        List<Double> k =
                new InsertionValues(specimen(200), EYES, Stages.SILENT)
                        .of(UNITS, List.of(2, 5, 11), SymbolicValue.parse("mean:A"));
        UnitEdit insertion = UnitEdit.insert(UNITS, List.of(2, 5, 11), k);
        InsertionMap map = InsertionStudy.map(study(200), insertion, "A", CellChoice.ALL);
        assertThat(map.contexts())
                .extracting(InsertionMap.Context::name)
                .containsExactly("none", "A", "B");
        assertThat(map.contexts())
                .extracting(InsertionMap.Context::cells)
                .containsExactly(11308, 941, 551);
        assertThat(map.contexts())
                .extracting(InsertionMap.Context::added)
                .containsExactly(723712L, 0L, 0L);
        assertThat(map.contexts().get(0).mean()).isEqualTo(64);
        assertThat(map.contexts().get(0).perCell()).isEqualTo(new Interval(64, 64));
        assertThat(map.contexts().get(2).perCell()).isEqualTo(new Interval(0, 0));
        assertThat(Arrays.stream(map.added()).sum() * 200).isCloseTo(723712, within(1e-6));
        assertThat(map.fading()).hasSize(1);
        assertThat(map.fading().get(0).layer()).isEqualTo("picture");
        assertThat(map.fading().get(0).refused())
                .isPositive()
                .isLessThan(map.fading().get(0).accepted());
    }

    @Test
    void decoysDoNothing() {
        UnitEdit decoy = UnitEdit.insert(UNITS, List.of(7), List.of(.564293305));
        InsertionMap map = InsertionStudy.map(study(50), decoy, "A", CellChoice.ALL);
        assertThat(map.contexts()).allMatch(context -> context.added() == 0);
        assertThat(map.contexts().stream().mapToInt(InsertionMap.Context::cells).sum())
                .isEqualTo(3200);
        assertThat(map.fading().get(0).accepted()).isNaN();
        assertThat(map.fading().get(0).refused()).isZero();
    }

    @Test
    void someCellsArePicked() {
        UnitEdit insertion = UnitEdit.insert(UNITS, List.of(2), List.of(2.0));
        CellChoice five = new CellChoice(5, 3);
        InsertionMap map = InsertionStudy.map(study(20), insertion, "A", five);
        assertThat(map.contexts().stream().mapToInt(InsertionMap.Context::cells).sum())
                .isEqualTo(100);
        assertThat(five.of(7, 64)).hasSize(5).doesNotHaveDuplicates().isSorted();
        assertThat(five.of(7, 64)).isEqualTo(five.of(7, 64)).isNotEqualTo(five.of(8, 64));
        assertThatThrownBy(
                        () ->
                                InsertionStudy.map(
                                        study(20),
                                        insertion.within(new Region(0, 0, 1, 1)),
                                        "A",
                                        five))
                .hasMessageStartingWith("insertion must have no area");
    }

    @Test
    void leavesNothingBehind() {
        UnitEdit insertion = UnitEdit.insert(UNITS, List.of(2), List.of(2.0));
        LeakCheck.assertLeavesNothingBehind(
                () -> {
                    study(3).of(tap(ablate(2)));
                    InsertionStudy.map(study(2), insertion, "A", new CellChoice(20, 1));
                });
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
