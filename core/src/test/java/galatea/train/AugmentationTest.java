package galatea.train;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class AugmentationTest {
    private static final int SIDE = 16;

    private Scope scope;

    @BeforeEach
    void openScope() {
        scope = new Scope();
        Engine.seed(1);
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @Test
    void noneIsTheSameObject() {
        Tensor images = images(2, 3);
        assertThat((Object) Augmentation.NONE.apply(images, random())).isSameAs(images);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void picturesKeepTheirShape(int channels) {
        Tensor images = images(3, channels);
        Tensor changed = Augmentation.DIFFAUG.apply(images, random());
        assertThat(changed).hasShape(3, channels, SIDE, SIDE);
        assertThat(Ops.doubles(changed))
                .isNotEqualTo(Ops.doubles(images))
                .doesNotContain(Double.NaN);
    }

    @Test
    void equalSeedsChangeEquallyAndOthersDoNot() {
        Tensor images = images(2, 3);
        Tensor once = Augmentation.DIFFAUG.apply(images, new SplittableRandom(5));
        Tensor again = Augmentation.DIFFAUG.apply(images, new SplittableRandom(5));
        Tensor other = Augmentation.DIFFAUG.apply(images, new SplittableRandom(6));
        assertThat(once).isCloseTo(again, 0, 0);
        assertThat(Ops.doubles(once)).isNotEqualTo(Ops.doubles(other));
    }

    @Test
    void imagesAreChangedIndependently() {
        Tensor image = images(1, 3);
        Tensor twice = Augmentation.DIFFAUG.apply(Ops.cat(0, image, image), random());
        assertThat(Ops.doubles(twice.narrow(0, 0, 1)))
                .isNotEqualTo(Ops.doubles(twice.narrow(0, 1, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void gradientsPassThrough(int channels) {
        double[] x = Ops.doubles(Ops.randn(DType.FLOAT64, 2, channels, 4, 4));
        Tensor weights = Ops.randn(DType.FLOAT64, 2, channels, 4, 4);
        Differences.assertGradient(
                images ->
                        Augmentation.DIFFAUG
                                .apply(images, new SplittableRandom(3))
                                .tanh()
                                .mul(weights),
                x,
                2,
                channels,
                4,
                4);
    }

    /** Brightness moves the mean by at most ½; saturation and contrast keep it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void colourChangesMoveTheMeanByBrightnessAlone(int channels) {
        Tensor images = images(8, channels);
        double[] before = Ops.doubles(Ops.mean(images, 1, 2, 3));
        double[] after = Ops.doubles(Ops.mean(Augmentation.recolour(images, random()), 1, 2, 3));
        RandomGenerator draws = random();
        for (int n = 0; n < before.length; n++) {
            assertThat(after[n] - before[n]).isCloseTo(draws.nextDouble() - 0.5, within(1e-12));
        }
    }

    /** With equal channels there is nothing to saturate: only brightness and contrast act. */
    @Test
    void saturationLeavesGrayPicturesAlone() {
        Tensor gray = images(4, 1);
        Tensor rgb = Ops.cat(1, gray, gray, gray);
        Tensor changed = Augmentation.recolour(rgb, random());
        double[] draws = random().doubles(12).toArray(); // brightness, saturation, contrast
        for (int n = 0; n < 4; n++) {
            Tensor x = Ops.add(rgb.narrow(0, n, 1), draws[n] - 0.5);
            Tensor mean = Ops.mean(x, 1, 2, 3);
            Tensor expected = mean.add(Ops.mul(x.sub(mean), draws[8 + n] + 0.5));
            assertThat(changed.narrow(0, n, 1)).isCloseTo(expected, 0, 1e-12);
        }
    }

    @Test
    void contrastStretchesByHalfToOneAndAHalf() {
        Tensor images = images(200, 1);
        double[] before = deviations(images);
        double[] after = deviations(Augmentation.recolour(images, random()));
        double[] factors = IntStream.range(0, 200).mapToDouble(n -> after[n] / before[n]).toArray();
        assertThat(IntStream.range(0, 200).mapToDouble(n -> factors[n]).min().orElseThrow())
                .isBetween(0.5, 0.55);
        assertThat(IntStream.range(0, 200).mapToDouble(n -> factors[n]).max().orElseThrow())
                .isBetween(1.45, 1.5);
    }

    private static double[] deviations(Tensor images) {
        Tensor centred = images.sub(Ops.mean(images, 1, 2, 3));
        return Ops.doubles(Ops.mean(centred.square(), 1, 2, 3).sqrt());
    }

    @Test
    void translationShiftsAndLetsMiddleGrayEnter() {
        Tensor images = Ops.add(images(100, 1).abs(), 1); // nowhere 0
        Tensor moved = Augmentation.translate(images, random());
        int[] reached = new int[5];
        for (int n = 0; n < 100; n++) {
            Shift shift = shiftOf(moved, n);
            reached[shift.down + 2]++;
            assertThat(Math.abs(shift.down)).isLessThanOrEqualTo(SIDE / 8);
            assertThat(Math.abs(shift.right)).isLessThanOrEqualTo(SIDE / 8);
            assertShifted(images.narrow(0, n, 1), moved.narrow(0, n, 1), shift);
        }
        assertThat(reached).doesNotContain(0);
    }

    private record Shift(int down, int right) {}

    /** By counting the empty rows and columns of an image that had none. */
    private static Shift shiftOf(Tensor moved, int n) {
        double[] rows = Ops.doubles(Ops.sum(moved.narrow(0, n, 1), 0, 1, 3));
        double[] columns = Ops.doubles(Ops.sum(moved.narrow(0, n, 1), 0, 1, 2));
        return new Shift(emptyEdge(rows), emptyEdge(columns));
    }

    private static int emptyEdge(double[] sums) {
        int before = 0;
        while (sums[before] == 0) {
            before++;
        }
        int after = 0;
        while (sums[sums.length - 1 - after] == 0) {
            after++;
        }
        return before - after;
    }

    private static void assertShifted(Tensor image, Tensor moved, Shift shift) {
        double[] from = Ops.doubles(image);
        double[] to = Ops.doubles(moved);
        for (int i = 0; i < to.length; i++) {
            int row = i / SIDE - shift.down;
            int column = i % SIDE - shift.right;
            boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
            assertThat(to[i]).isEqualTo(inside ? from[row * SIDE + column] : 0);
        }
    }

    @Test
    void cutoutBlanksASquareOfHalfTheSide() {
        Tensor ones = Ops.ones(DType.FLOAT64, 300, 3, SIDE, SIDE);
        Tensor cut = Augmentation.cutout(ones, random());
        double[] kept = Ops.doubles(Ops.sum(cut.narrow(1, 0, 1), 1, 2, 3));
        int hole = SIDE / 2 * (SIDE / 2);
        int whole = 0;
        for (double count : kept) {
            assertThat(SIDE * SIDE - count).isBetween(hole / 4.0, (double) hole);
            whole += SIDE * SIDE - count == hole ? 1 : 0;
        }
        // Tops from −4 to 12 lie inside from 0 to 8: (9 / 17)² of the squares are whole.
        assertThat(whole / 300.0).isCloseTo(81 / 289.0, within(0.08));
        assertThat(cut.narrow(1, 0, 1)).isCloseTo(cut.narrow(1, 2, 1), 0, 0);
    }

    private static RandomGenerator random() {
        return new SplittableRandom(4);
    }

    private static Tensor images(int n, int channels) {
        return Ops.randn(DType.FLOAT64, n, channels, SIDE, SIDE);
    }
}
