package galatea.dissect;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.NetworkConfig;
import galatea.model.NetworkFile;
import galatea.model.style.StyleConfig;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;

/**
 * Makes the ablation of units part of a network, which then needs no tap.
 *
 * <p>Styled features are x̂ · (1 + y_s) + y_b (equation 1 of arXiv 1812.04948, with scales stored
 * less 1): a unit whose style is the constant y_s = −1, y_b = 0 gives exactly 0.
 */
public final class Folding {
    private Folding() {}

    /**
     * Checks that a network can be changed so.
     *
     * @throws IllegalArgumentException if its layers have no styles
     */
    public static void requireFoldable(NetworkConfig config) {
        if (!(config instanceof StyleConfig style) || !style.switches().styles()) {
            throw new IllegalArgumentException(
                    "repair needs a network of the style family with styles: " + config.family());
        }
    }

    /**
     * Writes a copy of a network, discriminator included, in which units are always 0.
     *
     * @throws IllegalArgumentException as {@link #requireFoldable}
     */
    public static void write(NetworkFile network, Collection<Unit> units, Path file)
            throws IOException {
        try (Generator generator = network.generator();
                Discriminator discriminator =
                        network.hasDiscriminator() ? network.discriminator() : null) {
            zero(generator, units);
            NetworkFile.save(file, generator, discriminator, network.lod(), network.provenance());
        }
    }

    /** Changes a generator for good so that units are always 0. */
    public static void zero(Generator generator, Collection<Unit> units) {
        requireFoldable(generator.config());
        for (Unit unit : units) {
            String style = unit.layer().name() + "/StyleMod/";
            int channels = unit.layer().channels();
            int scale = unit.channel();
            int shift = channels + unit.channel();
            setRow(generator, style + "weight", scale, 0);
            setRow(generator, style + "weight", shift, 0);
            setRow(generator, style + "bias", scale, -1);
            setRow(generator, style + "bias", shift, 0);
        }
    }

    private static void setRow(Generator generator, String name, int row, float value) {
        Parameter parameter =
                generator.parameters().trained().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("Bug: no tensor " + name));
        float[] values = Ops.floats(parameter.tensor());
        int length = values.length / (int) parameter.shape()[0];
        Arrays.fill(values, row * length, (row + 1) * length, value);
        Ops.copyInto(parameter, values);
    }
}
