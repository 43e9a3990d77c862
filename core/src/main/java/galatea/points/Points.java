package galatea.points;

/** Checks of point sets. */
final class Points {
    private Points() {}

    /**
     * How many points a set holds.
     *
     * @param xy [n, 2]
     * @param least the fewest that are of use
     */
    static int count(String name, float[] xy, int least) {
        if (xy.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "%s must hold pairs of x and y: %d values".formatted(name, xy.length));
        }
        if (xy.length / 2 < least) {
            throw new IllegalArgumentException(
                    "%s must hold at least %d point%s: %d"
                            .formatted(name, least, least == 1 ? "" : "s", xy.length / 2));
        }
        return xy.length / 2;
    }

    /** Whether no coordinate is infinite or NaN. */
    static boolean areFinite(float[] xy) {
        for (float value : xy) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
