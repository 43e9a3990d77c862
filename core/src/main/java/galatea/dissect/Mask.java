package galatea.dissect;

import java.util.List;

/**
 * A painted square mask over a picture, of any size; layers get it pooled.
 *
 * @param side height and width, in [1, 1024]
 * @param shares how much of an edit each place gets, in [0, 1]: [side, side] row by row
 */
public record Mask(int side, List<Double> shares) implements EditArea {
    private static final int MAX_SIDE = 1024;

    /** Checks size and ranges. */
    public Mask {
        if (side < 1 || side > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "side of a mask must be in [1, %d]: %d".formatted(MAX_SIDE, side));
        }
        shares = List.copyOf(shares);
        if (shares.size() != side * side) {
            throw new IllegalArgumentException(
                    "mask must have side x side = %d shares: %d"
                            .formatted(side * side, shares.size()));
        }
        for (double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("mask must be in [0, 1]: " + share);
            }
        }
    }

    @Override
    public double[] cells(int resolution, Pooling pooling) {
        double[] map = shares.stream().mapToDouble(Double::doubleValue).toArray();
        return pooling.pool(map, side, resolution);
    }
}
