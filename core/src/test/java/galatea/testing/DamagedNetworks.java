package galatea.testing;

import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import java.io.IOException;
import java.nio.file.Path;

/** Networks of the style family with a fault in one unit. */
public final class DamagedNetworks {
    private DamagedNetworks() {}

    /**
     * Writes a copy of a network, without discriminator, in which the scale and shift of a unit's
     * style are exaggerated: where the style asks for the unit, blotches cover the picture.
     *
     * @param layer name of its layer
     * @param factor of the unit's style
     */
    public static Path write(Path network, Path file, String layer, int unit, float factor)
            throws IOException {
        NetworkFile source = NetworkFile.open(network);
        try (Generator generator = source.generator()) {
            for (Parameter parameter : generator.parameters().trained()) {
                if (parameter.name().startsWith(layer + "/StyleMod/")) {
                    exaggerate(parameter, unit, factor);
                }
            }
            NetworkFile.save(file, generator, null, source.lod(), source.provenance());
        }
        return file;
    }

    /** Rows {@code unit} (scale) and C + {@code unit} (shift) of a weight [2C, W] or bias [2C]. */
    private static void exaggerate(Parameter parameter, int unit, float factor) {
        float[] values = Ops.floats(parameter.tensor());
        int channels = (int) parameter.shape()[0] / 2;
        int length = values.length / (2 * channels);
        for (int i = 0; i < length; i++) {
            values[unit * length + i] *= factor;
            values[(channels + unit) * length + i] *= factor;
        }
        Ops.copyInto(parameter, values);
    }
}
