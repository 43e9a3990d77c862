package galatea.evolve;

import static galatea.model.ConfigRules.requireRange;
import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;

/**
 * How a population evolves. The paper and its two programs disagree in nearly every point; so each
 * is a value here, and {@link EvolutionPreset} has the three combinations.
 *
 * @param mutations labels of the mutations that every parent breeds a child by, in order
 * @param parents μ, the survivors of a generation, 1…64
 * @param discriminatorSteps n_D, steps of the discriminator per generation, 1…100
 * @param evaluationBatch pictures that a child is judged by, and as many real ones, 1…65536
 * @param fitness how children are compared
 * @param selection who survives
 * @param plus whether parents compete with their children (μ + λ) rather than die (μ, λ)
 * @param order who learns first
 * @param fakes what the discriminator is shown
 * @param siblings where a child starts from
 * @param moments where a child's Adam starts from
 * @param halves whether objectives have the paper's factor ½ before them
 * @param sharedLatents whether the children of a generation are judged on the same latents
 */
public record EvolutionRules(
        List<String> mutations,
        int parents,
        int discriminatorSteps,
        int evaluationBatch,
        Fitness.Rule fitness,
        Selection selection,
        boolean plus,
        Order order,
        Fakes fakes,
        Siblings siblings,
        Moments moments,
        boolean halves,
        boolean sharedLatents) {

    /** Who learns first in a generation. */
    public enum Order {
        /** As in the paper. */
        DISCRIMINATOR_FIRST,
        /** As in both programs. */
        GENERATORS_FIRST
    }

    /** Generated pictures that the discriminator learns from. */
    public enum Fakes {
        /** From fresh latents, the same number from each parent: the paper. */
        FRESH,
        /** Those by which the survivors were judged, shuffled: both programs. */
        SURVIVORS_EVALUATION
    }

    /** Where a child starts from. */
    public enum Siblings {
        /** From its parent: the paper. */
        INDEPENDENT,
        /**
         * From the best so far: what the paper's first program does, since its list of parents is
         * its list of survivors. Only with selection by fitness.
         */
        CHAINED
    }

    /** Where a child's moments of Adam come from. */
    public enum Moments {
        /** From its parent. */
        INHERITED,
        /** From the last child by the same mutation, whoever its parent was. */
        PER_MUTATION,
        /** Zero. */
        RESET
    }

    /** Checks every range and which rules exclude each other. */
    public EvolutionRules {
        mutations = List.copyOf(mutations);
        requireNonNull(fitness, "fitness is null");
        requireNonNull(selection, "selection is null");
        if (mutations.isEmpty() || new HashSet<>(mutations).size() < mutations.size()) {
            throw new IllegalArgumentException(
                    "mutations must be at least one, each once: " + mutations);
        }
        mutations.forEach(Mutation::of);
        requireRange("parents", parents, 1, 64);
        requireRange("discriminatorSteps", discriminatorSteps, 1, 100);
        requireRange("evaluationBatch", evaluationBatch, 1, 65536);
        if (fakes == Fakes.SURVIVORS_EVALUATION && order == Order.DISCRIMINATOR_FIRST) {
            throw new IllegalArgumentException(
                    "fakes of the survivors' evaluation need the order generators first");
        }
        if (siblings == Siblings.CHAINED && (selection != Selection.FITNESS || plus)) {
            throw new IllegalArgumentException(
                    "chained siblings need selection by fitness among children only: %s%s"
                            .formatted(selection, plus ? " with parents" : ""));
        }
    }

    /** Children per generation: λ = μ · number of mutations. */
    public int children() {
        return parents * mutations.size();
    }

    /** Whether survival is decided by comparison, so that children must be judged. */
    public boolean judges() {
        return plus || children() > parents;
    }

    /** Whether a child can only be bred when the one before it is there. */
    boolean breedsInOrder() {
        return siblings == Siblings.CHAINED || moments == Moments.PER_MUTATION;
    }

    /** The same with other mutations. */
    public EvolutionRules withMutations(List<String> labels) {
        return with(labels, parents, fitness, selection);
    }

    /** The same with another number of parents. */
    public EvolutionRules withParents(int count) {
        return with(mutations, count, fitness, selection);
    }

    /** The same with another weight of diversity. */
    public EvolutionRules withGamma(double gamma) {
        Fitness.Rule rule = new Fitness.Rule(gamma, fitness.quality(), fitness.diversity());
        return with(mutations, parents, rule, selection);
    }

    /** The same with another selection. */
    public EvolutionRules withSelection(Selection other) {
        return with(mutations, parents, fitness, other);
    }

    private EvolutionRules with(
            List<String> labels, int count, Fitness.Rule rule, Selection chosen) {
        return new EvolutionRules(
                labels,
                count,
                discriminatorSteps,
                evaluationBatch,
                rule,
                chosen,
                plus,
                order,
                fakes,
                siblings,
                moments,
                halves,
                sharedLatents);
    }
}
