package galatea.model.imports;

import galatea.format.FormatException;
import galatea.format.pickle.PickledObject;
import galatea.format.pickle.StoredTensor;
import galatea.model.Source;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleSwitches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The official StyleGAN: a pickled (G, D, Gs) of TensorFlow networks, each a list of (name, array).
 *
 * <p>Convolutions are [k, k, in, out] and dense layers [in, out]. From 128×128 on the official
 * upsampling is fused into a transposed convolution, which applies the kernel turned by 180
 * degrees; this library always upsamples first.
 */
final class OfficialStyle implements ForeignLayout {
    private static final int FUSED_FROM = 7; // log₂ of 128
    private static final double MAPPING_LRMUL = 0.01;

    @Override
    public String name() {
        return "official StyleGAN (TensorFlow .pkl)";
    }

    @Override
    public boolean matches(@Nullable Object root) {
        return root instanceof List<?> networks
                && networks.size() == 3
                && networks.stream().allMatch(OfficialStyle::isNetwork);
    }

    private static boolean isNetwork(@Nullable Object node) {
        return node instanceof PickledObject object && object.className().endsWith(".Network");
    }

    /** [out, in, 3, 3] of the block at 2^r → [in, out, 3, 3] for upsampling before the kernel. */
    static Weights upsampling(Weights weight, int r) {
        return (r >= FUSED_FROM ? weight.turned() : weight).permuted(1, 0, 2, 3);
    }

    @Override
    public ForeignNetwork read(String file, @Nullable Object root, ImportOptions options)
            throws FormatException {
        if (!(root instanceof List<?> networks)
                || !(networks.get(options.averaged() ? 2 : 0) instanceof PickledObject generator)
                || !(networks.get(1) instanceof PickledObject discriminator)) {
            throw new FormatException(file, "must be three networks");
        }
        ForeignTensors g = variables(file, generator);
        ForeignTensors d = variables(file, discriminator);
        if (!g.has("Dense0/weight")) {
            throw new FormatException(
                    file,
                    "must be a StyleGAN with mapping layer Dense0; other networks of TensorFlow,"
                            + " such as ProGAN and StyleGAN2, are not read");
        }
        Map<?, ?> settings = Roots.under(generator.fields(), "static_kwargs");
        StyleConfig config = config(file, g, d, settings);
        double lod = g.has("lod") ? g.get("lod", 0).values()[0] : 0;
        Map<String, Weights> to = generator(g, config, settings);
        return new ForeignNetwork(source(settings), config, to, converted(d, false), lod, true);
    }

    /** Unless told otherwise, the official network truncates as its settings say. */
    private Source source(Map<?, ?> settings) {
        boolean silent = !settings.containsKey("truncation_psi");
        Object psi = silent ? (Object) 0.7 : settings.get("truncation_psi");
        Object cutoff = silent ? (Object) 8 : settings.get("truncation_cutoff");
        return psi instanceof Number level
                ? new Source(name(), level.doubleValue(), layers(cutoff))
                : Source.untruncated(name());
    }

    private static @Nullable Integer layers(@Nullable Object cutoff) {
        return cutoff instanceof Number count ? (Integer) count.intValue() : null;
    }

    /** All variables of a network and its components, whose names do not clash. */
    private static ForeignTensors variables(String file, PickledObject network) {
        Map<String, StoredTensor> found = new LinkedHashMap<>();
        for (Object component : Roots.under(network.fields(), "components").values()) {
            if (component instanceof PickledObject part) {
                addVariables(part, found);
            }
        }
        addVariables(network, found);
        return new ForeignTensors(file, found);
    }

    private static void addVariables(PickledObject network, Map<String, StoredTensor> found) {
        if (network.fields().get("variables") instanceof List<?> variables) {
            for (Object variable : variables) {
                if (variable instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof String name
                        && pair.get(1) instanceof StoredTensor tensor) {
                    found.put(name, tensor);
                }
            }
        }
    }

