package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class AnimationTest {

    private record Chunk(String type, byte[] data) {}

    @Test
    void apngHasNumberedFramesAfterTheDefaultImage() throws IOException {
        List<Picture> frames =
                List.of(
                        Pictures.noise(6, 5, 3),
                        Pictures.gradient(6, 5, 3),
                        Pictures.constant(6, 5, 3, 9));
        byte[] apng = Apng.encode(frames, 40, 0);
        List<Chunk> chunks = chunks(apng);
        assertThat(chunks)
                .extracting(Chunk::type)
                .containsExactly(
                        "IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND");
        assertThat(ByteBuffer.wrap(chunks.get(1).data()).getInt(0)).isEqualTo(3);
        assertThat(ByteBuffer.wrap(chunks.get(1).data()).getInt(4)).isZero();
        int sequence = 0;
        for (int i : new int[] {2, 4, 5, 6, 7}) {
            assertThat(ByteBuffer.wrap(chunks.get(i).data()).getInt(0)).isEqualTo(sequence++);
        }
        assertThat(ByteBuffer.wrap(chunks.get(2).data()).getShort(20)).isEqualTo((short) 40);
        assertSame(ImageIO.read(new ByteArrayInputStream(apng)), frames.get(0));
        assertSame(stillOf(chunks, 7), frames.get(2));
    }

    @Test
    void gifKeepsFramesOfFewColoursExactlyAndLoops() throws IOException {
        List<Picture> frames = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            frames.add(Scaling.enlarge(Pictures.noise(8, 5 + i, 3), 4));
        }
        List<Picture> equalSizes =
                frames.stream().map(frame -> Scaling.crop(frame, 0, 0, 32, 20)).toList();
        byte[] gif = Gif.encode(equalSizes, 100, 0);
        List<BufferedImage> decoded = decodeGif(gif);
        assertThat(decoded).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertSame(decoded.get(i), equalSizes.get(i));
        }
        assertThat(new String(gif, StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0\3\1\0\0\0");
        assertThat(gif).containsExactly(Gif.encode(equalSizes, 100, 0));
    }

    @Test
    void gifStaysCloseWhenColoursAreMany() throws IOException {
        Picture picture = Pictures.gradient(200, 150, 3);
        BufferedImage decoded = decodeGif(Gif.encode(List.of(picture), 50, 0)).get(0);
        byte[] pixels = BufferedImages.toPicture(decoded).pixels();
        double squares = 0;
        for (int i = 0; i < pixels.length; i++) {
            squares += Math.pow((pixels[i] & 0xff) - (picture.pixels()[i] & 0xff), 2);
        }
        assertThat(Math.sqrt(squares / pixels.length)).isLessThan(7);
    }

    @Test
    void gifSurvivesItsCodeTableFillingUp() throws IOException {
        Picture picture = Channels.toRgb(Pictures.noise(301, 203, 1), 0);
        BufferedImage decoded = decodeGif(Gif.encode(List.of(picture), 50, 0)).get(0);
        byte[] pixels = BufferedImages.toPicture(decoded).pixels();
        for (int i = 0; i < pixels.length; i++) {
            assertThat(Math.abs((pixels[i] & 0xff) - (picture.pixels()[i] & 0xff))).isLessThan(4);
        }
    }

    @Test
    void gifDecodesAtEveryLength() throws IOException {
        for (int width = 1; width < 600; width += 7) {
            Picture picture = Channels.toRgb(Pictures.noise(width, 1, 1), 0);
            BufferedImage decoded = decodeGif(Gif.encode(List.of(picture), 50, 1)).get(0);
            assertThat(decoded.getWidth()).isEqualTo(width);
        }
    }

    @Test
    void refusesFramesOfDifferentSizes() {
        List<Picture> frames = List.of(Picture.blank(2, 2, 3), Picture.blank(2, 3, 3));
        assertThatThrownBy(() -> Apng.encode(frames, 10, 0))
                .hasMessage("frames must all be 2 x 2 x 3: 2 x 3 x 3");
        assertThatThrownBy(() -> Gif.encode(List.of(), 10, 0))
                .hasMessage("frames must have at least one picture: 0");
        assertThatThrownBy(() -> Gif.encode(List.of(Picture.blank(1, 1, 1)), 0, 0))
                .hasMessage("delayMillis must be in [1, 655350]: 0");
    }

    private static void assertSame(BufferedImage image, Picture picture) {
        assertThat(BufferedImages.toPicture(image).pixels()).containsExactly(picture.pixels());
    }

    private static BufferedImage stillOf(List<Chunk> chunks, int frame) throws IOException {
        byte[] numbered = chunks.get(frame).data();
        byte[] data = Arrays.copyOfRange(numbered, 4, numbered.length);
        byte[] png = new PngChunks().add("IHDR", chunks.get(0).data()).add("IDAT", data).end();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static List<Chunk> chunks(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png).position(8);
        List<Chunk> chunks = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] data = new byte[in.getInt()];
            byte[] type = new byte[4];
            in.get(type).get(data);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(data);
            assertThat(in.getInt()).isEqualTo((int) crc.getValue());
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
        return chunks;
    }

    private static List<BufferedImage> decodeGif(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<BufferedImage> images = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                BufferedImage image = reader.read(i);
                BufferedImage rgb =
                        new BufferedImage(
                                image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
                rgb.createGraphics().drawImage(image, 0, 0, null);
                images.add(rgb);
            }
            return images;
        }
    }
}
