package galatea.model.imports;

import galatea.format.FormatException;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleSwitches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StyleGAN as rosinality/style-based-gan-pytorch keeps it: a training checkpoint, or the averaged
 * generator alone. Every file has all blocks up to 1024×1024.
 *
 * <p>Its network differs from the official one: the bias comes before the blur, the instance norm
 * has ε = 1e-5, gains are √2 everywhere, the style's scale starts at 1 rather than being added to
 * 1, and the deviation is taken over the whole batch. Gains go into the weights here, the rest into
 * the config.
 */
final class RosinalityStyle implements ForeignLayout {
    private static final String MARK = "generator.progression.0.conv1.input";
    private static final double GAIN = Math.sqrt(2);
    private static final double MAPPING_LRMUL = 0.01;

    @Override
    public String name() {
        return "StyleGAN of rosinality (.model)";
    }

    @Override
    public boolean matches(@Nullable Object root) {
        return Roots.dictionary(root, "g_running", "generator").containsKey(MARK);
    }

    @Override
    public ForeignNetwork read(String file, @Nullable Object root, ImportOptions options)
            throws FormatException {
        String key = options.averaged() ? "g_running" : "generator";
        ForeignTensors g =
                ForeignTensors.ofState(file, Roots.dictionary(root, key, "g_running", "generator"));
        ForeignTensors d =
                ForeignTensors.ofState(file, Roots.under(Roots.dictionary(root), "discriminator"));
        int blocks = blocks(file, g, options);
        StyleConfig config = config(g, d, blocks);
        Map<String, Weights> to = new LinkedHashMap<>();
        to.put("dlatent_avg", Weights.of(new float[config.wSize()])); // to be estimated
        mapping(g, to);
        for (int b = 0; b < blocks; b++) {
            block(g, b, to);
            Weights colours = g.get("generator.to_rgb.%d.conv.weight_orig".formatted(b), 4);
            String rgb = "ToRGB_lod" + (blocks - 1 - b);
            to.put(rgb + "/weight", colours.times(GAIN));
            to.put(rgb + "/bias", g.get("generator.to_rgb.%d.conv.bias".formatted(b), 1));
        }
        return new ForeignNetwork(name(), config, to, discriminator(d, blocks), 0, false);
    }

    /** Blocks up to the resolution asked for, else up to the last whose noise was ever trained. */
    private static int blocks(String file, ForeignTensors g, ImportOptions options)
            throws FormatException {
        int there = g.count("generator.progression.%d.noise1.weight_orig");
        if (options.resolution() == null) {
            int trained = there;
            while (trained > 1 && isZero(noiseWeight(g, trained - 1, 1))) {
                trained--;
            }
            return trained == 1 ? there : trained;
        }
        int side = options.resolution();
        int blocks = Integer.numberOfTrailingZeros(side) - 1;
        if (Integer.bitCount(side) != 1 || blocks < 1 || blocks > there) {
            throw new IllegalArgumentException(
                    "resolution must be a power of two in [4, %d] for %s: %d"
                            .formatted(2 << there, file, side));
        }
        return blocks;
    }

    private static boolean isZero(Weights weights) {
        for (float value : weights.values()) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static StyleConfig config(ForeignTensors g, ForeignTensors d, int blocks)
            throws FormatException {
        List<Integer> widths = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            widths.add(noiseWeight(g, b, 1).values().length);
        }
        String hidden = "progression.8.conv2.0.conv.bias";
        widths.add(0, d.has(hidden) ? d.size(hidden, 1, 0) : widths.get(0));
        int layers = 0;
        while (g.has("style.%d.linear.weight_orig".formatted(2 * layers + 1))) {
            layers++;
        }
        return new StyleParts(
                        2 << blocks,
                        g.size("generator.to_rgb.0.conv.bias", 1, 0),
                        0,
                        g.size("style.1.linear.weight_orig", 2, 1),
                        g.size("style.%d.linear.bias".formatted(2 * layers - 1), 1, 0),
                        g.size("style.1.linear.bias", 1, 0),
                        layers,
                        widths)
                .config(
                        g.file(),
                        new StyleSwitches(true, true, false, true, true, true, true),
                        1e-5,
                        0);
    }

    private static void mapping(ForeignTensors g, Map<String, Weights> to) throws FormatException {
        for (int i = 0; g.has("style.%d.linear.weight_orig".formatted(2 * i + 1)); i++) {
            String from = "style.%d.linear.".formatted(2 * i + 1);
            Weights weight = g.get(from + "weight_orig", 2);
            to.put("Dense%d/weight".formatted(i), weight.times(1 / MAPPING_LRMUL));
            to.put("Dense%d/bias".formatted(i), g.get(from + "bias", 1).times(1 / MAPPING_LRMUL));
        }
    }

