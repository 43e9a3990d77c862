package galatea.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Conversions between pictures and Java's own images. */
public final class BufferedImages {

    private BufferedImages() {}

    /** A copy of the picture with the same kind of pixels. */
    public static BufferedImage toImage(Picture picture) {
        if (picture.channels() == 1) {
            return grayImage(picture);
        }
        int type =
                picture.channels() == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), type);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                image.setRGB(x, y, argb(picture, x, y));
            }
        }
        return image;
    }

    /** A copy of the image: RGBA if it has an alpha channel, else gray if it is gray, else RGB. */
    public static Picture toPicture(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return grayPicture(image);
        }
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        Picture picture = Picture.blank(image.getWidth(), image.getHeight(), channels);
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            int start = y * row.length * channels;
            for (int i = 0; i < row.length * channels; i++) {
                int channel = i % channels;
                int shift = channel == 3 ? 24 : 16 - 8 * channel;
                picture.pixels()[start + i] = (byte) (row[i / channels] >> shift);
            }
        }
        return picture;
    }

    private static int argb(Picture picture, int x, int y) {
        int alpha = picture.channels() == 4 ? picture.sample(x, y, 3) : 0xff;
        return alpha << 24
                | picture.sample(x, y, 0) << 16
                | picture.sample(x, y, 1) << 8
                | picture.sample(x, y, 2);
    }

    // Samples are copied as they are: Java's gray images are linear, and getRGB would convert.
    private static BufferedImage grayImage(Picture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(picture.pixels(), 0, data, 0, data.length);
        return image;
    }

    private static Picture grayPicture(BufferedImage image) {
        int[] samples =
                image.getRaster()
                        .getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        Picture picture = Picture.blank(image.getWidth(), image.getHeight(), 1);
        for (int i = 0; i < samples.length; i++) {
            picture.pixels()[i] = (byte) samples[i];
        }
        return picture;
    }
}
