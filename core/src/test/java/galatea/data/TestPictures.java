package galatea.data;

import galatea.image.Picture;
import galatea.image.Png;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Tiny inputs, made where they are needed. */
final class TestPictures {
    private TestPictures() {}

    /** Random samples, the same for the same arguments. */
    static Picture noise(int width, int height, int channels) {
        Picture picture = Picture.blank(width, height, channels);
        new Random(width * 31L + height * 7L + channels).nextBytes(picture.pixels());
        return picture;
    }

    /** One colour, given by its samples. */
    static Picture plain(int width, int height, int... samples) {
        Picture picture = Picture.blank(width, height, samples.length);
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] = (byte) samples[i % samples.length];
        }
        return picture;
    }

    /** A PNG of one gray value. */
    static byte[] png(int side, int gray) throws IOException {
        return Png.encode(plain(side, side, gray));
    }

    /** A file in a format that ImageIO writes. */
    static byte[] encode(RenderedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("no writer for " + format);
        }
        return bytes.toByteArray();
    }

    /** An RGB image of one colour. */
    static BufferedImage image(int width, int height, int rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, rgb);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    /** Writes a file and the folders around it. */
    static void write(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Writes a zip. */
    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    /** The bytes of a text. */
    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
