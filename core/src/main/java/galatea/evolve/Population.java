package galatea.evolve;

import galatea.torch.DType;
import galatea.train.Adam;
import galatea.train.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parents, and as many spare individuals as a generation has children. Survival exchanges the two
 * without copying a number: who does not survive becomes spare.
 */
final class Population implements AutoCloseable {
    private final List<Individual> parents = new ArrayList<>(); // the fittest first
    private final List<Individual> spares = new ArrayList<>();
    private final List<Adam> moments = new ArrayList<>(); // by mutation, where rules say so

    /** Parents that differ from each other, the first from the seed itself. */
    Population(EvolutionConfig config, DType dtype) {
        EvolutionRules rules = config.rules();
        for (int i = 0; i < rules.parents(); i++) {
            long seed = i == 0 ? config.seed() : Seeds.mix(config.seed(), -i);
            parents.add(new Individual(config, dtype, seed));
        }
        for (int i = 0; i < rules.children(); i++) {
            spares.add(new Individual(config, dtype, 0));
        }
        if (rules.moments() == EvolutionRules.Moments.PER_MUTATION) {
            rules.mutations().forEach(m -> moments.add(parents.get(0).newAdam(config)));
        }
    }

    /** The survivors of the last generation, the fittest first. */
    List<Individual> parents() {
        return Collections.unmodifiableList(parents);
    }

    /** Where the i-th child of this generation grows. */
    Individual child(int i) {
        return spares.get(i);
    }

    /** All moments by mutation; none unless rules keep them so. */
    List<Adam> moments() {
        return Collections.unmodifiableList(moments);
    }

    /** Moments of a mutation; null unless rules keep them so. */
    @Nullable Adam moments(int mutation) {
        return moments.isEmpty() ? null : moments.get(mutation);
    }

    /** All optimisers start afresh. */
    void forgetMoments() {
        parents.forEach(parent -> parent.adam().reset());
        moments.forEach(Adam::reset);
    }

    /** Child i takes a parent's place at once, and the parent becomes spare. */
    void replace(int place, int i) {
        parents.set(place, spares.set(i, parents.get(place)));
    }

    /** Puts parents into another order: the one at {@code order[0]} comes first. */
    void arrange(List<Integer> order) {
        List<Individual> before = List.copyOf(parents);
        for (int place = 0; place < order.size(); place++) {
            parents.set(place, before.get(order.get(place)));
        }
    }

    /**
     * The next generation's parents: the survivors, and if they are too few the best of the parents
     * before.
     *
     * @param survivors indices, the fittest first: children, then parents
     */
    void succeed(List<Integer> survivors) {
        List<Individual> everyone = new ArrayList<>(spares);
        everyone.addAll(parents);
        Set<Individual> next = new LinkedHashSet<>();
        survivors.forEach(index -> next.add(everyone.get(index)));
        for (Individual parent : parents) {
            if (next.size() < parents.size()) {
                next.add(parent);
            }
        }
        everyone.removeIf(new HashSet<>(next)::contains);
        Collections.copy(parents, List.copyOf(next));
        Collections.copy(spares, everyone);
    }

    @Override
    public void close() {
        parents.forEach(Individual::close);
        spares.forEach(Individual::close);
        moments.forEach(Adam::close);
    }
}
