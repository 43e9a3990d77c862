package galatea.cli;

import galatea.data.ImageSource;
import galatea.image.Picture;
import galatea.train.TrainingPreset;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a glance at pictures tells, before all of them are decoded.
 *
 * @param source as the user named it, files as absolute paths
 * @param pictures how many there are
 * @param side shorter side of the first readable picture in pixels
 * @param channels 1 if it is gray, else 3
 * @param classes how many there are, 0 for none
 */
record FirstLook(String source, int pictures, int side, int channels, int classes) {

    /** Opens a source and decodes its first readable picture. */
    static FirstLook at(String data) throws IOException {
        String source = absolute(data);
        try (ImageSource images = ImageSource.open(source)) {
            Picture first = firstReadable(images);
            return new FirstLook(
                    source,
                    images.size(),
                    Math.min(first.width(), first.height()),
                    first.channels() == 1 ? 1 : 3,
                    images.classes().size());
        }
    }

    private static Picture firstReadable(ImageSource images) throws IOException {
        @Nullable IOException reason = null;
        for (int i = 0; i < images.size(); i++) {
            try {
                return images.picture(i);
            } catch (IOException e) {
                reason = e;
            }
        }
        throw new IOException(
                "no picture in the data can be read"
                        + (reason == null ? "" : ": " + reason.getMessage()),
                reason);
    }

    /** Absolute, if it names a file or a part of one, so that a run can be resumed anywhere. */
    static String absolute(String data) {
        for (int end = data.length(); end > 0; end = data.lastIndexOf(':', end - 1)) {
            Path file = new File(data.substring(0, end)).toPath();
            if (Files.exists(file)) {
                return file.toAbsolutePath().normalize() + data.substring(end);
            }
        }
        return data;
    }

    /** What this machine can train on such pictures. */
    TrainingPreset preset(int maxImages) {
        int processors = Runtime.getRuntime().availableProcessors();
        return TrainingPreset.choose(Math.min(pictures, maxImages), side, processors);
    }

    /** The pictures as a network asks for them; what is not given follows from data and machine. */
    DataChoice choice(NetworkChoice network, TrainingPreset preset, PictureOptions options) {
        Integer resolution = network.resolution();
        Integer colours = network.channels();
        return new DataChoice(
                source,
                resolution == null ? preset.resolution() : resolution,
                colours == null ? channels : colours,
                options.crop(),
                options.filter(),
                options.maxImages(),
                null,
                null);
    }
}
