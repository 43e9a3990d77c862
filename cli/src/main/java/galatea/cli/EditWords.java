package galatea.cli;

import galatea.dissect.PlannedEdit;
import galatea.dissect.Region;
import galatea.dissect.SymbolicValue;
import galatea.dissect.UnitEdit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One edit as words of the command line.
 *
 * @param option {@code --ablate} or {@code --insert}
 * @param layer name
 * @param units of the layer
 * @param value number or symbol; null as long as none is given
 * @param region null for the whole picture
 */
record EditWords(
        String option,
        String layer,
        List<Integer> units,
        @Nullable String value,
        @Nullable Region region) {
    static final String INSERT = "--insert";

    /** Reads {@code LAYER:UNITS}, such as {@code 8x8/Conv1:3,7-9}. */
    static EditWords parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "%s must be LAYER:UNITS such as 8x8/Conv1:3,7: %s".formatted(option, text));
        }
        List<Integer> units =
                IntRanges.parse(text.substring(colon + 1)).values().stream()
                        .map(EditWords::unit)
                        .toList();
        return new EditWords(option, text.substring(0, colon), units, null, null);
    }

    private static int unit(long number) {
        if (number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("unit must be a channel of the layer: " + number);
        }
        return (int) number;
    }

    EditWords withValue(String text) {
        if (!option.equals(INSERT)) {
            throw new IllegalArgumentException("--value must follow --insert: " + text);
        }
        return new EditWords(option, layer, units, text, region);
    }

    /** Reads {@code x,y,width,height} in fractions of the picture. */
    EditWords withRegion(String text) {
        double[] numbers;
        try {
            numbers = Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            numbers = new double[0];
        }
        if (numbers.length != 4) {
            throw new IllegalArgumentException(
                    "--region must be x,y,width,height in fractions of the picture: " + text);
        }
        Region part = new Region(numbers[0], numbers[1], numbers[2], numbers[3]);
        return new EditWords(option, layer, units, value, part);
    }

    PlannedEdit planned() {
        UnitEdit edit = UnitEdit.ablate(layer, units);
        if (region != null) {
            edit = edit.within(region);
        }
        if (!option.equals(INSERT)) {
            return PlannedEdit.of(edit);
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "--insert must be followed by --value: %s:%s".formatted(layer, units));
        }
        return valued(edit, value);
    }

    private static PlannedEdit valued(UnitEdit edit, String value) {
        try {
            return PlannedEdit.of(edit.withValues(List.of(Double.parseDouble(value))));
        } catch (NumberFormatException e) {
            return new PlannedEdit(edit, SymbolicValue.parse(value));
        }
    }
}
