package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers behind a dissection, against the reference and against brute force. */
class StatisticsTest {
    @ParameterizedTest
    @CsvSource({
        "100, 150, 150, 1000, .5, .137071598, .708346578, .193509226",
        "10, 10, 200, 1000, .05, , , .030176487",
        "200, 200, 200, 1000, 1, , , 1"
    })
    void contingencies(
            long both,
            long active,
            long present,
            long total,
            double iou,
            Double mi,
            Double je,
            double iqr) {
        Contingency counts = new Contingency(both, active, present, total);
        assertThat(counts.iou()).isCloseTo(iou, within(1e-9));
        assertThat(counts.iqr()).isCloseTo(iqr, within(1e-9));
        if (mi != null && je != null) {
            assertThat(counts.mutualInformation()).isCloseTo(mi, within(1e-9));
            assertThat(counts.jointEntropy()).isCloseTo(je, within(1e-9));
        }
    }

    @Test
    void independentUnitAndClass() {
        Contingency counts = new Contingency(2, 10, 200, 1000);
        assertThat(counts.iou()).isCloseTo(.009615385, within(1e-9));
        assertThat(counts.iqr()).isCloseTo(0, within(1e-12));
        assertThat(counts.lift()).isCloseTo(1, within(1e-12));
        assertThat(new Contingency(0, 0, 0, 10).iqr()).isZero();
        assertThat(new Contingency(0, 0, 0, 10).iou()).isZero();
    }

    /** Independent masks of shares p and q, and the most that is possible. */
    @ParameterizedTest
    @CsvSource({
        ".01, .01, .005025, 1", ".01, .05, .008403, .2", ".01, .2, .009615, .05",
        ".01, .5, .009901, .02", ".005, .01, .003344, .5", ".005, .05, .004566, .1",
        ".005, .2, .004902, .025", ".005, .5, .004975, .01"
    })
    void iouByChanceAndItsCeiling(double p, double q, double chance, double ceiling) {
        long total = 1_000_000;
        long active = Math.round(p * total);
        long present = Math.round(q * total);
        long both = Math.round(p * q * total);
        assertThat(new Contingency(both, active, present, total).iou())
                .isCloseTo(chance, within(1e-6));
        assertThat(new Contingency(Math.min(active, present), active, present, total).iou())
                .isCloseTo(ceiling, within(1e-9));
    }

    @Test
    void fractionsOfTheSearch() {
        assertThat(Fractions.grid(0)).isCloseTo(.001, within(1e-12));
        assertThat(Fractions.grid(1)).isCloseTo(.001072267, within(1e-9));
        assertThat(Fractions.grid(49)).isCloseTo(.030538555, within(1e-9));
        assertThat(Fractions.grid(98)).isCloseTo(.932603347, within(1e-9));
        assertThat(Fractions.grid(99)).isEqualTo(1);
    }

    @Test
    void upsampling() {
        assertThat(row(Upsampling.Edge.BORDER, 4, 0, 1)).containsExactly(0, .25f, .75f, 1);
        assertThat(row(Upsampling.Edge.ZEROS, 4, 0, 1)).containsExactly(0, .25f, .75f, .75f);
        assertThat(row(Upsampling.Edge.BORDER, 8, 1, 3, 2, 5))
                .containsExactly(1, 1.5f, 2.5f, 2.75f, 2.25f, 2.75f, 4.25f, 5);
        assertThat(row(Upsampling.Edge.ZEROS, 8, 1, 3, 2, 5))
                .containsExactly(.75f, 1.5f, 2.5f, 2.75f, 2.25f, 2.75f, 4.25f, 3.75f);
        assertThat(row(Upsampling.Edge.BORDER, 3, 7)).containsExactly(7, 7, 7); // 1×1 features
    }

