package galatea.image;

import static galatea.image.PixelConversion.Rounding.FLOOR;
import static galatea.image.PixelConversion.Rounding.NEAREST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelConversionTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0",
        "-.5, 64, 64",
        "0, 128, 128",
        ".25, 159, 159",
        ".5, 191, 191",
        "1, 255, 255",
        "7, 255, 255",
        "-7, 0, 0",
        "Infinity, 255, 255",
        "-Infinity, 0, 0",
        "NaN, 0, 0"
    })
    void levelsBecomeBytes(float level, int floor, int nearest) {
        assertThat(PixelConversion.toByte(level, FLOOR)).isEqualTo(floor);
        assertThat(PixelConversion.toByte(level, NEAREST)).isEqualTo(nearest);
    }

    @Test
    void planesBecomePixels() {
        float[] levels = {-1, 0, 1, -1, 0, 1}; // [1, 3, 1, 2]
        List<Picture> pictures = PixelConversion.toPictures(levels, 3, 1, 2, FLOOR);
        assertThat(pictures).hasSize(1);
        assertThat(pictures.get(0).pixels())
                .containsExactly(0, (byte) 255, (byte) 128, (byte) 128, 0, (byte) 255);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "4"})
    void everyByteSurvivesARoundTrip(int channels) {
        Picture picture = Pictures.noise(37, 29, channels);
        float[] levels = PixelConversion.toFloats(picture);
        for (PixelConversion.Rounding rounding : PixelConversion.Rounding.values()) {
            assertThat(
                            PixelConversion.toPictures(levels, channels, 29, 37, rounding)
                                    .get(0)
                                    .pixels())
                    .containsExactly(picture.pixels());
        }
        assertThat(PixelConversion.toFloats(Pictures.constant(1, 1, 1, 255))).containsExactly(1);
        assertThat(PixelConversion.toFloats(Pictures.constant(1, 1, 1, 0))).containsExactly(-1);
    }

    @Test
    void refusesIncompletePictures() {
        assertThatThrownBy(() -> PixelConversion.toPictures(new float[7], 3, 1, 1, FLOOR))
                .hasMessage("levels must be a multiple of 3 x 1 x 1: 7");
    }
}
