package galatea.data;

/**
 * Training images that are shown together.
 *
 * @param position how many images the sampler had shown before
 * @param size the number of images N
 * @param channels C
 * @param resolution H = W, in pixels
 * @param pixels {@code [N, C, H, W]} uint8; not copied
 * @param labels {@code [N]}, class indices or -1; not copied
 */
public record Batch(
        long position, int size, int channels, int resolution, byte[] pixels, int[] labels) {

    /** Checks the lengths. */
    public Batch {
        long expected = (long) size * channels * resolution * resolution;
        if (pixels.length != expected) {
            throw new IllegalArgumentException(
                    "pixels must have N x C x H x W = %d bytes: %d"
                            .formatted(expected, pixels.length));
        }
        if (labels.length != size) {
            throw new IllegalArgumentException(
                    "labels must have one label per image, %d: %d".formatted(size, labels.length));
        }
    }
}
