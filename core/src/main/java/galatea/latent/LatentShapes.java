package galatea.latent;

import galatea.format.NpyArray;
import galatea.model.Generator;
import galatea.model.StyledGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sizes of a network's latents.
 *
 * @param latentSize length of z
 * @param numWs layers with a w of their own; 0 for a network without styles
 * @param wSize length of w; 0 for a network without styles
 */
record LatentShapes(int latentSize, int numWs, int wSize) {

    static LatentShapes of(Generator generator) {
        int latentSize = generator.config().latentSize();
        return generator instanceof StyledGenerator style
                ? new LatentShapes(latentSize, style.numWs(), style.wSize())
                : new LatentShapes(latentSize, 0, 0);
    }

    /** Requires a latent of this network. */
    void require(Latent latent) {
        int expected = size(latent.space());
        if (latent.values().length != expected) {
            throw new IllegalArgumentException(
                    "latent must have %d values in space %s: %d"
                            .formatted(expected, latent.space(), latent.values().length));
        }
    }

    /**
     * The latents of an array; the noise seed of each is its row.
     *
     * @param array z [N, latentSize] or, with styles, ws [N, numWs, wSize]
     */
    List<Latent> latents(NpyArray array) {
        long[] shape = array.shape();
        Space space = shape.length == 3 ? Space.W : Space.Z;
        if (shape.length < 2 || !fits(space, shape)) {
            throw new IllegalArgumentException(
                    "latents must have shape %s: %s".formatted(expected(), Arrays.toString(shape)));
        }
        float[] values = array.floats();
        int size = size(space);
        List<Latent> latents = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            float[] row = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            latents.add(new Latent(space, row, i));
        }
        return latents;
    }

    private int size(Space space) {
        return space == Space.W ? numWs * wSize : latentSize;
    }

    private boolean fits(Space space, long[] shape) {
        return space == Space.Z
                ? shape.length == 2 && shape[1] == latentSize
                : numWs > 0 && shape[1] == numWs && shape[2] == wSize;
    }

    private String expected() {
        String z = "[N, %d]".formatted(latentSize);
        return numWs > 0 ? "%s or [N, %d, %d]".formatted(z, numWs, wSize) : z;
    }
}
