package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.model.Layer;
import galatea.testing.ReferenceVectors;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twelve pictures, ten units of 8×8, two label maps of 32×32 with six classes. */
class DissectionNumericsTest {
    private static final int IMAGES = 12;
    private static final int UNITS = 10;
    private static final int LABELS = 7;
    private static final int SIDE = 32;
    private static final int PIXELS = SIDE * SIDE;
    private static final Layer LAYER = new Layer(0, "layer", UNITS, 8);
    private static final Set<Double> PUBLISHED = Set.of(0.01, 0.005);

    private static ReferenceVectors reference;
    private static float[] activations = {};
    private static byte[] labels = {};
    private static Fractions fractions = Fractions.with(PUBLISHED);
    private static final List<UnitProfile> PROFILES = new ArrayList<>();
    private static final List<UnitProfile> RAW = new ArrayList<>(); // levels of the cells

    @BeforeAll
    static void count() {
        reference = ReferenceVectors.load("dissection_numerics");
        activations = array("activations");
        float[] numbers = array("labels");
        labels = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            labels[i] = (byte) numbers[i];
        }
        for (int u = 0; u < UNITS; u++) {
            PROFILES.add(profile(u, stretched(u, Upsampling.Edge.BORDER)));
            RAW.add(profile(u, List.of(cells(u))));
        }
    }

    private static float[] array(String name) {
        try (Scope scope = new Scope()) {
            return Ops.floats(reference.tensor(name));
        }
    }

    private static List<float[]> stretched(int unit, Upsampling.Edge edge) {
        Upsampling up = new Upsampling(8, SIDE, edge);
        return IntStream.range(0, IMAGES)
                .mapToObj(
                        i -> {
                            float[] values = new float[PIXELS];
                            up.apply(activations, (i * UNITS + unit) * 64, values);
                            return values;
                        })
                .toList();
    }

    /** All 8×8 cells of a unit. */
    private static float[] cells(int unit) {
        float[] cells = new float[IMAGES * 64];
        for (int i = 0; i < IMAGES; i++) {
            System.arraycopy(activations, (i * UNITS + unit) * 64, cells, i * 64, 64);
        }
        return cells;
    }

    /** Levels from some numbers, counts from the stretched maps. */
    private static UnitProfile profile(int unit, List<float[]> numbers) {
        OrderStatistics order = new OrderStatistics();
        numbers.forEach(order::add);
        Quantiles quantiles = new Quantiles(fractions.values(), order.count());
        order.want(quantiles.ranks());
        numbers.forEach(order::add);
        order.refine();
        numbers.forEach(order::add);
        double[] levels = quantiles.of(order.values());
        UnitCounts counts = new UnitCounts(LABELS, levels.length, 2);
        LevelBins bins = new LevelBins(levels);
        List<float[]> maps = stretched(unit, Upsampling.Edge.BORDER);
        for (int i = 0; i < IMAGES; i++) {
            counts.add(maps.get(i), bins, labels, i * 2 * PIXELS);
        }
        return new UnitProfile(new Unit(LAYER, unit), levels, counts, counts, List.of());
    }

    @Test
    void stretchesFeatureMaps() {
        float[] border = array("upsampled_border");
        float[] zeros = array("upsampled_zeros");
        for (int u = 0; u < UNITS; u++) {
            for (int i = 0; i < 2; i++) {
                float[] ours = stretched(u, Upsampling.Edge.BORDER).get(i);
                float[] fading = stretched(u, Upsampling.Edge.ZEROS).get(i);
                for (int p = 0; p < PIXELS; p++) {
                    int at = (i * UNITS + u) * PIXELS + p;
                    assertThat(ours[p]).isCloseTo(border[at], within(1e-5f));
                    assertThat(fading[p]).isCloseTo(zeros[at], within(1e-5f));
                }
            }
        }
    }

    @Test
    void countsThePixelsOfTheClasses() {
        float[] expected = array("label_pixels");
        for (int label = 1; label < LABELS; label++) {
            assertThat(PROFILES.get(0).search().at(label, 0).present())
                    .isEqualTo((long) expected[label]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up_q990", "up_q995", "raw_q990", "raw_q995"})
    void countsAboveFixedQuantiles(String name) {
        List<UnitProfile> profiles = name.startsWith("up") ? PROFILES : RAW;
        int place = fractions.place(name.endsWith("990") ? 0.01 : 0.005);
        for (int u = 0; u < UNITS; u++) {
            UnitProfile unit = profiles.get(u);
            assertThat(unit.levels()[place]).isCloseTo(array("threshold_" + name)[u], within(1e-5));
            for (int label = 1; label < LABELS; label++) {
                Contingency counts = unit.search().at(label, place);
                int at = label * UNITS + u;
                assertThat(counts.active()).isEqualTo((long) array("pred_" + name)[u]);
                assertThat(counts.both()).isEqualTo((long) array("isect_" + name)[at]);
                assertThat(counts.iou()).isCloseTo(array("iou_" + name)[at], within(1e-5));
                assertThat(counts.iqr()).isCloseTo(array("iqr_" + name)[at], within(1e-5));
            }
        }
    }

    @Test
    void masksAreStrictlyAboveTheThreshold() {
        float[] masks = array("mask_up_q990");
        int place = fractions.place(0.01);
        for (int u = 0; u < UNITS; u++) {
            List<float[]> maps = stretched(u, Upsampling.Edge.BORDER);
            LevelBins bins = new LevelBins(PROFILES.get(u).levels());
            for (int i = 0; i < 3; i++) {
                for (int p = 0; p < PIXELS; p++) {
                    boolean above = bins.of(maps.get(i)[p]) > place;
                    assertThat(above).isEqualTo(masks[(i * UNITS + u) * PIXELS + p] == 1);
                }
            }
        }
    }

    @Test
    void findsTheHundredLevels() {
        float[] expected = array("levels_100");
        int[] grid = fractions.gridPlaces();
        for (int u = 0; u < UNITS; u++) {
            for (int i = 0; i < 100; i++) {
                assertThat(PROFILES.get(u).levels()[grid[i]])
                        .isCloseTo(expected[u * 100 + i], within(1e-5));
            }
        }
    }

    @Test
    void searchesTheLevelOfTheLargestInformationQualityRatio() {
        checkSearch();
        float[] iou = array("iqr_search_iou");
        forEachPair(
                (unit, label) -> {
                    UnitProfile profile = PROFILES.get(unit);
                    LevelChoice.best(profile, label, fractions.gridPlaces(), Contingency::iqr)
                            .ifPresent(
                                    choice ->
                                            assertThat(
                                                            profile.search()
                                                                    .at(label, choice.place())
                                                                    .iou())
                                                    .isCloseTo(
                                                            iou[label * UNITS + unit],
                                                            within(1e-5)));
                });
    }

    @Test
    void everyLevelHasItsIou() {
        float[] best = array("iou_search_best");
        float[] index = array("iou_search_fraction_index");
        int[] grid = fractions.gridPlaces();
        forEachPair(
                (unit, label) -> {
                    double[] ious =
                            Arrays.stream(grid)
                                    .mapToObj(place -> PROFILES.get(unit).search().at(label, place))
                                    .mapToDouble(Contingency::iou)
                                    .toArray();
                    int at = label * UNITS + unit;
                    assertThat(ious[(int) index[at]]).isCloseTo(best[at], within(1e-5));
                    assertThat(Arrays.stream(ious).max().orElseThrow())
                            .isEqualTo(ious[(int) index[at]]);
                });
    }

    private static void checkSearch() {
        float[] best = array("iqr_search_best");
        float[] index = array("iqr_search_fraction_index");
        int[] grid = fractions.gridPlaces();
        forEachPair(
                (unit, label) -> {
                    int at = label * UNITS + unit;
                    var choice =
                            LevelChoice.best(PROFILES.get(unit), label, grid, Contingency::iqr);
                    assertThat(choice.map(LevelChoice.Choice::score).orElse(0.0))
                            .isCloseTo(best[at], within(1e-5));
                    choice.filter(c -> c.score() > 0)
                            .ifPresent(c -> assertThat(c.place()).isEqualTo(grid[(int) index[at]]));
                });
    }

    @Test
    void namesTheUnits() {
        float[] expected = array("iqr_search_best_label_of_unit");
        int[] grid = fractions.gridPlaces();
        for (int u = 0; u < UNITS; u++) {
            UnitProfile unit = PROFILES.get(u);
            int best = 0;
            double score = 0;
            for (int label = 1; label < LABELS; label++) {
                double iqr =
                        LevelChoice.best(unit, label, grid, Contingency::iqr)
                                .map(LevelChoice.Choice::score)
                                .orElse(0.0);
                if (iqr > score) {
                    best = label;
                    score = iqr;
                }
            }
            assertThat(best).isEqualTo((int) expected[u]);
        }
    }

    @FunctionalInterface
    private interface Pair {
        void visit(int unit, int label);
    }

    private static void forEachPair(Pair pair) {
        for (int u = 0; u < UNITS; u++) {
            for (int label = 1; label < LABELS; label++) {
                pair.visit(u, label);
            }
        }
    }
}