    private static StyleConfig config(
            String file, ForeignTensors g, ForeignTensors d, Map<?, ?> settings)
            throws FormatException {
        int top = top(file, g);
        int mapping = g.count("Dense%d/weight");
        int labels = g.has("LabelConcat/weight") ? g.size("LabelConcat/weight", 2, 0) : 0;
        int inputs = g.size("Dense0/weight", 2, 0);
        List<Integer> widths = new ArrayList<>();
        widths.add(g.size("4x4/Conv/bias", 1, 0));
        for (int r = 3; r <= top; r++) {
            widths.add(g.size(StyleParts.block(r) + "/Conv1/bias", 1, 0));
        }
        widths.add(0, d.has("4x4/Dense0/bias") ? d.size("4x4/Dense0/bias", 1, 0) : widths.get(0));
        return new StyleParts(
                        1 << top,
                        g.size("ToRGB_lod0/bias", 1, 0),
                        labels,
                        labels == 0 ? inputs : inputs / 2,
                        g.size("Dense%d/bias".formatted(mapping - 1), 1, 0),
                        g.size("Dense0/bias", 1, 0),
                        mapping,
                        widths)
                .config(file, switches(g, settings), 1e-8, 4);
    }

    private static int top(String file, ForeignTensors g) throws FormatException {
        int top = 2;
        while (g.has(StyleParts.block(top + 1) + "/Conv1/weight")) {
            top++;
        }
        if (top > 10 || !g.has("4x4/Conv/weight")) {
            throw new FormatException(file, "must have layers from 4x4/Conv to at most 1024x1024");
        }
        return top;
    }

    private static StyleSwitches switches(ForeignTensors g, Map<?, ?> settings) {
        return new StyleSwitches(
                g.has("4x4/Conv/StyleMod/weight"),
                g.has("4x4/Conv/Noise/weight"),
                Boolean.TRUE.equals(settings.get("use_pixel_norm")),
                !Boolean.FALSE.equals(settings.get("use_instance_norm")),
                g.has("4x4/Const/const"),
                true,
                false,
                false);
    }

    private static Map<String, Weights> generator(
            ForeignTensors g, StyleConfig config, Map<?, ?> settings) throws FormatException {
        boolean neverFused = Boolean.FALSE.equals(settings.get("fused_scale"));
        Map<String, Weights> to = converted(g, neverFused);
        if (settings.get("mapping_lrmul") instanceof Double lrmul && lrmul != MAPPING_LRMUL) {
            for (int i = 0; i < config.mappingLayers(); i++) {
                for (String kind : List.of("weight", "bias")) {
                    String name = "Dense%d/%s".formatted(i, kind);
                    to.computeIfPresent(name, (n, w) -> w.times(lrmul / MAPPING_LRMUL));
                }
            }
        }
        return to;
    }

    private static Map<String, Weights> converted(ForeignTensors from, boolean neverFused)
            throws FormatException {
        Map<String, Weights> to = new LinkedHashMap<>();
        for (String name : from.tensors().keySet()) {
            if (!name.equals("lod")) {
                to.put(name, converted(name, from.get(name), neverFused));
            }
        }
        return to;
    }

    private static Weights converted(String name, Weights weights, boolean neverFused) {
        int rank = weights.shape().length;
        if (rank == 4 && name.endsWith("/weight")) {
            Weights conv = weights.permuted(3, 2, 0, 1); // [out, in, k, k]
            return name.endsWith("/Conv0_up/weight")
                    ? upsampling(conv, neverFused ? 0 : log2(name))
                    : conv;
        }
        return rank == 2 && !name.equals("LabelConcat/weight") ? weights.permuted(1, 0) : weights;
    }

    private static int log2(String name) {
        try {
            int side = Integer.parseInt(name.substring(0, name.indexOf('x')));
            return Integer.numberOfTrailingZeros(side);
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return 0; // no layer of ours, which the check of the names reports
        }
    }
}
