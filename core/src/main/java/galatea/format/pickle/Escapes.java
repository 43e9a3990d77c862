package galatea.format.pickle;

/** The texts of protocol 0, which are ASCII with escapes. */
final class Escapes {
    private Escapes() {}

    /** Without the quotation marks around it, and with its escapes replaced. */
    static String quoted(String text) {
        int last = text.length() - 1;
        char mark = last > 0 ? text.charAt(0) : 0;
        if ((mark != '\'' && mark != '"') || text.charAt(last) != mark) {
            throw new Damage("text must be in quotation marks: " + Damage.quote(text));
        }
        return replaced(text.substring(1, last), false);
    }

    /** With {@code \}{@code u0041} and {@code \}{@code U00000041} replaced and nothing else. */
    static String unicode(String text) {
        return replaced(text, true);
    }

    private static String replaced(String text, boolean onlyUnicode) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                out.append(c);
                continue;
            }
            char kind = text.charAt(at++);
            int digits = onlyUnicode ? unicodeDigits(kind) : kind == 'x' ? 2 : 0;
            if (digits > 0) {
                out.appendCodePoint(codePoint(text, at, digits));
                at += digits;
            } else if (onlyUnicode) {
                out.append(c);
                at--; // a backslash is itself
            } else {
                appendEscape(out, kind);
            }
        }
        return out.toString();
    }

    private static int unicodeDigits(char kind) {
        return kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    }

    private static void appendEscape(StringBuilder out, char kind) {
        switch (kind) {
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case '\\', '\'', '"' -> out.append(kind);
            default -> out.append('\\').append(kind);
        }
    }

    private static int codePoint(String text, int from, int digits) {
        int to = Math.min(text.length(), from + digits);
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | Character.digit(text.charAt(i), 16);
        }
        if (to < from + digits || !Character.isValidCodePoint(value)) {
            throw new Damage("escape must have %d hexadecimal digits".formatted(digits));
        }
        return value;
    }
}
