package galatea.data;

import static java.util.Objects.requireNonNull;

import galatea.format.AtomicFiles;
import galatea.image.Picture;
import galatea.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes data set zips in NVIDIA's layout: stored entries {@code 00000/img00000000.png}, a thousand
 * per folder, and {@code dataset.json}. A {@link LabelledSource} also gets its label maps, as 8-bit
 * indexed PNG under {@code labels/}, and {@code classes.json}.
 */
public final class DatasetWriter {
    private final ImageSource source;
    private final DatasetOptions options;
    private final Preparation preparation;
    private final @Nullable LabelledSource labelled;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private int written;

    private DatasetWriter(ImageSource source, DatasetOptions options) throws IOException {
        this.options = options;
        Integer resolution = options.resolution();
        int side = resolution == null ? commonSide(source) : resolution;
        Preparation wanted = options.preparation(side);
        preparation = resolution == null ? wanted.withMinimumSide(1) : wanted;
        this.source = source.atResolution(side);
        labelled = this.source instanceof LabelledSource pairs ? pairs : null;
    }

    /** One picture ready to be stored, or why there is none. */
    private record Encoded(
            byte @Nullable [] png, byte @Nullable [] labelMap, @Nullable Problem problem) {}

    /**
     * Opens the source that the options name and writes it.
     *
     * @see #write(ImageSource, DatasetOptions, ProgressListener)
     */
    public static DatasetReport write(DatasetOptions options, ProgressListener progress)
            throws IOException {
        checkDest(options);
        SourceOptions opening = SourceOptions.defaults().withPadIdx(options.padIdx());
        try (ImageSource source = ImageSource.open(options.source(), opening)) {
            return write(source, options, progress);
        }
    }

    /**
     * Writes a source; the file is complete or as it was before.
     *
     * <p>Files that cannot be used are left out and named in the report.
     *
     * @throws DataException if the file exists and may not be replaced, if no usable picture is
     *     left, or if the pictures shall keep their sizes and these differ
     * @throws IllegalArgumentException if the source is endless and the options set no maximum
     */
    public static DatasetReport write(
            ImageSource source, DatasetOptions options, ProgressListener progress)
            throws IOException {
        checkDest(options);
        int count = ImageSet.count(source, options.maxImages());
        return new DatasetWriter(source, options).run(count, progress);
    }

    private static void checkDest(DatasetOptions options) throws DataException {
        if (Files.isDirectory(options.dest())) {
            throw new DataException(
                    "dest must be a file: %s is a folder; name a .zip".formatted(options.dest()));
        }
        if (Files.exists(options.dest()) && !options.overwrite()) {
            throw new DataException(
                    "dest must not exist: %s; name another file or allow overwriting"
                            .formatted(options.dest()));
        }
    }

    /** The side of the first readable picture, which the others must have too. */
    private static int commonSide(ImageSource source) throws DataException {
        for (int i = 0; i < source.size(); i++) {
            Picture picture = readable(source, i);
            if (picture != null) {
                int side = picture.width();
                requireSide(
                        picture.height() == side && DatasetOptions.isValid(side),
                        "a square of a power of two",
                        source.name(i),
                        picture);
                return side;
            }
        }
        throw new DataException(
                "no readable picture in %s: name another source".formatted(source.description()));
    }

    /** A picture; null if it is broken, which the run itself will report. */
    private static @Nullable Picture readable(ImageSource source, int index) {
        try {
            return source.picture(index);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static void requireSide(boolean holds, String rule, String name, Picture picture)
            throws DataException {
        if (!holds) {
            throw new DataException(
                    "without a resolution every picture must be %s: %s is %d x %d; give a resolution"
                            .formatted(rule, name, picture.width(), picture.height()));
        }
    }

    private DatasetReport run(int count, ProgressListener progress) throws IOException {
        Path dest = options.dest().toAbsolutePath();
        Files.createDirectories(requireNonNull(dest.getParent(), "dest has no folder"));
        AtomicFiles.write(dest, out -> fill(new DatasetZip(out), count, progress));
        return new DatasetReport(
                options.dest(),
                preparation.resolution(),
                preparation.channels(),
                source.classes(),
                labelled != null,
                new DecodingReport(written, problems));
    }

    private void fill(DatasetZip zip, int count, ProgressListener progress) throws IOException {
        OrderedWork.<Encoded>forEach(
                count,
                OrderedWork.defaultThreads(),
                i -> encode(ImageSet.spread(i, count, source)),
                (i, encoded) -> {
                    store(zip, ImageSet.spread(i, count, source), encoded);
                    progress.progress(i + 1, count);
                });
        problems.addAll(source.skipped());
        ImageSet.requireAny(source, new DecodingReport(written, problems), preparation);
        addTables(zip);
        zip.finish();
    }

    private Encoded encode(int index) throws IOException {
        String name = source.name(index);
        Picture picture;
        try {
            picture = source.picture(index);
        } catch (IOException | RuntimeException e) {
            return new Encoded(null, null, ImageSet.broken(name, e));
        }
        if (options.resolution() == null) {
            int side = preparation.resolution();
            boolean holds = picture.width() == side && picture.height() == side;
            requireSide(holds, "%1$d x %1$d, as the first".formatted(side), name, picture);
        }
        return preparation.isTooSmall(picture)
                ? new Encoded(null, null, ImageSet.tooSmall(name, picture, preparation))
                : encode(index, picture);
    }

    private Encoded encode(int index, Picture picture) {
        byte[] labelMap = null;
        if (labelled != null) {
            try {
                labelMap = labelMap(labelled, index, picture);
            } catch (IOException e) {
                return new Encoded(null, null, ImageSet.broken(source.name(index), e));
            }
        }
        return new Encoded(Png.encode(preparation.square(picture)), labelMap, null);
    }

    private byte[] labelMap(LabelledSource pairs, int index, Picture picture) throws IOException {
        Picture map = pairs.labelMap(index);
        if (map.width() != picture.width() || map.height() != picture.height()) {
            throw new DataException(
                    "its label map must have its size, %d x %d: %d x %d"
                            .formatted(
                                    picture.width(), picture.height(), map.width(), map.height()));
        }
        LabelClasses classes = pairs.labelClasses();
        Picture square = preparation.squareLabels(map, Math.max(0, classes.unlabelled()));
        return classes.encode(square);
    }

    private void store(DatasetZip zip, int index, Encoded encoded) throws IOException {
        byte[] png = encoded.png();
        if (png == null) {
            problems.add(requireNonNull(encoded.problem()));
            return;
        }
        String number = String.format(Locale.ROOT, "%08d", written++);
        String name = number.substring(0, 5) + "/img" + number + ".png";
        zip.add(name, png);
        byte[] labelMap = encoded.labelMap();
        if (labelMap != null) {
            zip.add(Layout.LABELS + name, labelMap);
        }
        source.label(index).ifPresent(label -> labels.put(name, label));
    }

    private void addTables(DatasetZip zip) throws IOException {
        zip.add(Layout.DATASET_JSON, DatasetJson.format(labels, source.classes()));
        if (labelled != null) {
            zip.add(Layout.CLASSES_JSON, ClassesJson.format(labelled.labelClasses()));
        }
    }
}
