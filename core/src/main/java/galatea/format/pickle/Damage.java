package galatea.format.pickle;

/** What is wrong with a file; becomes a {@code FormatException} with the file's name. */
final class Damage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Damage(String message) {
        super(message);
    }
}
