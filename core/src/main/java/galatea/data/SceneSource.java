package galatea.data;

import galatea.data.scenes.Scenes;
import galatea.image.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The first scenes of a set of {@link Scenes}.
 *
 * @param size how many
 * @param seed names the set
 * @param resolution pixels per side
 */
record SceneSource(int size, long seed, int resolution) implements GeneratedSource, LabelledSource {
    static final String NAME = "scenes";
    private static final int DEFAULT_SIZE = 100_000;
    private static final int DEFAULT_RESOLUTION = 256;

    /** Parses {@code SIZE:SEED}, {@code SIZE} or nothing; the default seed is 0. */
    static SceneSource open(String argument) throws DataException {
        String[] parts = argument.split(":", -1);
        try {
            int size = argument.isEmpty() ? DEFAULT_SIZE : Integer.parseInt(parts[0]);
            long seed = parts.length < 2 ? 0 : Long.parseLong(parts[1]);
            if (size >= 1 && parts.length <= 2) {
                return new SceneSource(size, seed, DEFAULT_RESOLUTION);
            }
        } catch (NumberFormatException e) {
            throw malformed(argument, e);
        }
        throw malformed(argument, null);
    }

    private static DataException malformed(String argument, @Nullable Throwable cause) {
        return new DataException(
                "scenes must be followed by a count of at least 1 and a seed, or nothing: %s; write scenes:5000 or scenes:5000:1"
                        .formatted(argument),
                cause);
    }

    @Override
    public SceneSource atResolution(int wanted) {
        int nearest = Math.max(Scenes.MIN_RESOLUTION, Math.min(Scenes.MAX_RESOLUTION, wanted));
        return new SceneSource(size, seed, nearest);
    }

    @Override
    public String identity() {
        return NAME + " " + Scenes.VERSION + ":" + size + ":" + seed;
    }

    @Override
    public String name(int index) {
        return "%s#%d".formatted(NAME, index);
    }

    @Override
    public Picture picture(int index) {
        return Scenes.render(seed, index, resolution).image();
    }

    @Override
    public Picture labelMap(int index) {
        byte[] labels = Scenes.render(seed, index, resolution).labels();
        return new Picture(resolution, resolution, 1, labels);
    }

    @Override
    public LabelClasses labelClasses() {
        List<Integer> colours = Arrays.stream(Scenes.palette()).boxed().toList();
        return new LabelClasses(Scenes.classNames(), colours, -1);
    }

    @Override
    public OptionalInt label(int index) {
        return OptionalInt.empty();
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public String description() {
        return "%s: %d drawn pictures of seed %d, with label maps".formatted(NAME, size, seed);
    }
}
