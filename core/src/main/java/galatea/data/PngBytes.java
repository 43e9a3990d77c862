package galatea.data;

import galatea.image.Picture;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures to PNG files. */
final class PngBytes {
    private PngBytes() {}

    /** A gray, RGB or RGBA PNG of 8 bits per sample. */
    static byte[] encode(Picture picture) throws IOException {
        int channels = picture.channels();
        int space = channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        boolean alpha = channels == 4;
        ColorModel model =
                new ComponentColorModel(
                        ColorSpace.getInstance(space),
                        alpha,
                        false,
                        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        return encode(new BufferedImage(model, raster(picture), false, null));
    }

    /** An 8-bit indexed PNG of class indices, with the class colours as its palette. */
    static byte[] encodeLabels(Picture labels, LabelClasses classes) throws IOException {
        byte[][] palette = new byte[3][256];
        for (int i = 0; i < classes.size(); i++) {
            int rgb = classes.colours().get(i);
            palette[0][i] = (byte) (rgb >> 16);
            palette[1][i] = (byte) (rgb >> 8);
            palette[2][i] = (byte) rgb;
        }
        ColorModel model = new IndexColorModel(8, 256, palette[0], palette[1], palette[2]);
        return encode(new BufferedImage(model, raster(labels), false, null));
    }

    private static WritableRaster raster(Picture picture) {
        int channels = picture.channels();
        byte[] pixels = picture.pixels();
        return Raster.createInterleavedRaster(
                new DataBufferByte(pixels, pixels.length),
                picture.width(),
                picture.height(),
                picture.width() * channels,
                channels,
                IntStream.range(0, channels).toArray(),
                null);
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
