package galatea.cli;

import galatea.data.LoadOptions;
import galatea.data.Preparation;
import galatea.data.ProgressListener;
import galatea.data.TrainingImages;
import galatea.format.AtomicFiles;
import galatea.format.FormatException;
import galatea.image.Scaling;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which pictures a run trains on and how they are prepared; kept with the run for its resumption.
 *
 * @param data source as the user named it, files as absolute paths
 * @param maxImages at most so many
 */
record DataChoice(
        String data,
        int resolution,
        int channels,
        Preparation.Crop crop,
        Scaling.Filter filter,
        int maxImages) {
    private static final String FILE = "data.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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

    TrainingImages open(ProgressListener listener) throws IOException {
        Preparation preparation =
                Preparation.defaults(resolution, channels).withCrop(crop).withFilter(filter);
        LoadOptions options = LoadOptions.defaults().withMaxImages(maxImages);
        return TrainingImages.open(data, preparation, options, listener);
    }
}
