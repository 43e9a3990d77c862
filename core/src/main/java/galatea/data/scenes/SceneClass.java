package galatea.data.scenes;

/**
 * What a pixel of a scene shows.
 *
 * <p>The index of a class in a label map is its {@link #index()}. Every pixel has a class, so there
 * is no index for unlabelled pixels.
 */
public enum SceneClass {
    /** The sky, with the glow around the sun. */
    SKY(0, "sky", 0x9CCBF0),
    /** Clouds; only in the sky. */
    CLOUD(1, "cloud", 0xF4F4F8),
    /** The disk of the sun. */
    SUN(2, "sun", 0xFFC20E),
    /** Mountains with their snow. */
    MOUNTAIN(3, "mountain", 0x7A6F9B),
    /** Meadows with their flowers and the shadows on them. */
    GRASS(4, "grass", 0x8CC751),
    /** Trees, crown and trunk. */
    TREE(5, "tree", 0x1F6B3A),
    /** House walls, gables included. */
    WALL(6, "house wall", 0xF0D9A8),
    /** Roofs, chimneys included. */
    ROOF(7, "roof", 0xC23B2E),
    /** House doors. */
    DOOR(8, "door", 0x6B3A1E),
    /** Windows, frame and glass. */
    WINDOW(9, "window", 0xF28CD0),
    /** The path from a door to the lower edge. */
    PATH(10, "path", 0xB08D57),
    /** Sea, lakes and rivers. */
    WATER(11, "water", 0x1F5FBF);

    private final int index;
    private final String displayName;
    private final int color;

    SceneClass(int index, String displayName, int color) {
        this.index = index;
        this.displayName = displayName;
        this.color = color;
    }

    /** The value of this class in label maps. */
    public int index() {
        return index;
    }

    /** The name shown to people, such as {@code "house wall"}. */
    public String displayName() {
        return displayName;
    }

    /** The colour of this class in pictures of label maps, {@code 0xRRGGBB}. */
    public int color() {
        return color;
    }
}
