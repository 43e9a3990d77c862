package galatea.evolve;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.bytedeco.pytorch.Tensor;

/**
 * A way for a child to differ from its parent: one step of Adam on an objective of its own (section
 * 3.2).
 *
 * <p>{@link StandardMutation} has those of the field. To add one, implement this interface and name
 * the class in {@code META-INF/services/galatea.evolve.Mutation} of a jar on the class path: it can
 * then be asked for by its label like those.
 */
public interface Mutation {
    /** Lower-case words with hyphens, such as {@code least-squares}; unique. */
    String label();

    /**
     * What the child minimises, without a factor ½.
     *
     * @param scores raw scores l of its fakes [N]; p = σ(l)
     * @return a single number
     */
    Tensor objective(Tensor scores);

    /** Whether the paper puts a factor ½ before the objective. */
    default boolean halved() {
        return false;
    }

    /** The built-in mutations, then those of services. */
    static List<Mutation> all() {
        List<Mutation> all = new ArrayList<>(List.of(StandardMutation.values()));
        ServiceLoader.load(Mutation.class).forEach(all::add);
        return all;
    }

    /**
     * The mutation of a label.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    static Mutation of(String label) {
        List<Mutation> all = all();
        return all.stream()
                .filter(mutation -> mutation.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "mutation must be one of %s: %s"
                                                .formatted(
                                                        all.stream().map(Mutation::label).toList(),
                                                        label)));
    }
}
