package galatea.data.scenes;

import static java.util.Objects.requireNonNull;

import galatea.image.Picture;

/**
 * A picture and what each of its pixels shows.
 *
 * @param image the RGB picture
 * @param labels {@code [height, width]} row by row, one {@link SceneClass#index()} each; not copied
 */
public record Scene(Picture image, byte[] labels) {

    /** Checks the sizes against each other. */
    public Scene {
        requireNonNull(image, "image is null");
        requireNonNull(labels, "labels is null");
        if (labels.length != image.width() * image.height()) {
            throw new IllegalArgumentException(
                    "labels must have width x height = %d entries: %d"
                            .formatted(image.width() * image.height(), labels.length));
        }
    }

    /** The class of one pixel. */
    public SceneClass classAt(int x, int y) {
        return Scenes.CLASSES.get(labels[y * image.width() + x]);
    }

    /** The label map in the colours of {@link SceneClass#color()}, for people to look at. */
    public Picture labelPicture() {
        byte[] pixels = new byte[labels.length * 3]; // [H, W, 3]
        for (int i = 0; i < labels.length; i++) {
            Colors.store(Scenes.CLASSES.get(labels[i]).color(), pixels, 3 * i);
        }
        return new Picture(image.width(), image.height(), 3, pixels);
    }
}
