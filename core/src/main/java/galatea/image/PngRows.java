package galatea.image;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Filters and compresses the rows of a PNG image. */
final class PngRows {

    private static final int LEVEL = 6;
    private static final int FILTERS = 5;

    private PngRows() {}

    /**
     * Compresses rows, each with the filter whose residuals are smallest in sum.
     *
     * @param pixels {@code [height, rowBytes]}
     * @param pixelBytes distance to the pixel at the left
     */
    static byte[] filteredAndCompressed(byte[] pixels, int rowBytes, int pixelBytes) {
        int rows = pixels.length / rowBytes;
        byte[] filtered = new byte[rows * (rowBytes + 1)];
        byte[][] candidates = new byte[FILTERS][rowBytes];
        for (int row = 0; row < rows; row++) {
            int best = 0;
            long bestCost = Long.MAX_VALUE;
            for (int filter = 0; filter < FILTERS; filter++) {
                long cost = filter(filter, pixels, row, pixelBytes, candidates[filter]);
                if (cost < bestCost) {
                    best = filter;
                    bestCost = cost;
                }
            }
            int start = row * (rowBytes + 1);
            filtered[start] = (byte) best;
            System.arraycopy(candidates[best], 0, filtered, start + 1, rowBytes);
        }
        return compressed(filtered);
    }

    /** Compresses rows without a filter, which serves palette indices best. */
    static byte[] compressedOnly(byte[] pixels, int rowBytes) {
        int rows = pixels.length / rowBytes;
        byte[] unfiltered = new byte[rows * (rowBytes + 1)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    pixels, row * rowBytes, unfiltered, row * (rowBytes + 1) + 1, rowBytes);
        }
        return compressed(unfiltered);
    }

    /** Fills {@code out} with the residuals of a row and returns the sum of their magnitudes. */
    private static long filter(int filter, byte[] pixels, int row, int pixelBytes, byte[] out) {
        int start = row * out.length;
        long cost = 0;
        for (int i = 0; i < out.length; i++) {
            int left = i < pixelBytes ? 0 : pixels[start + i - pixelBytes] & 0xff;
            int above = row == 0 ? 0 : pixels[start + i - out.length] & 0xff;
            int corner =
                    row == 0 || i < pixelBytes
                            ? 0
                            : pixels[start + i - out.length - pixelBytes] & 0xff;
            byte residual = (byte) (pixels[start + i] - predict(filter, left, above, corner));
            out[i] = residual;
            cost += Math.abs(residual);
        }
        return cost;
    }

    private static int predict(int filter, int left, int above, int corner) {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, corner);
        };
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    private static byte[] compressed(byte[] bytes) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
            byte[] buffer = new byte[1 << 14];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
