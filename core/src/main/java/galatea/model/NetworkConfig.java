package galatea.model;

/** What a generator and its discriminator are built from; a record per family. */
public interface NetworkConfig {
    /** Name of the family, such as {@code style}. */
    String family();

    /** Height and width of the pictures; 1 for points. */
    int resolution();

    /** 1 gray, 3 RGB, 4 RGBA; the coordinates of a point. */
    int channels();

    /** Length of a latent z. */
    int latentSize();

    /** Number of classes; 0 for an unconditional network. */
    int labelSize();

    /** Whether the network can be trained at lower resolutions first. */
    boolean growing();

    /** Whether networks of the family can be trained here, not only used. */
    default boolean trainable() {
        return true;
    }

    /** log₂ of the resolution. */
    default int resolutionLog2() {
        return Integer.numberOfTrailingZeros(resolution());
    }
}
