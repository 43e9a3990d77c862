package galatea.model.imports;

import galatea.format.FormatException;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleSwitches;
import java.util.List;

/**
 * The sizes of a style network as a file shows them.
 *
 * @param widths channels at 2×2 (the discriminator's hidden layer), 4×4 … R×R
 */
record StyleParts(
        int resolution,
        int channels,
        int labelSize,
        int latentSize,
        int wSize,
        int mappingWidth,
        int mappingLayers,
        List<Integer> widths) {

    /**
     * The config of these sizes.
     *
     * @param file name of the file, for messages
     * @throws FormatException if a size is out of range
     */
    StyleConfig config(String file, StyleSwitches switches, double normEpsilon, int stddevGroup)
            throws FormatException {
        try {
            return config(switches, normEpsilon, stddevGroup);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private StyleConfig config(StyleSwitches switches, double normEpsilon, int stddevGroup) {
        return new StyleConfig(
                resolution,
                channels,
                labelSize,
                latentSize,
                wSize,
                mappingWidth,
                mappingLayers,
                widths,
                switches,
                0.9,
                normEpsilon,
                stddevGroup);
    }

    /** Names of the layers in order, such as {@code 8x8/Conv0_up}. */
    static List<String> layerNames(int resolutionLog2) {
        List<String> names = new java.util.ArrayList<>(List.of("4x4/Const", "4x4/Conv"));
        for (int r = 3; r <= resolutionLog2; r++) {
            names.add(block(r) + "/Conv0_up");
            names.add(block(r) + "/Conv1");
        }
        return names;
    }

    /** Name of the block at resolution 2^r, such as {@code 8x8}. */
    static String block(int r) {
        return (1 << r) + "x" + (1 << r);
    }
}
