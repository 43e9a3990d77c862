package galatea.model.imports;

import galatea.format.FormatException;
import galatea.format.pickle.PickledObject;
import galatea.model.Source;
import galatea.model.style2.Style2Config;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StyleGAN2 as NVlabs/stylegan2-ada-pytorch and, in its stylegan2 configuration, NVlabs/stylegan3
 * keep it: a pickled dictionary with the modules G, D and G_ema, one such module alone, or a bare
 * state dictionary of a generator. A state dictionary does not tell the bound of the features: it
 * is taken to be 256, that of the published networks.
 *
 * <p>Weights are [out, in, k, k]; those of upsampling convolutions are of the transposed
 * convolution, which this library keeps as [in, out, 3, 3].
 */
final class Style2Ada implements ForeignLayout {
    private static final double MAPPING_LRMUL = 0.01;

    @Override
    public String name() {
        return "StyleGAN2-ADA (PyTorch .pkl)";
    }

    @Override
    public boolean matches(@Nullable Object root) {
        return isGenerator(root)
                || (root instanceof Map<?, ?> map
                        && (isGenerator(map.get("G_ema")) || isGenerator(map.get("G"))));
    }

    /** Of StyleGAN3 too, so that it is called by its name. */
    private static boolean isGenerator(@Nullable Object node) {
        if (node instanceof PickledObject module) {
            Map<?, ?> parts = Roots.under(module.fields(), "_modules");
            return parts.containsKey("mapping") && parts.containsKey("synthesis");
        }
        return node instanceof Map<?, ?> state
                && (state.containsKey("synthesis.b4.const")
                        || state.containsKey("synthesis.input.weight"));
    }

    @Override
    public ForeignNetwork read(String file, @Nullable Object root, ImportOptions options)
            throws FormatException {
        Modules g = Modules.of(file, generator(root, options.averaged()));
        Modules d = Modules.of(file, root instanceof Map<?, ?> map ? map.get("D") : null);
        Style2Config config = new Style2Parts(g, d).config();
        return new ForeignNetwork(
                Source.untruncated(name()),
                config,
                generator(g, config),
                d.tensors().isEmpty() ? Map.of() : discriminator(d, config),
                0,
                g.tensors().has("mapping.w_avg"));
    }

    private static @Nullable Object generator(@Nullable Object root, boolean averaged) {
        if (isGenerator(root) || !(root instanceof Map<?, ?> map)) {
            return root;
        }
        Object wanted = map.get(averaged ? "G_ema" : "G");
        return isGenerator(wanted) ? wanted : map.get(averaged ? "G" : "G_ema");
    }

    private static Map<String, Weights> generator(Modules modules, Style2Config config)
            throws FormatException {
        ForeignTensors g = modules.tensors();
        Map<String, Weights> to = new LinkedHashMap<>();
        mapping(modules, to);
        to.put("dlatent_avg", average(g, config.wSize()));
        Weights constant = g.get("synthesis.b4.const", 3); // [C, 4, 4]
        to.put("4x4/Const/const", constant.as(1, constant.shape()[0], 4, 4));
        for (int r = 2; r <= config.resolutionLog2(); r++) {
            String from = "synthesis.b%d.".formatted(1 << r);
            String block = StyleParts.block(r);
            if (r > 2) {
                layer(g, from + "conv0", block + "/Conv0_up", 2 * r - 5, to);
                to.computeIfPresent(
                        block + "/Conv0_up/weight", (name, w) -> w.permuted(1, 0, 2, 3));
            }
            layer(g, from + "conv1", block + "/Conv1", 2 * r - 4, to);
            styled(g, from + "torgb", block + "/ToRGB", to);
        }
        return to;
    }

    private static Weights average(ForeignTensors g, int wSize) throws FormatException {
        return g.has("mapping.w_avg")
                ? g.get("mapping.w_avg", 1)
                : Weights.of(new float[wSize]); // to be estimated
    }

    /** Of a generator or of the classes of a discriminator. */
    private static void mapping(Modules modules, Map<String, Weights> to) throws FormatException {
        ForeignTensors from = modules.tensors();
        if (from.has("mapping.embed.weight")) {
            dense(from, "mapping.embed", "LabelEmbed", to);
        }
        for (int i = 0; from.has("mapping.fc%d.weight".formatted(i)); i++) {
            String layer = "mapping.fc" + i;
            dense(from, layer, "Dense" + i, to);
            double lrmul = modules.number(layer, "bias_gain", MAPPING_LRMUL, MAPPING_LRMUL);
            if (lrmul != MAPPING_LRMUL) {
                to.computeIfPresent(
                        "Dense%d/weight".formatted(i), (n, w) -> w.times(lrmul / MAPPING_LRMUL));
                to.computeIfPresent(
                        "Dense%d/bias".formatted(i), (n, w) -> w.times(lrmul / MAPPING_LRMUL));
            }
        }
    }

    /** A convolution that noise and a leaky ReLU follow; number counts them. */
    private static void layer(
            ForeignTensors g, String from, String name, int number, Map<String, Weights> to)
            throws FormatException {
        styled(g, from, name, to);
        if (g.has(from + ".noise_strength")) {
            to.put(name + "/Noise/weight", g.get(from + ".noise_strength", 0).as(1));
            Weights noise = g.get(from + ".noise_const", 2); // [R, R]
            to.put("noise" + number, noise.as(1, 1, noise.shape()[0], noise.shape()[1]));
        }
    }

    private static void styled(ForeignTensors g, String from, String name, Map<String, Weights> to)
            throws FormatException {
        conv(g, from, name, to);
        dense(g, from + ".affine", name + "/StyleMod", to);
    }

    private static void conv(ForeignTensors all, String from, String name, Map<String, Weights> to)
            throws FormatException {
        to.put(name + "/weight", all.get(from + ".weight", 4));
        to.put(name + "/bias", all.get(from + ".bias", 1));
    }

    private static void dense(ForeignTensors all, String from, String name, Map<String, Weights> to)
            throws FormatException {
        to.put(name + "/weight", all.get(from + ".weight", 2));
        to.put(name + "/bias", all.get(from + ".bias", 1));
    }

    private static Map<String, Weights> discriminator(Modules modules, Style2Config config)
            throws FormatException {
        ForeignTensors d = modules.tensors();
        Map<String, Weights> to = new LinkedHashMap<>();
        int top = config.resolutionLog2();
        conv(d, "b%d.fromrgb".formatted(1 << top), "FromRGB", to);
        for (int r = top; r >= 3; r--) {
            String from = "b%d.".formatted(1 << r);
            String block = StyleParts.block(r);
            conv(d, from + "conv0", block + "/Conv0", to);
            conv(d, from + "conv1", block + "/Conv1_down", to);
            if (d.has(from + "skip.weight")) {
                to.put(block + "/Skip/weight", d.get(from + "skip.weight", 4));
            }
        }
        conv(d, "b4.conv", "4x4/Conv", to);
        dense(d, "b4.fc", "4x4/Dense0", to);
        dense(d, "b4.out", "4x4/Dense1", to);
        mapping(modules, to);
        return to;
    }
}