    private static void block(ForeignTensors g, int b, Map<String, Weights> to)
            throws FormatException {
        String from = "generator.progression.%d.".formatted(b);
        String side = StyleParts.block(b + 2);
        String first = b == 0 ? "4x4/Const" : side + "/Conv0_up";
        if (b == 0) {
            Weights constant = g.get(from + "conv1.input", 4);
            to.put("4x4/Const/const", constant);
            layer(g, b, 1, first, Weights.of(new float[(int) constant.shape()[1]]), to);
        } else if (g.has(from + "conv1.0.weight")) { // fused: [in, out, 3, 3]
            to.put(first + "/weight", g.get(from + "conv1.0.weight", 4).turned().times(0.25));
            layer(g, b, 1, first, g.get(from + "conv1.0.bias", 1), to);
        } else {
            Weights weight = g.get(from + "conv1.1.conv.weight_orig", 4); // [out, in, 3, 3]
            to.put(first + "/weight", weight.permuted(1, 0, 2, 3));
            layer(g, b, 1, first, g.get(from + "conv1.1.conv.bias", 1), to);
        }
        String second = side + (b == 0 ? "/Conv" : "/Conv1");
        to.put(second + "/weight", g.get(from + "conv2.conv.weight_orig", 4));
        layer(g, b, 2, second, g.get(from + "conv2.conv.bias", 1), to);
    }

    /** What follows a convolution; the noise kept with the network comes later. */
    private static void layer(
            ForeignTensors g, int b, int number, String name, Weights bias, Map<String, Weights> to)
            throws FormatException {
        Weights noise = noiseWeight(g, b, number);
        int c = noise.values().length;
        to.put(name + "/bias", bias);
        to.put(name + "/Noise/weight", noise.times(Math.sqrt(2.0 / c)));
        String style = "generator.progression.%d.adain%d.style.linear.".formatted(b, number);
        to.put(name + "/StyleMod/weight", g.get(style + "weight_orig", 2).times(GAIN));
        Weights shift = g.get(style + "bias", 1);
        if (shift.values().length != 2 * c) {
            throw new FormatException(
                    g.file(), "%sbias must have %d values".formatted(style, 2 * c));
        }
        to.put(name + "/StyleMod/bias", shift.plus(-1, 0, c));
        int side = 4 << b;
        float[] stored = FixedNoise.of(b, side * side); // shared by both layers
        to.put("noise" + (2 * b + number - 1), new Weights(new long[] {1, 1, side, side}, stored));
    }

    private static Weights noiseWeight(ForeignTensors g, int b, int number) throws FormatException {
        String name = "generator.progression.%d.noise%d.weight_orig".formatted(b, number);
        Weights weight = g.get(name, 4); // [1, C, 1, 1]
        return weight.as(weight.values().length);
    }

    private static Map<String, Weights> discriminator(ForeignTensors d, int blocks)
            throws FormatException {
        Map<String, Weights> to = new LinkedHashMap<>();
        if (d.isEmpty()) {
            return to;
        }
        for (int lod = 0; lod < blocks; lod++) {
            int i = 9 - blocks + lod; // 0 is 1024×1024
            String side = StyleParts.block(blocks + 1 - lod);
            String from = "progression.%d.".formatted(i);
            boolean last = lod == blocks - 1;
            conv(d, "from_rgb.%d.0.conv.".formatted(i), "FromRGB_lod" + lod, to);
            conv(d, from + "conv1.0.conv.", side + (last ? "/Conv" : "/Conv0"), to);
            if (last) {
                conv(d, from + "conv2.0.conv.", "4x4/Dense0", to);
                to.computeIfPresent("4x4/Dense0/weight", (n, w) -> rows(w));
            } else {
                boolean fused = d.has(from + "conv2.1.weight");
                conv(d, from + (fused ? "conv2.1." : "conv2.1.conv."), side + "/Conv1_down", to);
            }
        }
        conv(d, "linear.linear.", "4x4/Dense1", to);
        to.computeIfPresent("4x4/Dense1/weight", (n, w) -> w.times(GAIN));
        return to;
    }

    /** [out, in, 4, 4] → [out, in · 16]. */
    private static Weights rows(Weights weight) {
        long out = Math.max(1, weight.shape()[0]);
        return weight.as(out, weight.values().length / out);
    }

    private static void conv(ForeignTensors d, String from, String name, Map<String, Weights> to)
            throws FormatException {
        boolean plain = d.has(from + "weight");
        to.put(name + "/weight", d.get(from + (plain ? "weight" : "weight_orig")));
        to.put(name + "/bias", d.get(from + "bias", 1));
    }
}
