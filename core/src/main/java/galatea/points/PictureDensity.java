package galatea.points;

import galatea.data.ContentHash;
import galatea.data.DataException;
import galatea.data.PictureDecoder;
import galatea.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Points where a picture is dark: the density is proportional to {@code (255 - luma) * alpha}, luma
 * as in {@link galatea.image.Channels#toGray}. White and transparent pixels get no points.
 *
 * <p>The picture stands upright around the origin; its longer side spans [-1.5, 1.5]. The density
 * is constant within a pixel, or in pictures with a side above 1024 pixels within the smallest
 * squares of whole pixels that leave at most 1024 along each side.
 */
public final class PictureDensity implements PointSource {
    private static final double EXTENT = 1.5;

    private final String name;
    private final String contentHash;
    private final int width;
    private final int height;
    private final int side; // pixels
    private final int columns;
    private final int[] cells; // those with ink
    private final long[] sums; // of the ink up to and including each of these cells

    private PictureDensity(String name, Picture picture, Ink ink) {
        this.name = name;
        contentHash = ContentHash.of(picture);
        width = picture.width();
        height = picture.height();
        side = ink.side();
        columns = ink.columns();
        cells = inked(ink.amounts());
        sums = new long[cells.length];
        long sum = 0;
        for (int i = 0; i < cells.length; i++) {
            sum += ink.amounts()[cells[i]];
            sums[i] = sum;
        }
    }

    private static int[] inked(long[] amounts) {
        int[] inked = new int[amounts.length];
        int n = 0;
        for (int cell = 0; cell < amounts.length; cell++) {
            if (amounts[cell] > 0) {
                inked[n++] = cell;
            }
        }
        return Arrays.copyOf(inked, n);
    }

    /**
     * Points where a picture is dark.
     *
     * @param name see {@link PointSource#name()}
     * @throws DataException if every pixel is white or transparent
     */
    public static PictureDensity of(String name, Picture picture) throws DataException {
        PictureDensity density = new PictureDensity(name, picture, Ink.of(picture));
        if (density.cells.length == 0) {
            throw new DataException(
                    "%s must have a pixel that is neither white nor transparent: it has none of %d x %d"
                            .formatted(name, picture.width(), picture.height()));
        }
        return density;
    }

    /**
     * Points where the picture in a file is dark.
     *
     * @param name see {@link PointSource#name()}
     * @throws DataException if the file is no picture, or every pixel is white or transparent
     * @throws IOException if the file cannot be read
     */
    public static PictureDensity read(String name, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException("%s must be a picture file: it is a folder".formatted(file));
        }
        byte[] bytes = Files.readAllBytes(file);
        Picture picture;
        try {
            picture = PictureDecoder.decode(bytes);
        } catch (IOException e) {
            throw new DataException(
                    "%s must be a whole picture: %s".formatted(file, e.getMessage()), e);
        }
        return of(name, picture);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String contentHash() {
        return contentHash;
    }

    @Override
    public void draw(RandomGenerator random, float[] xy) {
        int n = Points.count("xy", xy, 0);
        double unit = 2 * EXTENT / Math.max(width, height); // per pixel
        for (int i = 0; i < n; i++) {
            int cell = cell(random);
            double right = within(cell % columns, width, random.nextDouble());
            double down = within(cell / columns, height, random.nextDouble());
            xy[2 * i] = (float) ((right - width / 2.0) * unit);
            xy[2 * i + 1] = (float) ((height / 2.0 - down) * unit);
        }
    }

    private int cell(RandomGenerator random) {
        long drop = random.nextLong(sums[sums.length - 1]);
        int found = Arrays.binarySearch(sums, drop + 1); // the sums rise strictly
        return cells[found < 0 ? -found - 1 : found];
    }

    /** The pixel coordinate at a fraction of a cell, which ends where the picture does. */
    private double within(int index, int pixels, double fraction) {
        int start = index * side;
        return start + fraction * Math.min(side, pixels - start);
    }

    @Override
    public double extent() {
        return EXTENT;
    }
}
