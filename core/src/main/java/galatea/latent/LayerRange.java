package galatea.latent;

/**
 * Neighbouring layers with styles.
 *
 * @param first index of the first, at least 0
 * @param last index of the last, at least first
 */
public record LayerRange(int first, int last) {
    /** Checks the order. */
    public LayerRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "layers must go from at least 0 upwards: %d-%d".formatted(first, last));
        }
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
