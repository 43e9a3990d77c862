package galatea.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The dictionary at the head of a {@code .npy} file.
 *
 * @param bigEndian whether the elements on disk have the most significant byte first
 * @param fortranOrder whether the first index varies fastest on disk
 */
record NpyHeader(DType type, boolean bigEndian, boolean fortranOrder, long[] shape) {

    private static final int MAX_DIMENSIONS = 32; // NumPy's own limit before 2.0
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)");
    private static final Pattern ORDER =
            Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE =
            Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L, ]*)\\)");

    /** Parses the dictionary. */
    static NpyHeader parse(String file, String text) throws FormatException {
        String descr = find(file, text, DESCR, "a 'descr' string (no structured types)");
        String order = find(file, text, ORDER, "'fortran_order' True or False");
        String shape = find(file, text, SHAPE, "a 'shape' of whole numbers");
        DType type = type(file, descr);
        boolean bigEndian = descr.startsWith(">") && type.bytes() > 1;
        NpyHeader header = new NpyHeader(type, bigEndian, order.equals("True"), sizes(file, shape));
        header.byteCount(file);
        return header;
    }

    /** Bytes of all elements; at most what one buffer can hold. */
    int byteCount(String file) throws FormatException {
        try {
            return Math.toIntExact(type.byteCount(shape));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    file, "array must have fewer than 2^31 bytes: " + Arrays.toString(shape), e);
        }
    }

    /** The dictionary as NumPy writes it, without padding. */
    static String format(DType type, long[] shape) {
        String order = type.bytes() == 1 ? "|" : "<";
        String sizes =
                Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s%s), }",
                order,
                type.npyCode(),
                sizes,
                shape.length == 1 ? "," : "");
    }

    private static String find(String file, String text, Pattern pattern, String rule)
            throws FormatException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new FormatException(
                    file, "npy header must have %s: %s".formatted(rule, clip(text)));
        }
        return matcher.group(1);
    }

    private static DType type(String file, String descr) throws FormatException {
        boolean ordered = !descr.isEmpty() && "<>|=".indexOf(descr.charAt(0)) >= 0;
        return DType.ofNpyCode(ordered ? descr.substring(1) : descr)
                .orElseThrow(
                        () ->
                                new FormatException(
                                        file,
                                        "npy type must be float16/32/64, int32/64, uint8 or bool: "
                                                + clip(descr)));
    }

    private static long[] sizes(String file, String text) throws FormatException {
        try {
            long[] sizes =
                    Arrays.stream(text.split(","))
                            .map(size -> size.replace("L", "").strip())
                            .filter(size -> !size.isEmpty())
                            .mapToLong(Long::parseLong)
                            .toArray();
            if (sizes.length <= MAX_DIMENSIONS) {
                return sizes;
            }
        } catch (NumberFormatException e) {
            throw new FormatException(file, "npy shape must be whole numbers: " + clip(text), e);
        }
        throw new FormatException(file, "npy shape must have at most 32 sizes: " + clip(text));
    }

    private static String clip(String text) {
        String line = text.strip();
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
