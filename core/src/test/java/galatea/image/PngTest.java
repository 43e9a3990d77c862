package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void anotherDecoderGivesTheSamePixels(int channels) throws IOException {
        for (Picture picture :
                new Picture[] {
                    Pictures.noise(13, 7, channels), Pictures.gradient(40, 31, channels)
                }) {
            BufferedImage image = decode(Png.encode(picture));
            int[] samples =
                    image.getRaster()
                            .getPixels(0, 0, picture.width(), picture.height(), (int[]) null);
            for (int i = 0; i < samples.length; i++) {
                assertThat((byte) samples[i]).isEqualTo(picture.pixels()[i]);
            }
        }
    }

    @Test
    void filtersMakeSmoothPicturesSmall() {
        Picture picture = Pictures.gradient(256, 256, 3);
        assertThat(Png.encode(picture).length).isLessThan(picture.pixels().length / 50);
    }

    @Test
    void equalPicturesGiveEqualBytes() {
        assertThat(Png.encode(Pictures.noise(9, 9, 3)))
                .containsExactly(Png.encode(Pictures.noise(9, 9, 3)));
    }

    @Test
    void labelMapsKeepIndicesAndColours() throws IOException {
        byte[] labels = {0, 1, 2, 2, 1, 0};
        int[] palette = {0x000000, 0xff8001, 0x0102fe};
        BufferedImage image = decode(Png.encodeIndexed(3, labels, palette));
        assertThat(image.getColorModel()).isInstanceOf(IndexColorModel.class);
        assertThat(image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null))
                .containsExactly(0, 1, 2, 2, 1, 0);
        assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(0xff8001);
        assertThat(image.getRGB(2, 0) & 0xffffff).isEqualTo(0x0102fe);
    }

    @Test
    void refusesLabelsWithoutAColour() {
        assertThatThrownBy(() -> Png.encodeIndexed(2, new byte[] {0, -1}, new int[] {0, 1}))
                .hasMessage("index must be below 2 colours: 255");
        assertThatThrownBy(() -> Png.encodeIndexed(2, new byte[3], new int[] {0}))
                .hasMessage("indices must fill whole rows of 2 pixels: 3");
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
