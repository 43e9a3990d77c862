package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelsTest {

    @Test
    void equalChannelsAreTheIdentity() {
        for (int channels : new int[] {1, 3, 4}) {
            Picture picture = Pictures.noise(5, 3, channels);
            assertThat(Channels.convert(picture, channels, 0)).isSameAs(picture);
        }
    }

    @Test
    void transparencyIsLaidOverTheBackground() {
        Picture half = new Picture(1, 1, 4, new byte[] {100, 60, 20, (byte) 128});

        assertThat(Channels.convert(half, 3, 0x000000).pixels()).containsExactly(50, 30, 10);
        assertThat(Channels.convert(half, 1, 0x000000).pixels()).containsExactly(34);
    }

    @Test
    void newAlphaIsOpaque() {
        Picture gray = new Picture(1, 1, 1, new byte[] {9});
        Picture rgb = new Picture(1, 1, 3, new byte[] {1, 2, 3});

        assertThat(Channels.convert(gray, 4, 0).pixels()).containsExactly(9, 9, 9, -1);
        assertThat(Channels.convert(rgb, 4, 0).pixels()).containsExactly(1, 2, 3, -1);
    }

    @Test
    void otherChannelsAreRefused() {
        assertThatThrownBy(() -> Channels.convert(Pictures.noise(2, 2, 3), 2, 0))
                .hasMessage("channels must be 1, 3 or 4: 2");
    }

    @Test
    void filledPicturesAreOpaque() {
        assertThat(Picture.filled(2, 1, 4, 0x010203).pixels())
                .containsExactly(1, 2, 3, -1, 1, 2, 3, -1);
        assertThat(Picture.filled(2, 1, 1, 0x070707).pixels()).containsExactly(7, 7);
    }

    @Test
    void paddingCentresThePicture() {
        Picture wide = new Picture(3, 1, 1, new byte[] {1, 2, 3});

        assertThat(Scaling.padToSquare(wide, 0x050505).pixels())
                .containsExactly(5, 5, 5, 1, 2, 3, 5, 5, 5);
    }
}
