package galatea.data.scenes;

import java.util.Arrays;
import java.util.List;

/**
 * The endless set of built-in scenes: landscapes with houses, trees, mountains and water, varying
 * in number, size, colour and time of day, each with an exact label map.
 *
 * <p>The same arguments give the same bytes on every machine and Java version, and the same scene
 * at two resolutions is the same picture, finer or coarser.
 */
public final class Scenes {
    /** Rises whenever the same arguments give other bytes than before. */
    public static final int VERSION = 1;

    /** The smallest resolution a scene can be rendered at. */
    public static final int MIN_RESOLUTION = 8;

    /** The largest resolution a scene can be rendered at. */
    public static final int MAX_RESOLUTION = 2048;

    static final List<SceneClass> CLASSES = List.of(SceneClass.values());

    private Scenes() {}

    /**
     * Renders one scene.
     *
     * <p>The colour of a pixel is the mean over 4 x 4 samples; its label is the class that most of
     * these samples show, the front-most one in a tie.
     *
     * @param seed names the set
     * @param index number of the scene in the set, at least 0
     * @param resolution width and height in pixels, 8 to 2048
     */
    public static Scene render(long seed, int index, int resolution) {
        if (resolution < MIN_RESOLUTION || resolution > MAX_RESOLUTION) {
            throw new IllegalArgumentException(
                    "resolution must be in [%d, %d]: %d"
                            .formatted(MIN_RESOLUTION, MAX_RESOLUTION, resolution));
        }
        return new Rasterizer(ScenePainter.paint(describe(seed, index)), resolution).render();
    }

    /** The names of the classes, by label index. */
    public static List<String> classNames() {
        return CLASSES.stream().map(SceneClass::displayName).toList();
    }

    /** The colours of the classes in label maps, {@code 0xRRGGBB}, by label index. */
    public static int[] palette() {
        return Arrays.stream(SceneClass.values()).mapToInt(SceneClass::color).toArray();
    }

    static SceneDescription describe(long seed, int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index must be at least 0: " + index);
        }
        return SceneComposer.compose(SceneRandom.of(seed, index));
    }
}
