package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureDifferenceTest {
    @Test
    void isTheDistanceOfEverySample() {
        Picture a = new Picture(1, 1, 4, new byte[] {0, (byte) 250, 7, 9});
        Picture b = new Picture(1, 1, 4, new byte[] {(byte) 255, 5, 7, 9});
        assertThat(PictureDifference.of(a, b).pixels())
                .containsExactly((byte) 255, (byte) 245, (byte) 0, (byte) 255);
    }

    @Test
    void sizesMustAgree() {
        assertThatThrownBy(
                        () -> PictureDifference.of(Picture.blank(1, 2, 3), Picture.blank(2, 2, 3)))
                .hasMessageStartingWith("pictures must have the same size and channels: 1 x 2 x 3");
    }
}