    /** One row stretched: all rows of the map are equal, so a middle row shows it. */
    private static float[] row(Upsampling.Edge edge, int target, float... row) {
        int side = row.length;
        float[] map = new float[side * side];
        for (int y = 0; y < side; y++) {
            System.arraycopy(row, 0, map, y * side, side);
        }
        float[] result = new float[target * target];
        new Upsampling(side, target, edge).apply(map, 0, result);
        int middle = target / 2 - (target > 2 ? 1 : 0);
        return Arrays.copyOfRange(result, middle * target, (middle + 1) * target);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 5000})
    void quantilesEqualSorting(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(4) == 0 ? 0.25f : (float) random.nextGaussian();
        }
        double[] fractions = {1, 0.9, 0.5, 0.01, 0.001};
        double[] found = quantiles(values, fractions);
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < fractions.length; i++) {
            double position = (1 - fractions[i]) * (count - 1);
            int low = (int) position;
            int high = Math.min(low + 1, count - 1);
            double expected =
                    sorted[low] + (position - low) * ((double) sorted[high] - sorted[low]);
            assertThat(found[i]).isEqualTo(expected);
        }
    }

    /** In three readings, each in parts. */
    private static double[] quantiles(float[] values, double... fractions) {
        OrderStatistics order = new OrderStatistics();
        Runnable read =
                () -> {
                    order.add(Arrays.copyOfRange(values, 0, values.length / 2));
                    order.add(Arrays.copyOfRange(values, values.length / 2, values.length));
                };
        read.run();
        Quantiles quantiles = new Quantiles(fractions, order.count());
        order.want(quantiles.ranks());
        read.run();
        order.refine();
        read.run();
        return quantiles.of(order.values());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void featuresThatAreNotFiniteAreAnError(float bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quantiles(new float[] {1, bad, 2}, 0.5))
                .withMessageContaining("finite");
        assertThat(quantiles(new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}, 1))
                .containsExactly(-Float.MAX_VALUE);
    }

    @Test
    void keysOrderFloats() {
        float[] ascending = {
            Float.NEGATIVE_INFINITY, -1e30f, -1, -Float.MIN_VALUE, -0f, 0, Float.MIN_VALUE, 1, 2
        };
        for (int i = 1; i < ascending.length; i++) {
            int before = FloatOrder.key(ascending[i - 1]);
            assertThat(Integer.compareUnsigned(before, FloatOrder.key(ascending[i]))).isNegative();
            assertThat(FloatOrder.value(before)).isEqualTo(ascending[i - 1]);
        }
    }

    @Test
    void binsCountTheLevelsBelow() {
        Random random = new Random(3);
        double[] levels = random.doubles(200, -3, 3).sorted().toArray();
        levels[50] = levels[51]; // equal ones
        levels[120] = 0;
        Arrays.sort(levels);
        LevelBins bins = new LevelBins(levels);
        for (int i = 0; i < 20_000; i++) {
            float value = i % 5 == 0 ? (float) levels[i % 200] : (float) random.nextGaussian();
            long below = Arrays.stream(levels).filter(level -> value > level).count();
            assertThat(bins.of(value)).isEqualTo((int) below);
        }
    }

    @Test
    void countsEqualBruteForce() {
        Random random = new Random(4);
        float[] values = new float[400];
        byte[] labels = new byte[2 * 400];
        for (int p = 0; p < 400; p++) {
            values[p] = random.nextInt(20) / 10f;
            labels[p] = (byte) random.nextInt(4);
            labels[400 + p] = (byte) (random.nextBoolean() ? 4 : 0);
        }
        double[] levels = {0, 0.3, 0.9, 1.9};
        UnitCounts counts = new UnitCounts(5, levels.length, 2);
        LevelBins bins = new LevelBins(levels);
        counts.add(values, bins, labels, 0);
        for (int label = 1; label < 5; label++) {
            for (int k = 0; k < levels.length; k++) {
                int c = label;
                double level = levels[k];
                int map = c == 4 ? 400 : 0;
                long both =
                        IntStream.range(0, 400)
                                .filter(p -> values[p] > level && labels[map + p] == c)
                                .count();
                long active = IntStream.range(0, 400).filter(p -> values[p] > level).count();
                long present = IntStream.range(0, 400).filter(p -> labels[map + p] == c).count();
                assertThat(counts.at(c, k)).isEqualTo(new Contingency(both, active, present, 400));
            }
        }
    }

    @Test
    void falseDiscoveryRates() {
        double[] q = FalseDiscovery.qValues(new double[] {0.04, 0.01, 0.03, 0.5});
        assertThat(q[1]).isCloseTo(0.04, within(1e-12)); // 0.01 · 4 / 1
        assertThat(q[2]).isCloseTo(0.16 / 3, within(1e-12)); // least of 0.06 and 0.04 · 4 / 3
        assertThat(q[0]).isCloseTo(0.16 / 3, within(1e-12));
        assertThat(q[3]).isCloseTo(0.5, within(1e-12));
        assertThat(FalseDiscovery.qValues(new double[0])).isEmpty();
    }

    @Test
    void pValuesOfShuffles() {
        long[] shuffled = {10, 12, 8, 11, 9};
        assertThat(Shuffling.pValue(10, shuffled)).isCloseTo(0.5, within(1e-12));
        assertThat(Shuffling.pValue(100, shuffled)).isLessThan(1e-5);
        assertThat(Shuffling.pValue(0, shuffled)).isGreaterThan(0.99);
        // (15 − 10) / (√2.5 √1.2) = 2.887 with 4 degrees of freedom
        assertThat(Shuffling.pValue(15, shuffled)).isCloseTo(0.02233, within(1e-4));
        assertThat(Shuffling.pValue(5, new long[] {3, 3, 3})).isEqualTo(0.25);
        assertThat(Shuffling.pValue(3, new long[] {3, 3, 3})).isEqualTo(1);
        assertThat(Shuffling.pValue(5, new long[] {3})).isEqualTo(0.5);
        assertThat(new Shuffling(5, 30, 1).shifts()).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(new Shuffling(100, 30, 1).shifts()).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void intervalsCoverTheMean() {
        Resampling resampling = new Resampling(2000);
        Random random = new Random(5);
        double above = 0;
        for (int picture = 0; picture < 400; picture++) {
            double value = random.nextDouble();
            above += value;
            resampling.add(value, 1, Resampling.weights(7, picture, 2000));
        }
        Interval interval = resampling.interval(0.95);
        double error = 1.96 / Math.sqrt(12 * 400); // of a mean of uniform numbers
        assertThat(interval.low()).isCloseTo(above / 400 - error, within(0.004));
        assertThat(interval.high()).isCloseTo(above / 400 + error, within(0.004));
    }

    @Test
    void rulesAreReadAndWritten() {
        for (String text : new String[] {"iqr", "area", "0.01"}) {
            assertThat(ThresholdRule.parse(text)).hasToString(text);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdRule.parse("most"))
                .withMessageContaining("threshold must be iqr, area or a share");
        assertThatIllegalArgumentException().isThrownBy(() -> ThresholdRule.parse("1.5"));
    }
}
