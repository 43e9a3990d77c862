package galatea.dissect;

import org.jspecify.annotations.Nullable;

/** A value that an edit names and a sample of pictures decides. */
public sealed interface SymbolicValue {
    /**
     * Each unit's mean where a class is: {@code mean:CLASS}.
     *
     * @param className of the segmenter
     */
    record ClassMean(String className) implements SymbolicValue {
        @Override
        public String toString() {
            return MEAN + className;
        }
    }

    /**
     * A quantile of each unit's features: {@code q0.99}.
     *
     * @param q in [0, 1]
     */
    record UnitQuantile(double q) implements SymbolicValue {
        /** Checks the range. */
        public UnitQuantile {
            if (!(q >= 0 && q <= 1)) {
                throw new IllegalArgumentException("quantile must be in [0, 1]: " + q);
            }
        }

        @Override
        public String toString() {
            return QUANTILE + q;
        }
    }

    /** Begins the mean of a class. */
    String MEAN = "mean:";

    /** Begins a quantile. */
    String QUANTILE = "q";

    /**
     * Reads {@code mean:CLASS} or {@code q0.99}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static SymbolicValue parse(String text) {
        if (text.startsWith(MEAN) && text.length() > MEAN.length()) {
            return new ClassMean(text.substring(MEAN.length()));
        }
        if (text.matches("q[0-9.]+([eE]-?[0-9]+)?")) {
            try {
                return new UnitQuantile(Double.parseDouble(text.substring(1)));
            } catch (NumberFormatException e) {
                throw unknown(text, e);
            }
        }
        throw unknown(text, null);
    }

    private static IllegalArgumentException unknown(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "value must be a number, mean:CLASS or a quantile such as q0.99: " + text, cause);
    }
}
