package galatea.model;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What every network asks of its inputs; each check throws an IllegalArgumentException. */
public final class Inputs {
    private Inputs() {}

    /**
     * Requires a level of detail that the network has.
     *
     * @param lod in [0, log₂ R − 2], and 0 where the network does not grow
     */
    public static void requireLod(NetworkConfig config, double lod) {
        int most = config.growing() ? config.resolutionLog2() - 2 : 0;
        if (!(lod >= 0 && lod <= most)) {
            throw new IllegalArgumentException(
                    most == 0
                            ? "lod must be 0, the network does not grow: " + lod
                            : "lod must be in [0, %d]: %s".formatted(most, lod));
        }
    }

    /**
     * Requires latents of the network's length.
     *
     * @param z [N, latentSize]
     */
    public static void requireLatents(NetworkConfig config, Tensor z) {
        if (z.dim() != 2 || z.size(1) != config.latentSize()) {
            throw new IllegalArgumentException(
                    "z must have shape [N, %d]: %s"
                            .formatted(config.latentSize(), Arrays.toString(z.shape())));
        }
    }

    /**
     * Requires labels exactly where the network knows classes.
     *
     * @param labels one-hot [N, labelSize]; null exactly for an unconditional network
     */
    public static void requireLabels(NetworkConfig config, @Nullable Tensor labels) {
        if ((labels == null) != (config.labelSize() == 0)) {
            throw new IllegalArgumentException(
                    labels == null
                            ? "labels are needed: the network is conditional"
                            : "labels must be absent: the network is unconditional");
        }
        if (labels != null && (labels.dim() != 2 || labels.size(1) != config.labelSize())) {
            throw new IllegalArgumentException(
                    "labels must have shape [N, %d]: %s"
                            .formatted(config.labelSize(), Arrays.toString(labels.shape())));
        }
    }

    /**
     * Requires pictures at the resolution of a level of detail, in whole batches.
     *
     * @param images [parts · N, C, R', R'] with R' = R / 2^⌊lod⌋
     */
    public static void requireImages(NetworkConfig config, Tensor images, double lod, int parts) {
        long side = config.resolution() >> (int) lod;
        if (images.dim() != 4
                || images.size(1) != config.channels()
                || images.size(2) != side
                || images.size(3) != side) {
            throw new IllegalArgumentException(
                    "images must have shape [N, %d, %d, %d]: %s"
                            .formatted(
                                    config.channels(),
                                    side,
                                    side,
                                    Arrays.toString(images.shape())));
        }
        if (parts < 1 || images.size(0) % parts != 0) {
            throw new IllegalArgumentException(
                    "parts must divide the number of images %d: %d"
                            .formatted(images.size(0), parts));
        }
    }

    /** Requires a family that can be trained here. */
    public static void requireTrainable(NetworkConfig config) {
        if (!config.trainable()) {
            throw new IllegalArgumentException(
                    "family of the network must be style, progressive, dcgan or mlp to be trained: "
                            + config.family());
        }
    }

    /** Requires an edit that passes through a (leaky) ReLU: of value 0, or of alpha 1. */
    public static void requireFoldable(double alpha, double value) {
        if (value != 0 && alpha != 1) {
            throw new IllegalArgumentException(
                    "value must be 0 to be folded with alpha below 1: %s with alpha %s"
                            .formatted(value, alpha));
        }
    }

    /** Requires all that a discriminator asks: the level of detail, the pictures and labels. */
    public static void requireScored(
            NetworkConfig config, Tensor images, @Nullable Tensor labels, double lod, int parts) {
        requireLod(config, lod);
        requireImages(config, images, lod, parts);
        requireLabels(config, labels);
    }
}
