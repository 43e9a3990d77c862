package galatea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Picture;
import galatea.image.Png;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void pngKeepsEverySample(int channels) throws IOException {
        Picture picture = TestPictures.noise(5, 3, channels);

        Picture decoded = PictureDecoder.decode(Png.encode(picture));

        assertThat(decoded.channels()).isEqualTo(channels);
        assertThat(decoded.pixels()).isEqualTo(picture.pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "gif", "tiff", "png", "jpg"})
    void everyFormatKeepsAPlainColour(String format) throws IOException {
        byte[] file = TestPictures.encode(TestPictures.image(16, 8, 0x4080c0), format);

        Picture decoded = PictureDecoder.decode(file);

        assertThat(decoded.width()).isEqualTo(16);
        assertThat(decoded.height()).isEqualTo(8);
        assertThat(decoded.sample(3, 3, 0)).isBetween(0x3d, 0x43);
        assertThat(decoded.sample(3, 3, 1)).isBetween(0x7d, 0x83);
        assertThat(decoded.sample(3, 3, 2)).isBetween(0xbd, 0xc3);
    }

    @Test
    void losslessWebpIsRead() throws IOException {
        // 1 x 1, lossless, opaque.
        byte[] webp =
                Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

        assertThat(PictureDecoder.decode(webp).width()).isEqualTo(1);
    }

    @Test
    void cutOffWebpIsBroken() {
        byte[] webp =
                Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

        assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(webp, 24)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void grayIsNotBrightened() throws IOException {
        BufferedImage gray = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(1, 0, 0, 100);

        Picture decoded = PictureDecoder.decode(TestPictures.encode(gray, "png"));

        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.sample(1, 0, 0)).isEqualTo(100);
    }

    @Test
    void sixteenBitsAreRoundedToEight() throws IOException {
        BufferedImage gray = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        gray.getRaster().setSample(0, 0, 0, 65535);
        gray.getRaster().setSample(1, 0, 0, 257 * 100);
        gray.getRaster().setSample(2, 0, 0, 257 * 100 + 129);

        Picture decoded = PictureDecoder.decode(TestPictures.encode(gray, "png"));

        assertThat(decoded.pixels()).containsExactly((byte) 255, (byte) 100, (byte) 101);
    }

    @Test
    void paletteWithTransparencyBecomesRgba() throws IOException {
        byte[] red = {0, (byte) 200};
        byte[] other = {0, 10};
        IndexColorModel palette = new IndexColorModel(8, 2, red, other, other, 0);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(1, 0, 0, 1);

        Picture decoded = PictureDecoder.decode(TestPictures.encode(image, "png"));

        assertThat(decoded.channels()).isEqualTo(4);
        assertThat(decoded.sample(0, 0, 3)).isZero();
        assertThat(decoded.sample(1, 0, 0)).isEqualTo(200);
        assertThat(decoded.sample(1, 0, 3)).isEqualTo(255);
    }

    @Test
    void oneBitPicturesAreGray() throws IOException {
        BufferedImage bits = new BufferedImage(9, 2, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(8, 1, Color.WHITE.getRGB());

        Picture decoded = PictureDecoder.decode(TestPictures.encode(bits, "png"));

        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.sample(8, 1, 0)).isEqualTo(255);
        assertThat(decoded.sample(7, 1, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 255, 255", "2, 128, 128, 128"})
    void cmykAndYcckJpegBecomeRgb(int transform, int first, int second, int third)
            throws IOException {
        // Adobe's files hold 255 - ink: cyan ink only, and half of all coloured inks.
        byte[] file = adobeJpeg(transform, first, second, third, 255);

        Picture decoded = PictureDecoder.decode(file);

        assertThat(decoded.channels()).isEqualTo(3);
        assertThat(decoded.sample(8, 8, 0)).isLessThan(transform == 0 ? 80 : 180);
        assertThat(decoded.sample(8, 8, 2)).isGreaterThan(transform == 0 ? 150 : 80);
    }

    @Test
    void grayJpegStaysGray() throws IOException {
        BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) gray.getRaster().getDataBuffer()).getData(), (byte) 90);

        Picture decoded = PictureDecoder.decode(TestPictures.encode(gray, "jpg"));

        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.sample(4, 4, 0)).isBetween(88, 92);
    }

    @Test
    void everyCutOfAJpegIsBroken() throws IOException {
        byte[] whole = TestPictures.encode(TestPictures.image(64, 64, 0x336699), "jpg");

        for (int length : new int[] {2, 3, 20, whole.length / 2, whole.length - 2}) {
            assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(whole, length)))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "tiff"})
    void halfAFileIsBroken(String format) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Picture noise = TestPictures.noise(64, 64, 3);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, noise.pixels()[3 * i] << 8 & 0xff00);
        }
        byte[] whole = TestPictures.encode(image, format);

        assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoPictureSaysSo() {
        assertThatThrownBy(() -> PictureDecoder.decode(new byte[0]))
                .isInstanceOf(DataException.class)
                .hasMessage("the file is empty");
        assertThatThrownBy(() -> PictureDecoder.decode(TestPictures.text("hello, picture")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not a PNG");
    }

    @Test
    void tooManyPixelsAreRefusedBeforeDecoding() throws IOException {
        byte[] file = Png.encode(TestPictures.noise(20, 10, 1));

        assertThatThrownBy(() -> PictureDecoder.decode(file, 199))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 to 199 pixels: 20 x 10");
    }

    @Test
    void labelMapsKeepTheirIndices() throws IOException {
        LabelClasses classes = TestLabels.classes();
        Picture map = TestPictures.plain(4, 4, 2);

        Picture decoded = PictureDecoder.decodeIndices(classes.encode(map));

        assertThat(decoded.pixels()).isEqualTo(map.pixels());
    }

    @Test
    void coloursAreNoLabelMap() throws IOException {
        byte[] rgb = Png.encode(TestPictures.noise(4, 4, 3));

        assertThatThrownBy(() -> PictureDecoder.decodeIndices(rgb))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("8-bit indexed or gray");
    }

    /** A JPEG of four plain components, marked as Adobe's CMYK (0) or YCCK (2). */
    private static byte[] adobeJpeg(int transform, int... samples) throws IOException {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 16 * 16; i++) {
            raster.setPixel(i % 16, i / 16, samples);
        }
        ImageWriter writer = rasterWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = bytes.toByteArray();
        ByteBuffer marked = ByteBuffer.allocate(jpeg.length + 16);
        marked.put(jpeg, 0, 2).putShort((short) 0xffee).putShort((short) 14);
        marked.put(TestPictures.text("Adobe")).putShort((short) 100).putInt(0);
        return marked.put((byte) transform).put(jpeg, 2, jpeg.length - 2).array();
    }

    private static ImageWriter rasterWriter() {
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (!writer.canWriteRasters() && writers.hasNext()) {
            writer = writers.next();
        }
        return writer;
    }
}
