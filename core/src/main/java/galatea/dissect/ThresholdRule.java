package galatea.dissect;

/**
 * How the level is chosen above which a unit counts as active.
 *
 * @param kind the rule
 * @param fraction share of the pixels above the level, in (0, 1), for {@link Kind#QUANTILE}; else 0
 */
public record ThresholdRule(Kind kind, double fraction) {
    /** The rules. */
    public enum Kind {
        /**
         * The level that tells most about the class: it has the largest information quality ratio
         * (Bau et al. 2018, eqn 2; Wijaya et al. 2017) among a hundred.
         */
        IQR,
        /** The level that a fixed share of the unit's pixels is above (Bau et al. 2020). */
        QUANTILE,
        /**
         * The level that as many pixels are above as belong to the class: with a fixed share a
         * class much larger or smaller cannot reach a high IoU.
         */
        AREA
    }

    /** The paper's. */
    public static final ThresholdRule IQR = new ThresholdRule(Kind.IQR, 0);

    /** As many pixels as the class has. */
    public static final ThresholdRule AREA = new ThresholdRule(Kind.AREA, 0);

    /** Checks the range. */
    public ThresholdRule {
        boolean inRange = kind == Kind.QUANTILE ? fraction > 0 && fraction < 1 : fraction == 0;
        if (!inRange) {
            throw new IllegalArgumentException(
                    "fraction must be in (0, 1) with a quantile, else 0: " + fraction);
        }
    }

    /**
     * A fixed share of the pixels.
     *
     * @param fraction in (0, 1)
     */
    public static ThresholdRule quantile(double fraction) {
        return new ThresholdRule(Kind.QUANTILE, fraction);
    }

    /**
     * Reads {@code iqr}, {@code area} or a share such as {@code 0.01}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ThresholdRule parse(String text) {
        try {
            return switch (text) {
                case "iqr" -> IQR;
                case "area" -> AREA;
                default -> quantile(Double.parseDouble(text));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "threshold must be iqr, area or a share of the pixels in (0, 1): " + text, e);
        }
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return switch (kind) {
            case IQR -> "iqr";
            case AREA -> "area";
            case QUANTILE -> Double.toString(fraction);
        };
    }

    /** Least IoU of a unit that stands for something: 0.05, with a fixed share 0.04. */
    double leastIou() {
        return kind == Kind.QUANTILE ? 0.04 : 0.05;
    }

    /** Least IQR of such a unit: 0.01, asked for by {@link Kind#IQR} only. */
    double leastIqr() {
        return kind == Kind.IQR ? 0.01 : 0;
    }
}
