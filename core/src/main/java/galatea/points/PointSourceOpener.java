package galatea.points;

import galatea.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which points a user's words name. */
final class PointSourceOpener {
    static final String PREFIX = "toy:";

    private static final List<PointSource> PRESETS = presets();

    private PointSourceOpener() {}

    private static List<PointSource> presets() {
        List<PointSource> presets = new ArrayList<>(Mixtures.presets());
        presets.add(new SwissRoll());
        return List.copyOf(presets);
    }

    /** See {@link PointSource#names()}. */
    static List<String> names() {
        return PRESETS.stream().map(PointSource::name).toList();
    }

    /** See {@link PointSource#open(String)}. */
    static PointSource open(String spec) throws IOException {
        if (!spec.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "points must be named %sNAME or %sFILE: %s".formatted(PREFIX, PREFIX, spec));
        }
        String name = spec.substring(PREFIX.length());
        for (PointSource preset : PRESETS) {
            if (preset.name().equals(name)) {
                return preset;
            }
        }
        Path file = existing(name);
        if (file != null) {
            return PictureDensity.read(name, file);
        }
        if (isPath(name)) {
            throw missing(name);
        }
        throw unknown(name);
    }

    private static @Nullable Path existing(String name) {
        try {
            return name.isEmpty() || !Files.exists(Path.of(name)) ? null : Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** No data set has such letters in its name. */
    private static boolean isPath(String name) {
        return name.matches("(?s).*[./\\\\].*");
    }

    private static DataException missing(String name) {
        return new DataException(
                "no such picture: %s; check the path, or name one of %s".formatted(name, names()));
    }

    private static IllegalArgumentException unknown(String name) {
        String nearest = Spelling.nearest(name, names());
        String hint = nearest == null ? "" : "; did you mean %s%s?".formatted(PREFIX, nearest);
        return new IllegalArgumentException(
                "%sNAME must be one of %s or a picture file: %s%s%s"
                        .formatted(PREFIX, names(), PREFIX, name, hint));
    }
}
