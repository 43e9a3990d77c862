package galatea.data;

import galatea.image.Picture;

/**
 * Scales by area: each new pixel is the mean of the old pixels it covers, weighted by the exact
 * share of their overlap. Colours are averaged premultiplied by alpha. Values are mixed as stored,
 * not in linear light, as image libraries do by default.
 */
final class AreaResize implements Resize {

    @Override
    public Picture apply(Picture picture, int width, int height) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        int channels = picture.channels();
        int row = width * channels;
        float[] wide = new float[picture.width() * channels];
        float[] narrow = new float[picture.height() * row];
        for (int y = 0; y < picture.height(); y++) {
            loadRow(picture, y, wide);
            average(wide, narrow, y * row, picture.width(), width, channels);
        }
        float[] scaled = new float[height * row];
        average(narrow, scaled, 0, picture.height(), height, row);
        return toPicture(scaled, width, height, channels);
    }

    /** Averages {@code [from, block]} to {@code [to, block]} at an offset. */
    private static void average(float[] in, float[] out, int offset, int from, int to, int block) {
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double start = i * scale;
            double end = Math.min(from, (i + 1) * scale);
            for (int j = (int) start; j < from && j < end; j++) {
                float share = (float) ((Math.min(end, j + 1) - Math.max(start, j)) / scale);
                add(in, j * block, out, offset + i * block, block, share);
            }
        }
    }

    private static void add(float[] in, int from, float[] out, int to, int count, float share) {
        for (int k = 0; k < count; k++) {
            out[to + k] += share * in[from + k];
        }
    }

    private static void loadRow(Picture picture, int y, float[] row) {
        int start = y * row.length;
        for (int i = 0; i < row.length; i++) {
            row[i] = picture.pixels()[start + i] & 0xff;
        }
        for (int i = 0; picture.channels() == 4 && i < row.length; i += 4) {
            scaleColour(row, i, row[i + 3] / 255f);
        }
    }

    private static Picture toPicture(float[] values, int width, int height, int channels) {
        Picture picture = Picture.blank(width, height, channels);
        for (int i = 0; channels == 4 && i < values.length; i += 4) {
            scaleColour(values, i, values[i + 3] > 0 ? 255f / values[i + 3] : 0);
        }
        for (int i = 0; i < values.length; i++) {
            picture.pixels()[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
        }
        return picture;
    }

    private static void scaleColour(float[] values, int at, float factor) {
        for (int c = 0; c < 3; c++) {
            values[at + c] *= factor;
        }
    }
}
