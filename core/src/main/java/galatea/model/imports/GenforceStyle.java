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
 * StyleGAN as genforce/genforce keeps it: the official network with other names, weights as [out,
 * in, k, k], also turned where the official one is (see {@link OfficialStyle}).
 */
final class GenforceStyle implements ForeignLayout {
    private static final String MARK = "synthesis.layer0.apply_noise.weight";

    @Override
    public String name() {
        return "StyleGAN of genforce (.pth)";
    }

    @Override
    public boolean matches(@Nullable Object root) {
        Map<?, ?> models = Roots.dictionary(root, "models");
        return Roots.under(models, "generator_smooth").containsKey(MARK)
                || Roots.under(models, "generator").containsKey(MARK)
                || models.containsKey(MARK);
    }

    @Override
    public ForeignNetwork read(String file, @Nullable Object root, ImportOptions options)
            throws FormatException {
        Map<?, ?> models = Roots.dictionary(root, "models");
        String key = options.averaged() ? "generator_smooth" : "generator";
        Map<?, ?> state = Roots.dictionary(models, key, "generator");
        ForeignTensors g = ForeignTensors.ofState(file, state);
        ForeignTensors d = ForeignTensors.ofState(file, Roots.under(models, "discriminator"));
        int top = g.count("synthesis.output%d.weight") + 1;
        StyleConfig config = config(file, g, d, top);
        Map<String, Weights> generator = new LinkedHashMap<>();
        mapping(g, config, generator);
        synthesis(g, top, generator);
        double lod = g.has("synthesis.lod") ? g.get("synthesis.lod", 0).values()[0] : 0;
        return new ForeignNetwork(
                name(), config, generator, discriminator(d, top), lod, g.has("truncation.w_avg"));
    }

    private static StyleConfig config(String file, ForeignTensors g, ForeignTensors d, int top)
            throws FormatException {
        int mapping = g.count("mapping.dense%d.weight");
        if (mapping == 0 || top < 2 || top > 10) {
            throw new FormatException(file, "must have a mapping and 1 to 9 output layers");
        }
        List<Integer> widths = new ArrayList<>();
        for (int r = 2; r <= top; r++) {
            widths.add(g.size("synthesis.layer%d.bias".formatted(2 * r - 3), 1, 0));
        }
        String hidden = "layer%d.bias".formatted(2 * top - 3);
        widths.add(0, d.has(hidden) ? d.size(hidden, 1, 0) : widths.get(0));
        int labels = g.has("mapping.label_weight") ? g.size("mapping.label_weight", 2, 0) : 0;
        int inputs = g.size("mapping.dense0.weight", 2, 1);
        return new StyleParts(
                        1 << top,
                        g.size("synthesis.output0.bias", 1, 0),
                        labels,
                        labels == 0 ? inputs : inputs / 2,
                        g.size("mapping.dense%d.bias".formatted(mapping - 1), 1, 0),
                        g.size("mapping.dense0.bias", 1, 0),
                        mapping,
                        widths)
                .config(file, StyleSwitches.ALL_ON, 1e-8, 4);
    }

    private static void mapping(ForeignTensors g, StyleConfig config, Map<String, Weights> to)
            throws FormatException {
        for (int i = 0; i < config.mappingLayers(); i++) {
            to.put("Dense%d/weight".formatted(i), g.get("mapping.dense%d.weight".formatted(i), 2));
            to.put("Dense%d/bias".formatted(i), g.get("mapping.dense%d.bias".formatted(i), 1));
        }
        if (config.labelSize() > 0) {
            to.put("LabelConcat/weight", g.get("mapping.label_weight", 2));
        }
        if (g.has("truncation.w_avg")) {
            to.put("dlatent_avg", g.get("truncation.w_avg", 1));
        }
    }

    private static void synthesis(ForeignTensors g, int top, Map<String, Weights> to)
            throws FormatException {
        List<String> names = StyleParts.layerNames(top);
        for (int i = 0; i < names.size(); i++) {
            String from = "synthesis.layer%d.".formatted(i);
            String name = names.get(i);
            if (i == 0) {
                to.put("4x4/Const/const", g.get(from + "const", 4));
            } else {
                Weights weight = g.get(from + "weight", 4); // [out, in, 3, 3]
                boolean up = name.endsWith("_up");
                int r = i / 2 + 2;
                to.put(name + "/weight", up ? OfficialStyle.upsampling(weight, r) : weight);
            }
            to.put(name + "/bias", g.get(from + "bias", 1));
            to.put(name + "/Noise/weight", g.get(from + "apply_noise.weight", 1));
            to.put("noise" + i, g.get(from + "apply_noise.noise", 4));
            to.put(name + "/StyleMod/weight", g.get(from + "style.weight", 2));
            to.put(name + "/StyleMod/bias", g.get(from + "style.bias", 1));
        }
        for (int b = 0; b <= top - 2; b++) {
            String name = "ToRGB_lod" + (top - 2 - b);
            to.put(name + "/weight", g.get("synthesis.output%d.weight".formatted(b), 4));
            to.put(name + "/bias", g.get("synthesis.output%d.bias".formatted(b), 1));
        }
    }

    /** Layers from full resolution down, two per block; then the hidden layer and the score. */
    private static Map<String, Weights> discriminator(ForeignTensors d, int top)
            throws FormatException {
        Map<String, Weights> to = new LinkedHashMap<>();
        if (d.isEmpty()) {
            return to;
        }
        for (int r = top; r >= 2; r--) {
            int b = top - r;
            copy(d, "input%d".formatted(b), "FromRGB_lod%d".formatted(b), to);
            String block = StyleParts.block(r);
            copy(d, "layer%d".formatted(2 * b), block + (r > 2 ? "/Conv0" : "/Conv"), to);
            String second = r > 2 ? "/Conv1_down" : "/Dense0";
            copy(d, "layer%d".formatted(2 * b + 1), block + second, to);
        }
        copy(d, "layer%d".formatted(2 * top - 2), "4x4/Dense1", to);
        return to;
    }

    private static void copy(ForeignTensors d, String from, String name, Map<String, Weights> to)
            throws FormatException {
        to.put(name + "/weight", d.get(from + ".weight"));
        to.put(name + "/bias", d.get(from + ".bias", 1));
    }
}
