package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.DataException;
import galatea.image.Picture;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureDensityTest {
    private static final int N = 40_000;
    private static final byte WHITE = -1;

    private static float[] draw(Picture picture) throws IOException {
        return PictureDensity.of("test", picture).draw(new SplittableRandom(1), N);
    }

    /** The share of points with x in [left, right) and y in [low, high). */
    private static double share(float[] xy, double left, double right, double low, double high) {
        int inside = 0;
        for (int i = 0; i < xy.length; i += 2) {
            boolean x = left <= xy[i] && xy[i] < right;
            inside += x && low <= xy[i + 1] && xy[i + 1] < high ? 1 : 0;
        }
        return inside / (xy.length / 2.0);
    }

    private static Picture gray(int width, int height, int... levels) {
        byte[] pixels = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            pixels[i] = (byte) levels[i];
        }
        return new Picture(width, height, 1, pixels);
    }

    @Test
    void lettersStandUprightWithEqualSharesForEqualInk() throws IOException {
        Picture letter = gray(2, 3, 0, 255, 0, 255, 0, 0); // an L
        float[] xy = draw(letter);

        assertThat(share(xy, -1, 0, 0.5, 1.5)).isCloseTo(0.25, within(0.01));
        assertThat(share(xy, -1, 0, -0.5, 0.5)).isCloseTo(0.25, within(0.01));
        assertThat(share(xy, -1, 0, -1.5, -0.5)).isCloseTo(0.25, within(0.01));
        assertThat(share(xy, 0, 1, -1.5, -0.5)).isCloseTo(0.25, within(0.01));
        assertThat(share(xy, 0, 1, -0.5, 1.5)).isZero();
    }

    @Test
    void pointsAreUniformWithinAPixel() throws IOException {
        float[] xy = draw(gray(1, 1, 0));

        for (double left = -1.5; left < 1.5; left += 1) {
            for (double low = -1.5; low < 1.5; low += 1) {
                assertThat(share(xy, left, left + 1, low, low + 1))
                        .isCloseTo(1 / 9.0, within(0.01));
            }
        }
    }

    @Test
    void wideAndHighPicturesKeepTheirAspect() throws IOException {
        float[] wide = draw(gray(4, 1, 0, 0, 0, 0));
        assertThat(share(wide, -1.5, 1.5, -0.375, 0.375)).isCloseTo(1, within(1e-4));
        assertThat(share(wide, -1.5, -1.2, -0.375, 0.375)).isCloseTo(0.1, within(0.01));

        float[] high = draw(gray(1, 4, 0, 0, 0, 0));
        assertThat(share(high, -0.375, 0.375, -1.5, 1.5)).isCloseTo(1, within(1e-4));
        assertThat(share(high, -0.375, 0.375, 1.2, 1.5)).isCloseTo(0.1, within(0.01));
    }

    @Test
    void densityIsProportionalToDarkness() throws IOException {
        float[] xy = draw(gray(3, 1, 0, 204, 255)); // ink 255, 51, 0

        assertThat(share(xy, -1.5, -0.5, -1, 1)).isCloseTo(5 / 6.0, within(0.01));
        assertThat(share(xy, -0.5, 0.5, -1, 1)).isCloseTo(1 / 6.0, within(0.01));
        assertThat(share(xy, 0.5, 1.6, -1, 1)).isZero();
    }

    @Test
    void densityIsProportionalToOpacity() throws IOException {
        byte[] pixels = {0, 0, 0, WHITE, 0, 0, 0, 51, 0, 0, 0, 0, WHITE, WHITE, WHITE, WHITE};
        float[] xy = draw(new Picture(4, 1, 4, pixels));

        assertThat(share(xy, -1.5, -0.75, -1, 1)).isCloseTo(5 / 6.0, within(0.01));
        assertThat(share(xy, -0.75, 0, -1, 1)).isCloseTo(1 / 6.0, within(0.01));
        assertThat(share(xy, 0, 1.6, -1, 1)).isZero();
    }

    @Test
    void coloursCountByTheirLuma() throws IOException {
        byte[] redAndBlue = {WHITE, 0, 0, 0, 0, WHITE}; // luma 76 and 29
        float[] xy = draw(new Picture(2, 1, 3, redAndBlue));

        assertThat(share(xy, -1.5, 0, -1, 1)).isCloseTo(179 / 405.0, within(0.01));
    }

    @Test
    void hugePicturesKeepEveryDot() throws IOException {
        Picture huge = Picture.filled(2500, 1100, 1, 0xffffff); // cells of 3 x 3 pixels
        huge.pixels()[2500 * 550 + 1250] = (byte) 254;
        huge.pixels()[2500 * 1099 + 2499] = (byte) 252;
        float[] xy = draw(huge);
        double unit = 3.0 / 2500;

        double middle = share(xy, -2 * unit, unit, -2 * unit, unit);
        assertThat(middle).isCloseTo(0.25, within(0.01));
        double corner = share(xy, 1249 * unit - 1e-6, 1.5001, -550 * unit - 1e-6, -548 * unit);
        assertThat(corner).isCloseTo(0.75, within(0.01));
        assertThat(middle + corner).isEqualTo(1);
    }

    @Test
    void cellsAreAtMost1024AlongEachSide() {
        assertThat(Ink.of(Picture.blank(1024, 3, 1)).side()).isEqualTo(1);
        Ink ink = Ink.of(Picture.blank(3, 1025, 1));

        assertThat(ink.side()).isEqualTo(2);
        assertThat(ink.columns()).isEqualTo(2);
        assertThat(ink.amounts()).hasSize(2 * 513);
        assertThat(Arrays.stream(ink.amounts()).sum()).isEqualTo(3L * 1025 * 255 * 255);
    }

    @Test
    void picturesWithoutInkAreRefused() {
        assertThatThrownBy(() -> PictureDensity.of("white.png", gray(2, 1, 255, 255)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "white.png must have a pixel that is neither white nor transparent: it has none of 2 x 1");
        assertThatThrownBy(() -> PictureDensity.of("clear.png", Picture.blank(2, 2, 4)))
                .isInstanceOf(DataException.class);
    }

    @Test
    void equalSeedsGiveEqualPoints() throws IOException {
        PictureDensity density = PictureDensity.of("test", gray(3, 1, 0, 128, 64));
        float[] first = density.draw(new SplittableRandom(1), 100);

        assertThat(density.draw(new SplittableRandom(1), 100)).isEqualTo(first);
        assertThat(density.draw(new SplittableRandom(2), 100)).isNotEqualTo(first);
        assertThat(density.extent()).isEqualTo(1.5);
    }
}
