package galatea.model.imports;

import galatea.format.FormatException;
import galatea.model.progressive.ProgressiveConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Progressive GAN generators of CSAILVision/gandissect: {@code layerN.conv.weight}, in older
 * files {@code features.N.conv.weight} counted from 0; sizes follow from the shapes.
 */
final class DissectProgressive implements ForeignLayout {
    private static final String NEW = "layer%d.%s";
    private static final String OLD = "features.%d.%s";

    @Override
    public String name() {
        return "Progressive GAN of GAN dissection (.pth)";
    }

    @Override
    public boolean matches(@Nullable Object root) {
        Map<?, ?> state = Roots.dictionary(root, "state_dict");
        return state.containsKey("layer1.conv.weight")
                || state.containsKey("features.0.conv.weight");
    }

    @Override
    public ForeignNetwork read(String file, @Nullable Object root, ImportOptions options)
            throws FormatException {
        ForeignTensors from = ForeignTensors.ofState(file, Roots.dictionary(root, "state_dict"));
        boolean old = from.has("features.0.conv.weight");
        int layers = old ? from.count("features.%d.conv.weight") : countFromOne(from);
        Map<String, Weights> to = new LinkedHashMap<>();
        List<Integer> widths = new ArrayList<>();
        for (int i = 1; i <= layers; i++) {
            String pattern = old ? OLD : NEW;
            int number = old ? i - 1 : i;
            Weights weight = from.get(pattern.formatted(number, "conv.weight"), 4); // [out, in, …]
            boolean upsamples = i > 1 && i % 2 == 1;
            to.put("layer%d/weight".formatted(i), upsamples ? weight.permuted(1, 0, 2, 3) : weight);
            to.put("layer%d/bias".formatted(i), from.get(pattern.formatted(number, "wscale.b"), 1));
            if (i % 2 == 0) {
                widths.add((int) weight.shape()[0]);
            }
        }
        int resolution = 1 << Math.min(30, widths.size() + 1);
        String output = old ? "output" : "output_%dx%d".formatted(resolution, resolution);
        to.put("ToRGB_lod0/weight", from.get(output + ".conv.weight", 4));
        to.put("ToRGB_lod0/bias", from.get(output + ".wscale.b", 1));
        int channels = from.size(output + ".conv.weight", 4, 0);
        int latent = from.size((old ? OLD : NEW).formatted(old ? 0 : 1, "conv.weight"), 4, 1);
        ProgressiveConfig config = config(file, resolution, channels, latent, widths);
        return new ForeignNetwork(name(), config, to, Map.of(), 0, true);
    }

    private static ProgressiveConfig config(
            String file, int resolution, int channels, int latent, List<Integer> widths)
            throws FormatException {
        try {
            return new ProgressiveConfig(resolution, channels, 0, latent, widths, 4, false);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static int countFromOne(ForeignTensors from) {
        int layers = 0;
        while (from.has(NEW.formatted(layers + 1, "conv.weight"))) {
            layers++;
        }
        return layers;
    }
}
