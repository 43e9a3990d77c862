package galatea.data;

import galatea.image.BufferedImages;
import galatea.image.Picture;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Java2D images to pictures.
 *
 * <p>Samples are taken from the raster wherever they already are sRGB or gray: {@code getRGB}
 * treats gray as linear light and would brighten it.
 */
final class Rasters {
    private Rasters() {}

    /** A picture with 1 (gray), 3 (RGB) or 4 (RGBA, straight alpha) channels. */
    static Picture toPicture(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return fromPalette(image, palette);
        }
        if (model instanceof ComponentColorModel && !model.isAlphaPremultiplied()) {
            Picture direct = fromComponents(image, model);
            if (direct != null) {
                return direct;
            }
        }
        return fromAnyModel(image);
    }

    /** The raw values of the first band, as a one-channel picture; null if they may exceed 255. */
    static @Nullable Picture indices(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (image.getRaster().getNumBands() != 1 || model.getPixelSize() > 8) {
            return null;
        }
        return samples(image.getRaster(), new int[] {0}, 255);
    }

    private static Picture fromPalette(BufferedImage image, IndexColorModel palette) {
        int channels = palette.hasAlpha() ? 4 : isGray(palette) ? 1 : 3;
        Raster raster = image.getRaster();
        Picture picture = Picture.blank(image.getWidth(), image.getHeight(), channels);
        int[] row = new int[image.getWidth()];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            for (int index : row) {
                // Damaged files point beyond the palette.
                int argb = palette.getRGB(Math.min(index, palette.getMapSize() - 1));
                to = put(picture.pixels(), to, argb, channels);
            }
        }
        return picture;
    }

    private static boolean isGray(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i)
                    || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    private static int put(byte[] pixels, int at, int argb, int channels) {
        pixels[at] = (byte) (argb >> 16);
        if (channels >= 3) {
            pixels[at + 1] = (byte) (argb >> 8);
            pixels[at + 2] = (byte) argb;
        }
        if (channels == 4) {
            pixels[at + 3] = (byte) (argb >>> 24);
        }
        return at + channels;
    }

    private static @Nullable Picture fromComponents(BufferedImage image, ColorModel model) {
        int bits = model.getComponentSize(0);
        if (bits > 16 || bits != model.getComponentSize(model.getNumComponents() - 1)) {
            return null;
        }
        int max = (1 << bits) - 1;
        boolean alpha = model.hasAlpha();
        ColorSpace space = model.getColorSpace();
        if (space.getType() == ColorSpace.TYPE_GRAY) {
            int[] bands = alpha ? new int[] {0, 0, 0, 1} : new int[] {0};
            return samples(image.getRaster(), bands, max);
        } else if (space.isCS_sRGB()) {
            int[] bands = alpha ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2};
            return samples(image.getRaster(), bands, max);
        } else if (space.getType() == ColorSpace.TYPE_CMYK && !alpha) {
            return fromCmyk(image.getRaster(), max);
        }
        return null;
    }

    /** One output channel per named band, scaled from 0…max to 0…255. */
    private static Picture samples(Raster raster, int[] bands, int max) {
        int width = raster.getWidth();
        int channels = bands.length;
        Picture picture = Picture.blank(width, raster.getHeight(), channels);
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int c = 0; c < channels; c++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, bands[c], row);
                for (int x = 0; x < width; x++) {
                    int value = max == 255 ? row[x] : (row[x] * 255 + max / 2) / max;
                    picture.pixels()[(y * width + x) * channels + c] = (byte) value;
                }
            }
        }
        return picture;
    }

    /** Ink to light without a profile: (1 - ink) (1 - black). */
    private static Picture fromCmyk(Raster raster, int max) {
        Picture ink = samples(raster, new int[] {0, 1, 2, 3}, max);
        Picture rgb = Picture.blank(ink.width(), ink.height(), 3);
        for (int i = 0; i < ink.width() * ink.height(); i++) {
            int paper = 255 - (ink.pixels()[4 * i + 3] & 0xff);
            for (int c = 0; c < 3; c++) {
                int light = 255 - (ink.pixels()[4 * i + c] & 0xff);
                rgb.pixels()[3 * i + c] = (byte) ((light * paper + 127) / 255);
            }
        }
        return rgb;
    }

    /** Other colour spaces, premultiplied alpha, packed pixels. */
    private static Picture fromAnyModel(BufferedImage image) {
        return BufferedImages.toPicture(toSrgb(image));
    }

    private static BufferedImage toSrgb(BufferedImage image) {
        if (image.getColorModel().getColorSpace().isCS_sRGB()) {
            return image;
        }
        boolean alpha = image.getColorModel().hasAlpha();
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage srgb = new BufferedImage(image.getWidth(), image.getHeight(), type);
        try {
            return new ColorConvertOp(null).filter(image, srgb);
        } catch (CMMException e) {
            return image;
        }
    }
}
