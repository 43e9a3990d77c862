package galatea.latent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Directions of one network, found together: a panel of sliders.
 *
 * @param method how they were found, and so what {@link Direction#explained} is a share of: {@code
 *     pca} of w, {@code layer-pca} of a layer's features, {@code sefa} of the weights, {@code
 *     class} of nothing
 * @param network content hash of the network
 * @param mean of the latents: z [latentSize] or w [wSize], as long as the directions; not copied
 * @param list at least one, of one space and size; names differ
 */
public record Directions(String method, String network, float[] mean, List<Direction> list) {
    /** The most that there may be. */
    public static final int MOST = 10_000;

    /** Copies the list and checks it. */
    public Directions {
        list = List.copyOf(list);
        if (list.isEmpty() || list.size() > MOST) {
            throw new IllegalArgumentException(
                    "directions must be 1 to %d: %d".formatted(MOST, list.size()));
        }
        Set<String> names = new HashSet<>();
        for (Direction direction : list) {
            if (direction.values().length != mean.length) {
                throw new IllegalArgumentException(
                        "directions must all have %d values: %d"
                                .formatted(mean.length, direction.values().length));
            }
            if (direction.space() != list.get(0).space()) {
                throw new IllegalArgumentException("directions must all be of one space");
            }
            if (!names.add(direction.name())) {
                throw new IllegalArgumentException("names must differ: " + direction.name());
            }
        }
    }

    /** The space that they are in. */
    public Space space() {
        return list.get(0).space();
    }

    /**
     * A direction by its name or its number from 0.
     *
     * @throws IllegalArgumentException if there is none; it lists those there are
     */
    public Direction get(String nameOrNumber) {
        for (int i = 0; i < list.size(); i++) {
            String name = list.get(i).name();
            if (name.equals(nameOrNumber) || Integer.toString(i).equals(nameOrNumber)) {
                return list.get(i);
            }
        }
        throw new IllegalArgumentException(
                "direction must be 0 to %d or one of %s: %s"
                        .formatted(
                                list.size() - 1,
                                String.join(
                                        ", ",
                                        list.stream().map(Direction::name).limit(50).toList()),
                                nameOrNumber));
    }
}
