package galatea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Picture;
import galatea.image.Scaling;
import org.junit.jupiter.api.Test;

class PreparationTest {

    @Test
    void defaultsAreCentreCropByAreaOnWhite() {
        assertThat(Preparation.defaults(64, 3))
                .isEqualTo(
                        new Preparation(
                                64, 3, Preparation.Crop.CENTER, Scaling.Filter.AREA, 32, 0xffffff));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Preparation.defaults(0, 3))
                .hasMessage("resolution must be in [1, 8192]: 0");
        assertThatThrownBy(() -> Preparation.defaults(4, 2))
                .hasMessage("channels must be 1, 3 or 4: 2");
        assertThatThrownBy(() -> Preparation.defaults(4, 1).withMinimumSide(0))
                .hasMessage("minimumSide must be at least 1: 0");
        assertThatThrownBy(() -> Preparation.defaults(4, 1).withBackground(-1))
                .hasMessageStartingWith("background must be in");
    }

    @Test
    void planesFollowEachOther() {
        Picture picture = new Picture(2, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

        assertThat(Preparation.defaults(2, 3).apply(picture))
                .containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
    }

    @Test
    void alphaIsCompositedOverTheBackground() {
        Picture half = TestPictures.plain(2, 2, 200, 100, 0, 128);
        Preparation black = Preparation.defaults(2, 3).withBackground(0x000000);

        assertThat(black.square(half).sample(0, 0, 0)).isEqualTo(100);
        assertThat(Preparation.defaults(2, 3).square(half).sample(0, 0, 2)).isEqualTo(127);
    }

    @Test
    void grayBecomesEqualChannelsAndBackAgain() {
        Picture gray = TestPictures.noise(4, 4, 1);
        Picture rgb = Preparation.defaults(4, 3).square(gray);

        assertThat(rgb.sample(2, 1, 0)).isEqualTo(rgb.sample(2, 1, 2));
        assertThat(Preparation.defaults(4, 1).square(rgb).pixels()).isEqualTo(gray.pixels());
    }

    @Test
    void centreCropTakesTheMiddle() {
        Picture wide = new Picture(4, 2, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

        assertThat(Preparation.defaults(2, 1).apply(wide)).containsExactly(2, 3, 6, 7);
    }

    @Test
    void padPutsBackgroundBesideThePicture() {
        Picture wide = TestPictures.plain(4, 2, 9);
        Preparation pad =
                Preparation.defaults(4, 1).withCrop(Preparation.Crop.PAD).withBackground(0x050505);

        assertThat(pad.apply(wide)).containsExactly(5, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9, 9, 5, 5, 5, 5);
    }

    @Test
    void stretchUsesEveryPixel() {
        Picture wide = new Picture(4, 2, 1, new byte[] {0, 2, 4, 6, 0, 2, 4, 6});

        Preparation stretch = Preparation.defaults(2, 1).withCrop(Preparation.Crop.STRETCH);

        assertThat(stretch.apply(wide)).containsExactly(1, 5, 1, 5);
    }

    @Test
    void filterIsTheOneThatWasChosen() {
        Picture noise = TestPictures.noise(9, 9, 3);
        Preparation area = Preparation.defaults(4, 3);

        for (Scaling.Filter filter : Scaling.Filter.values()) {
            assertThat(area.withFilter(filter).square(noise).pixels())
                    .isEqualTo(Scaling.resize(noise, 4, 4, filter).pixels());
        }
    }

    @Test
    void labelMapsAreNeverMixed() {
        Picture labels = TestPictures.noise(10, 6, 1);

        Picture square = Preparation.defaults(4, 3).squareLabels(labels, 0);

        // Nearest neighbour in the middle 6 x 6: columns and rows 0, 2, 3, 5.
        assertThat(square.sample(0, 0, 0)).isEqualTo(labels.sample(2, 0, 0));
        assertThat(square.sample(3, 1, 0)).isEqualTo(labels.sample(7, 2, 0));
    }

    @Test
    void shortSidesAreTooSmall() {
        Preparation preparation = Preparation.defaults(8, 3);

        assertThat(preparation.isTooSmall(Picture.blank(3, 100, 1))).isTrue();
        assertThat(preparation.isTooSmall(Picture.blank(4, 4, 1))).isFalse();
    }
}
