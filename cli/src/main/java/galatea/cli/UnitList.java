package galatea.cli;

import galatea.dissect.Unit;
import galatea.model.Layer;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Units of a layer as users name them: {@code 16x16/Conv1:3,7-9}.
 *
 * @param layer name or number
 * @param channels of the layer
 */
record UnitList(String layer, IntRanges channels) {

    /**
     * The units.
     *
     * @param layers of the network
     * @throws IllegalArgumentException if there is no such layer, or it has no such unit
     */
    List<Unit> in(List<Layer> layers) {
        Layer found = LayerChoice.of(layer, layers);
        return channels.values().stream()
                .map(channel -> new Unit(found, (int) Math.min(channel, Integer.MAX_VALUE)))
                .distinct()
                .toList();
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<UnitList> {
        @Override
        public UnitList convert(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 1) {
                throw new TypeConversionException(
                        "must be LAYER:UNITS such as 16x16/Conv1:3,7-9: '%s'".formatted(text));
            }
            return new UnitList(
                    text.substring(0, colon), IntRanges.parse(text.substring(colon + 1)));
        }
    }
}
