package galatea.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Whole numbers as NVIDIA's tools take them: {@code 0-3,7}.
 *
 * @param values in the order given, at least one
 */
record IntRanges(List<Long> values) {
    private static final Pattern PART = Pattern.compile("(\\d{1,10})(?:-(\\d{1,10}))?");
    private static final int MOST = 1_000_000;

    IntRanges {
        values = List.copyOf(values);
    }

    static IntRanges parse(String text) {
        List<Long> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "must be numbers and ranges such as 0-3,7: '%s'".formatted(text));
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (last < first) {
                throw new TypeConversionException(
                        "a range must not go backwards: '%s'".formatted(part));
            }
            if (last - first >= MOST - values.size()) {
                throw new TypeConversionException(
                        "must be at most %d numbers: '%s'".formatted(MOST, text));
            }
            for (long value = first; value <= last; value++) {
                values.add(value);
            }
        }
        return new IntRanges(values);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<IntRanges> {
        @Override
        public IntRanges convert(String text) {
            return parse(text);
        }
    }
}
