package galatea.cli;

import galatea.data.DecodingReport;
import galatea.data.LoadOptions;
import galatea.data.Preparation;
import galatea.data.ProgressListener;
import galatea.data.TrainingImages;
import galatea.format.AtomicFiles;
import galatea.format.FormatException;
import galatea.image.Scaling;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which pictures a run trains on and how they are prepared; kept with the run for its resumption.
 *
 * @param data source as the user named it, files as absolute paths
 * @param maxImages at most so many
 * @param contentHash of the pictures when the run was started; null if not known
 * @param threads of the engine when the run was started; null if not known
 */
record DataChoice(
        String data,
        int resolution,
        int channels,
        Preparation.Crop crop,
        Scaling.Filter filter,
        int maxImages,
        @Nullable String contentHash,
        @Nullable Integer threads) {
    private static final String FILE = "data.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** All pictures of a source, cropped in the middle. */
    static DataChoice of(String data, int resolution, int channels) {
        return new DataChoice(
                data,
                resolution,
                channels,
                Preparation.Crop.CENTER,
                Scaling.Filter.AREA,
                Integer.MAX_VALUE,
                null,
                null);
    }

    /** The same, remembering what exact resumption needs besides. */
    DataChoice withRun(@Nullable String hash, int engineThreads) {
        return new DataChoice(
                data, resolution, channels, crop, filter, maxImages, hash, engineThreads);
    }

    /**
     * Makes sure that a resumed run goes on with the pictures it was started with.
     *
     * @throws IOException if they have changed
     */
    void requireSame(@Nullable String hash) throws IOException {
        if (contentHash != null && !contentHash.equals(hash)) {
            throw new IOException(
                    data
                            + " has changed since the run was started, so it cannot be resumed"
                            + " exactly; restore it, or start a new run");
        }
    }

    /** Name of a run on it: that of the data, with the resolution of pictures. */
    String runName() {
        String last = Path.of(data.replace(':', '-')).getFileName().toString();
        String stem = last.replaceFirst("\\.(zip|gz|png)$", "");
        return resolution == 1 ? stem.replaceFirst("^toy-", "") : stem + resolution;
    }

    /** A run's choice. */
    static DataChoice load(RunDirectory directory) throws IOException {
        Path file = directory.file(FILE);
        try {
            return JSON.readValue(Files.readString(file), DataChoice.class);
        } catch (JacksonException e) {
            throw new FormatException(file.toString(), e.getOriginalMessage(), e);
        }
    }

    void save(RunDirectory directory) throws IOException {
        AtomicFiles.writeString(directory.file(FILE), JSON.writeValueAsString(this));
    }

    /** Opens the pictures, with a progress bar, and tells which files were left out. */
    TrainingImages openTelling(PrintWriter err) throws IOException {
        try (ProgressOfFiles progress = new ProgressOfFiles(err)) {
            TrainingImages images = open(progress::reach);
            progress.close();
            DecodingReport report = images.report();
            if (!report.problems().isEmpty()) {
                err.println("galatea: " + report.summary());
                report.problems().stream().limit(10).forEach(p -> err.println("  " + p));
            }
            return images;
        }
    }

    TrainingImages open(ProgressListener listener) throws IOException {
        Preparation preparation =
                Preparation.defaults(resolution, channels).withCrop(crop).withFilter(filter);
        LoadOptions options = LoadOptions.defaults().withMaxImages(maxImages);
        return TrainingImages.open(data, preparation, options, listener);
    }
}
