package galatea.latent;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves latents along directions: z' = z + Σ a σ v before the mapping, w' = w + Σ a σ v in the
 * directions' layers after the truncation, which therefore does not weaken them.
 *
 * @param moves in the order of the sum
 */
public record Shift(List<Move> moves) {
    /** Leaves everything as it is. */
    public static final Shift NONE = new Shift(List.of());

    /** Copies the list. */
    public Shift {
        moves = List.copyOf(moves);
    }

    /**
     * One slider.
     *
     * @param direction where to
     * @param amount a, in the direction's {@link Direction#sigma}; finite
     */
    public record Move(Direction direction, double amount) {
        /** Checks the amount. */
        public Move {
            if (!Double.isFinite(amount)) {
                throw new IllegalArgumentException("amount must be finite: " + amount);
            }
        }
    }

    /** One slider alone. */
    public static Shift of(Direction direction, double amount) {
        return new Shift(List.of(new Move(direction, amount)));
    }

    /** This one's moves, then another's. */
    public Shift then(Shift other) {
        List<Move> both = new ArrayList<>(moves);
        both.addAll(other.moves);
        return new Shift(both);
    }

    /** Whether a slider of a space is there at all, at 0 or not. */
    boolean moves(Space space) {
        return moves.stream().anyMatch(move -> move.direction().space() == space);
    }

    /**
     * Moves the latents of a space; a slider at 0 changes no bit.
     *
     * @param values [N, layers, size]: z has one layer, ws numWs
     * @return a new array [N, layers, size]; {@code values} itself if nothing changes
     * @throws IllegalArgumentException if a direction is of another size or has layers beyond
     */
    float[] apply(Space space, float[] values, int layers, int size) {
        float[] moved = values;
        for (Move move : moves) {
            if (move.direction().space() == space) {
                requireFits(move.direction(), layers, size);
                moved = move.amount() == 0 ? moved : moved(moved, move, layers, size);
            }
        }
        return moved;
    }

    private static float[] moved(float[] values, Move move, int layers, int size) {
        Direction direction = move.direction();
        LayerRange range =
                direction.layers() == null ? new LayerRange(0, layers - 1) : direction.layers();
        double factor = move.amount() * direction.sigma();
        float[] moved = values.clone();
        for (int i = 0; i < values.length; i++) {
            int layer = i / size % layers;
            if (layer >= range.first() && layer <= range.last()) {
                moved[i] = (float) (values[i] + factor * direction.values()[i % size]);
            }
        }
        return moved;
    }

    private static void requireFits(Direction direction, int layers, int size) {
        if (direction.values().length != size) {
            throw new IllegalArgumentException(
                    "direction %s must have %d values to fit the network: %d"
                            .formatted(direction.name(), size, direction.values().length));
        }
        LayerRange range = direction.layers();
        if (range != null && range.last() >= layers) {
            throw new IllegalArgumentException(
                    "direction %s must move layers in [0, %d]: %s"
                            .formatted(direction.name(), layers - 1, range));
        }
    }
}
