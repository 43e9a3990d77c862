package galatea.model.imports;

import galatea.format.FormatException;
import galatea.model.style2.Architecture;
import galatea.model.style2.DiscriminatorPlan;
import galatea.model.style2.Style2Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The config of a StyleGAN2 from the shapes and settings of its modules. */
final class Style2Parts {
    private static final double PUBLISHED_CLAMP = 256;
    private static final int PUBLISHED_GROUP = 4;
    private static final int[] TAPS = {1, 3, 3, 1};
    private static final Pattern CONVOLUTION =
            Pattern.compile("(.*\\.)?(conv|conv0|conv1|torgb|fromrgb)");

    private final Modules g;
    private final Modules d;
    private final String file;

    /**
     * Of a network's modules.
     *
     * @param d without tensors if the file has no discriminator
     */
    Style2Parts(Modules g, Modules d) {
        this.g = g;
        this.d = d;
        file = g.tensors().file();
    }

    /**
     * The config.
     *
     * @throws FormatException for parts that this library does not have, and sizes out of range
     */
    Style2Config config() throws FormatException {
        requireStyle2();
        ForeignTensors t = g.tensors();
        int layers = t.count("mapping.fc%d.weight");
        if (layers == 0) {
            throw new FormatException(file, "must have the tensor mapping.fc0.weight: none");
        }
        boolean labels = t.has("mapping.embed.weight");
        int embedded = labels ? t.size("mapping.embed.weight", 2, 0) : 0;
        List<Integer> widths = widths();
        return config(
                t.size("synthesis.b4.torgb.bias", 1, 0),
                labels ? t.size("mapping.embed.weight", 2, 1) : 0,
                t.size("mapping.fc0.weight", 2, 1) - embedded,
                t.size("mapping.fc%d.bias".formatted(layers - 1), 1, 0),
                t.size("mapping.fc0.bias", 1, 0),
                layers,
                widths,
                discriminator(top(), widths));
    }

    /** Channels of the generator at 4×4, 8×8 … R×R. */
    private List<Integer> widths() throws FormatException {
        List<Integer> widths = new ArrayList<>();
        for (int r = 2; r <= top(); r++) {
            widths.add(g.tensors().size("synthesis.b%d.conv1.bias".formatted(1 << r), 1, 0));
        }
        return widths;
    }

    private Style2Config config(
            int channels,
            int labels,
            int latents,
            int wSize,
            int hidden,
            int layers,
            List<Integer> widths,
            DiscriminatorPlan plan)
            throws FormatException {
        int side = 1 << top();
        boolean noise = g.tensors().has("synthesis.b4.conv1.noise_strength");
        double clamp = clamp(g);
        try {
            return new Style2Config(
                    side, channels, labels, latents, wSize, hidden, layers, widths, noise, clamp,
                    plan);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private void requireStyle2() throws FormatException {
        if (g.tensors().has("synthesis.input.weight")) {
            throw new FormatException(
                    file,
                    "must be a StyleGAN2: the alias-free generators of StyleGAN3 are not read");
        }
        requireKnownParts(g);
        requireKnownParts(d);
        for (int r = 2; r <= top(); r++) {
            String block = "synthesis.b%d".formatted(1 << r);
            if (!g.tensors().has(block + ".torgb.weight")) {
                throw unsupported("architecture of the generator", "skip", block + " has no torgb");
            }
        }
    }

    private void requireKnownParts(Modules modules) throws FormatException {
        for (Map.Entry<String, Map<?, ?>> module : modules.settings().entrySet()) {
            Object activation = module.getValue().get("activation");
            if (activation instanceof String name && !List.of("lrelu", "linear").contains(name)) {
                throw unsupported("activation of " + module.getKey(), "lrelu", name);
            }
        }
        for (String name : modules.tensors().tensors().keySet()) {
            if (name.endsWith("resample_filter")) {
                requireFilter(name, modules.tensors().get(name, 2));
            }
        }
    }

    private void requireFilter(String name, Weights filter) throws FormatException {
        boolean known = filter.values().length == 16 && filter.shape()[0] == 4;
        for (int i = 0; known && i < 16; i++) {
            float expected = TAPS[i / 4] * TAPS[i % 4] / 64f;
            known = Math.abs(filter.values()[i] - expected) < 1e-6f;
        }
        if (!known) {
            throw unsupported(name, "of [1, 3, 3, 1]", "another filter");
        }
    }

    /** log₂ of the resolution. */
    private int top() throws FormatException {
        int top = 2;
        while (g.tensors().has("synthesis.b%d.conv0.weight".formatted(2 << top)) && top < 11) {
            top++;
        }
        if (!g.tensors().has("synthesis.b4.const") || top > 10) {
            throw new FormatException(
                    file, "must have blocks from synthesis.b4 to at most synthesis.b1024");
        }
        return top;
    }

    private DiscriminatorPlan discriminator(int top, List<Integer> generatorWidths)
            throws FormatException {
        ForeignTensors t = d.tensors();
        if (t.isEmpty()) {
            return plan(Architecture.RESIDUAL, generatorWidths, generatorWidths.get(0), 8);
        }
        List<Integer> widths = new ArrayList<>();
        for (int r = 3; r <= top; r++) {
            widths.add(t.size("b%d.conv1.bias".formatted(1 << r), 1, 0));
        }
        widths.add(t.size("b%d.fromrgb.bias".formatted(1 << top), 1, 0));
        if (top > 2 && t.has("b4.fromrgb.weight")) {
            throw unsupported("architecture of the discriminator", "resnet or orig", "skip");
        }
        boolean residual = t.has("b%d.skip.weight".formatted(1 << top));
        boolean labels = t.has("mapping.embed.weight");
        return plan(
                residual ? Architecture.RESIDUAL : Architecture.PLAIN,
                widths,
                labels ? t.size("b4.out.weight", 2, 0) : widths.get(0),
                labels ? t.count("mapping.fc%d.weight") : 8);
    }

    private DiscriminatorPlan plan(
            Architecture architecture, List<Integer> widths, int labelMapSize, int mappingLayers)
            throws FormatException {
        double channels = d.number("b4.mbstd", "num_channels", 1, 0);
        if (channels != 1) {
            throw unsupported("num_channels of b4.mbstd", "1", String.valueOf(channels));
        }
        int group = (int) d.number("b4.mbstd", "group_size", PUBLISHED_GROUP, 0);
        try {
            return new DiscriminatorPlan(
                    architecture, widths, labelMapSize, mappingLayers, group, clamp(d));
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** The bound of all convolutions of a network. */
    private double clamp(Modules modules) throws FormatException {
        double clamp = Double.NaN;
        for (String path : modules.settings().keySet()) {
            if (CONVOLUTION.matcher(path).matches()) {
                double own = modules.number(path, "conv_clamp", PUBLISHED_CLAMP, 0);
                if (own != clamp && !Double.isNaN(clamp)) {
                    throw unsupported(path + ".conv_clamp", "that of the others", "" + own);
                }
                clamp = own;
            }
        }
        return Double.isNaN(clamp) ? PUBLISHED_CLAMP : clamp;
    }

    private FormatException unsupported(String name, String rule, String value) {
        return new FormatException(file, "%s must be %s: %s".formatted(name, rule, value));
    }
}
