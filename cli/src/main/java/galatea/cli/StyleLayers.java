package galatea.cli;

import galatea.latent.StyleMixing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/**
 * Layers as the user names them: {@code 0-3}, {@code coarse}, {@code middle}, {@code fine}, or
 * {@code none}.
 */
record StyleLayers(String text) {

    StyleLayers {
        if (!text.equals("none") && !isScale(text)) {
            IntRanges.parse(text);
        }
    }

    private static boolean isScale(String text) {
        return Arrays.stream(StyleMixing.Scale.values())
                .anyMatch(scale -> scale.name().toLowerCase(Locale.ROOT).equals(text));
    }

    /** The mixing in a network of {@code numWs} layers. */
    StyleMixing in(int numWs) {
        if (text.equals("none")) {
            return StyleMixing.of(List.of(), numWs);
        }
        if (isScale(text)) {
            StyleMixing.Scale scale = StyleMixing.Scale.valueOf(text.toUpperCase(Locale.ROOT));
            if (scale.layers(numWs).isEmpty()) {
                throw new IllegalArgumentException(
                        "styles must be layers in [0, %d], and %s has none: name others"
                                .formatted(numWs - 1, text));
            }
            return StyleMixing.of(scale.layers(numWs), numWs);
        }
        List<Integer> layers =
                IntRanges.parse(text).values().stream()
                        .map(v -> (int) Math.min(v, Integer.MAX_VALUE))
                        .toList();
        return StyleMixing.of(layers, numWs);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<StyleLayers> {
        @Override
        public StyleLayers convert(String text) {
            return new StyleLayers(text);
        }
    }
}
