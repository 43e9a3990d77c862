package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.format.Npy;
import galatea.format.NpyArray;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalingTest {

    /** Vectors computed by Pillow 12.3.0, {@code Image.resize(size, LANCZOS)}. */
    @ParameterizedTest
    @CsvSource({
        "input, lanczos_10x7",
        "input, lanczos_40x31",
        "input, lanczos_12x40",
        "input_rgba, lanczos_rgba_10x7"
    })
    void lanczosEqualsPillow(String input, String output) throws IOException {
        Picture expected = load(output);
        Picture actual =
                Scaling.resize(
                        load(input), expected.width(), expected.height(), Scaling.Filter.LANCZOS3);
        int worst = 0;
        for (int i = 0; i < expected.pixels().length; i++) {
            worst =
                    Math.max(
                            worst,
                            Math.abs((expected.pixels()[i] & 0xff) - (actual.pixels()[i] & 0xff)));
        }
        assertThat(worst).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Scaling.Filter.class)
    void constantsStayConstant(Scaling.Filter filter) {
        for (int size : new int[] {1, 3, 7, 16, 33}) {
            Picture picture =
                    Scaling.resize(Pictures.constant(16, 11, 3, 201), size, size + 2, filter);
            assertThat(picture.pixels()).containsOnly((byte) 201);
        }
    }

    @ParameterizedTest
    @EnumSource(Scaling.Filter.class)
    void equalSizeIsTheIdentity(Scaling.Filter filter) {
        Picture picture = Pictures.noise(9, 5, 4);
        assertThat(Scaling.resize(picture, 9, 5, filter)).isSameAs(picture);
    }

    @ParameterizedTest
    @EnumSource(Scaling.Filter.class)
    void weightsSumToOneAndMirror(Scaling.Filter filter) {
        for (int to : new int[] {1, 4, 7, 10, 25}) {
            ResampleWeights axis = ResampleWeights.of(filter, 10, to);
            for (int i = 0; i < to; i++) {
                double[] weights = axis.weights()[i];
                double[] mirrored = axis.weights()[to - 1 - i];
                assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
                assertThat(weights[0]).isCloseTo(mirrored[mirrored.length - 1], within(1e-12));
            }
        }
    }

    @Test
    void areaIsTheMeanOfTheCoveredPixels() {
        Picture halves = new Picture(4, 2, 1, new byte[] {0, 10, 100, 20, 20, 30, 40, 60});
        assertThat(Scaling.resize(halves, 2, 1, Scaling.Filter.AREA).pixels())
                .containsExactly(15, 55);
        Picture three = new Picture(3, 1, 1, new byte[] {30, 60, 90});
        assertThat(Scaling.resize(three, 2, 1, Scaling.Filter.AREA).pixels())
                .containsExactly(40, 80); // (30 + 60 / 2) / 1.5, (60 / 2 + 90) / 1.5
    }

    @Test
    void transparentColoursDoNotBleed() {
        byte[] pixels = {100, 50, 20, -1, -1, -1, -1, 0}; // opaque beside transparent white
        Picture shrunk = Scaling.resize(new Picture(2, 1, 4, pixels), 1, 1, Scaling.Filter.AREA);
        assertThat(shrunk.pixels()).containsExactly(100, 50, 20, 128);
    }

    @Test
    void enlargingRepeatsPixels() {
        Picture picture = new Picture(2, 1, 1, new byte[] {1, 2});
        assertThat(Scaling.enlarge(picture, 2).pixels()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2);
    }

    @Test
    void squareIsCutFromTheCentre() {
        Picture picture = new Picture(4, 2, 1, new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        assertThat(Scaling.cropToSquare(picture).pixels()).containsExactly(1, 2, 5, 6);
        assertThatThrownBy(() -> Scaling.crop(picture, 3, 0, 2, 1))
                .hasMessage("part must lie within 4 x 2: 2 x 1 at (3, 0)");
    }

    private static Picture load(String name) throws IOException {
        try (InputStream in = ScalingTest.class.getResourceAsStream("/pillow/" + name + ".npy")) {
            NpyArray array = Npy.read(Objects.requireNonNull(in), name);
            long[] shape = array.shape(); // [height, width, channels]
            byte[] pixels = new byte[array.data().remaining()];
            array.data().duplicate().get(pixels);
            return new Picture((int) shape[1], (int) shape[0], (int) shape[2], pixels);
        }
    }
}
