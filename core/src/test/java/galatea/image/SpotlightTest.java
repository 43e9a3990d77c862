package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpotlightTest {
    private static final Picture GROUND = Picture.filled(32, 32, 3, 0x640a32);

    @Test
    void dimsTheRestAndDrawsALine() {
        Picture lit = Spotlight.light(GROUND, 4, i -> i % 4 < 2); // left half
        assertThat(rgb(lit, 7, 15)).isEqualTo(0x640a32);
        assertThat(rgb(lit, 24, 15)).isEqualTo(0x280414); // 0.4 of it
        assertThat(lit.sample(15, 15, 1)).isGreaterThan(100); // white within black
        assertThat(rgb(GROUND, 24, 15)).isEqualTo(0x640a32);
    }

    @Test
    void nothingAndEverythingMayBeLit() {
        assertThat(Spotlight.light(GROUND, 8, i -> false).pixels())
                .isEqualTo(Picture.filled(32, 32, 3, 0x280414).pixels());
        Picture all = Spotlight.light(GROUND, 8, i -> true);
        assertThat(rgb(all, 16, 16)).isEqualTo(0x640a32);
        assertThat(rgb(all, 0, 16)).isNotEqualTo(0x640a32);
    }

    @Test
    void greyPicturesBecomeColoured() {
        Picture lit = Spotlight.light(Picture.filled(32, 32, 1, 0x808080), 1, i -> true);
        assertThat(lit.channels()).isEqualTo(3);
        assertThat(rgb(lit, 16, 16)).isEqualTo(0x808080);
    }

    private static int rgb(Picture picture, int x, int y) {
        return picture.sample(x, y, 0) << 16
                | picture.sample(x, y, 1) << 8
                | picture.sample(x, y, 2);
    }
}
