package galatea.format.pickle;

/** What is wrong with a file; becomes a {@code FormatException} with the file's name. */
final class Damage extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_QUOTE = 60;

    Damage(String message) {
        super(message);
    }

    /** A text of the file, short and without control characters, fit for a terminal. */
    static String quote(String text) {
        return printable(text, MAX_QUOTE);
    }

    /** At most so many characters of a text; control characters become question marks. */
    static String printable(String text, int most) {
        String start = text.length() <= most ? text : text.substring(0, most) + "…";
        StringBuilder out = new StringBuilder(start.length());
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            int type = Character.getType(c);
            out.append(type == Character.CONTROL || type == Character.FORMAT ? '?' : c);
        }
        return out.toString();
    }
}
