package galatea.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A data set that was written.
 *
 * @param file the zip
 * @param resolution pixels per side
 * @param channels 1, 3 or 4
 * @param classes the names of the picture classes; empty without
 * @param labelMaps whether every picture has a label map
 * @param decoding how many pictures were written, and which files were left out
 */
public record DatasetReport(
        Path file,
        int resolution,
        int channels,
        List<String> classes,
        boolean labelMaps,
        DecodingReport decoding) {

    /** Copies the list. */
    public DatasetReport {
        classes = List.copyOf(classes);
    }

    /** The number of pictures in the zip. */
    public int images() {
        return decoding.decoded();
    }
}
