package galatea.segment;

import galatea.data.LabelClasses;
import galatea.data.ProgressListener;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.Scaling;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;

/** What a segmenter makes of pictures whose labels are known. */
public final class Evaluation {
    private static final int BATCH = 16;
    private static final int EXAMPLES = 24;
    private static final int PER_ROW = 4; // examples, of three pictures each
    private static final int LEAST_SIDE = 128; // pixels of an example, by enlarging
    private static final int GAP = 2;

    private Evaluation() {}

    /**
     * Labels all pictures.
     *
     * @param listener hears how many are done
     */
    public static ConfusionMatrix of(
            Segmenter segmenter, LabelledPictures pictures, ProgressListener listener)
            throws IOException {
        return of(segmenter, pictures, IntStream.range(0, pictures.size()).toArray(), listener);
    }

    /** Labels some pictures. */
    static ConfusionMatrix of(
            Segmenter segmenter,
            LabelledPictures pictures,
            int[] indices,
            ProgressListener listener)
            throws IOException {
        ConfusionMatrix matrix = new ConfusionMatrix(pictures.classes(), segmenter.classes());
        for (int from = 0; from < indices.length; from += BATCH) {
            int to = Math.min(indices.length, from + BATCH);
            LabelledBatch batch = pictures.batch(Arrays.copyOfRange(indices, from, to));
            matrix.add(batch.labels(), labels(segmenter, batch));
            listener.progress(to, indices.length);
        }
        return matrix;
    }

    /** Labels of the first map: [N, R, R]. */
    private static byte[] labels(Segmenter segmenter, LabelledBatch batch) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            byte[] maps = segmenter.labels(batch.images()); // [N, maps, R, R]
            int area = batch.resolution() * batch.resolution();
            byte[] first = new byte[batch.size() * area];
            for (int n = 0; n < batch.size(); n++) {
                System.arraycopy(maps, n * segmenter.maps() * area, first, n * area, area);
            }
            return first;
        }
    }

    /** The first of some pictures, each with its label map and what a segmenter makes of it. */
    static Picture examples(Segmenter segmenter, LabelledPictures pictures, int[] indices)
            throws IOException {
        int[] shown = Arrays.copyOf(indices, Math.min(EXAMPLES, indices.length));
        LabelledBatch batch = pictures.batch(shown);
        byte[] given = labels(segmenter, batch);
        List<Picture> tiles = new ArrayList<>();
        for (int n = 0; n < shown.length; n++) {
            tiles.add(picture(batch, n));
            tiles.add(map(batch.labels(), n, batch.resolution(), pictures.classes()));
            tiles.add(map(given, n, batch.resolution(), segmenter.classes()));
        }
        int factor = Math.max(1, LEAST_SIDE / batch.resolution());
        List<Picture> large = tiles.stream().map(t -> Scaling.enlarge(t, factor)).toList();
        int columns = 3 * Math.min(PER_ROW, shown.length);
        return new ImageGrid(columns, GAP, 0xffffff).arrange(large);
    }

    private static Picture picture(LabelledBatch batch, int n) {
        int area = batch.resolution() * batch.resolution();
        Picture picture = Picture.blank(batch.resolution(), batch.resolution(), batch.channels());
        for (int i = 0; i < picture.pixels().length; i++) {
            int plane = n * batch.channels() + i % batch.channels();
            picture.pixels()[i] = batch.pixels()[plane * area + i / batch.channels()];
        }
        return picture;
    }

    private static Picture map(byte[] labels, int n, int side, LabelClasses classes) {
        Picture picture = Picture.blank(side, side, 3);
        for (int i = 0; i < side * side; i++) {
            int rgb = classes.colours().get(labels[n * side * side + i] & 0xff);
            picture.pixels()[3 * i] = (byte) (rgb >> 16);
            picture.pixels()[3 * i + 1] = (byte) (rgb >> 8);
            picture.pixels()[3 * i + 2] = (byte) rgb;
        }
        return picture;
    }
}
