package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against numpy 1.24.2; integers exact, reals 1e-15 relative. */
class NumpyRandomTest {

    private static final JsonNode GOLDEN = golden();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 42, 85, 600})
    void normalDrawsEqualNumpy(long seed) {
        JsonNode golden = GOLDEN.get(Long.toString(seed));
        double[] rows = new NumpyRandom(seed).randn(1024);
        assertClose(Arrays.copyOf(rows, 16), golden.get("randn_1x512_first16"));
        assertThat(rows[511])
                .isCloseTo(golden.get("randn_1x512_last").doubleValue(), relative(rows[511]));
        assertThat(Arrays.stream(rows, 0, 512).sum())
                .isCloseTo(golden.get("randn_1x512_sum").doubleValue(), within(1e-12));
        assertClose(
                Arrays.copyOfRange(rows, 512, 516), golden.get("randn_2x512_second_row_first4"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 42, 85, 600})
    void uniformDrawsKeepTheWaitingNormal(long seed) {
        JsonNode golden = GOLDEN.get(Long.toString(seed));
        NumpyRandom random = new NumpyRandom(seed);
        double[] mixed = new double[7];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = i == 3 || i == 4 ? random.nextDouble() : random.nextGaussian();
        }
        assertClose(mixed, golden.get("randn_3_then_rand_2_then_randn_2"));
        assertClose(new NumpyRandom(seed).rand(4), golden.get("rand_first4"));
        NumpyRandom uniform = new NumpyRandom(seed);
        double[] scaled = IntStream.range(0, 4).mapToDouble(i -> uniform.uniform(-1, 1)).toArray();
        assertClose(scaled, golden.get("uniform_minus1_1_first4"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 42, 85, 600})
    void integersEqualNumpy(long seed) {
        JsonNode golden = GOLDEN.get(Long.toString(seed));
        NumpyRandom raw = new NumpyRandom(seed);
        assertThat(LongStream.range(0, 4).map(i -> raw.nextUint32()).toArray())
                .containsExactly(longs(golden.get("raw_uint32_first4")));
        NumpyRandom five = new NumpyRandom(seed);
        assertThat(LongStream.range(0, 8).map(i -> five.randint(5)).toArray())
                .containsExactly(longs(golden.get("randint_5_first8")));
        NumpyRandom thousand = new NumpyRandom(seed);
        assertThat(LongStream.range(0, 4).map(i -> thousand.randint(1000)).toArray())
                .containsExactly(longs(golden.get("randint_1000_first4")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 42, 85, 600})
    void ordersEqualNumpy(long seed) {
        JsonNode golden = GOLDEN.get(Long.toString(seed));
        int[] shuffled = IntStream.range(0, 10).toArray();
        new NumpyRandom(seed).shuffle(shuffled);
        assertThat(shuffled).containsExactly(ints(golden.get("shuffle_10")));
        assertThat(new NumpyRandom(seed).permutation(10))
                .containsExactly(ints(golden.get("permutation_10")));
        assertThat(new NumpyRandom(seed).choice(20, 5))
                .containsExactly(ints(golden.get("choice_20_take_5_without_replacement")));
    }

    @Test
    void boundsBeyond32BitsEqualNumpy() {
        NumpyRandom random = new NumpyRandom(7);
        assertThat(LongStream.range(0, 3).map(i -> random.randint((1L << 40) + 1)).toArray())
                .containsExactly(752595690692L, 108744157686L, 291964244179L);
    }

    @Test
    void latentOfASeedIsTheFirstRowRounded() {
        assertThat(Arrays.copyOf(NumpyRandom.z(85, 512), 2))
                .containsExactly(0.17685072f, 2.3777542f);
    }

    @Test
    void aRememberedStateContinuesExactly() {
        NumpyRandom random = new NumpyRandom(42);
        random.randn(1001);
        NumpyRandom resumed = new NumpyRandom(random.state());
        assertThat(resumed.randn(1500)).containsExactly(random.randn(1500));
    }

    @Test
    void refusesSeedsOutside32Bits() {
        assertThatThrownBy(() -> new NumpyRandom(-1))
                .hasMessage("seed must be in [0, 2^32 - 1]: -1");
        assertThatThrownBy(() -> new NumpyRandom(1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new NumpyRandom(0xffffffffL).nextUint32()).isEqualTo(419326371L);
    }

    private static void assertClose(double[] actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected.get(i).doubleValue(), relative(actual[i]));
        }
    }

    private static Offset<Double> relative(double value) {
        return within(Math.abs(value) * 1e-15);
    }

    private static long[] longs(JsonNode array) {
        return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).longValue()).toArray();
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
    }

    private static JsonNode golden() {
        InputStream in =
                NumpyRandomTest.class.getResourceAsStream("/numpy_random/randomstate.json");
        return JsonMapper.shared().readTree(in);
    }
}
