package galatea.evolve;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Who survives. Equals are told apart by their index: the lower one goes first.
 *
 * <p>{@link #FITNESS} is the paper's; the others are controls, which show what it is worth, and
 * variants.
 */
public enum Selection {
    /** The largest F (algorithm 1). */
    FITNESS {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            return by(candidates, Candidate::total);
        }
    },
    /** The largest Fq. */
    QUALITY_ONLY {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            return by(candidates, c -> c.fitness().quality());
        }
    },
    /** The largest Fd. */
    DIVERSITY_ONLY {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            return by(candidates, c -> c.fitness().diversity());
        }
    },
    /** Anyone, with equal chances. */
    RANDOM {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            List<Candidate> shuffled = new ArrayList<>(candidates);
            Collections.shuffle(shuffled, random);
            return shuffled;
        }
    },
    /** The mutations in turn, generation by generation; within a mutation the largest F. */
    ROUND_ROBIN {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            return sorted(
                    candidates,
                    comparingInt((Candidate c) -> c.mutation() == turn ? 0 : 1)
                            .thenComparing(comparingDouble(Candidate::total).reversed()));
        }
    },
    /** The winners of duels: each place goes to the fitter of two drawn at random. */
    TOURNAMENT {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            List<Candidate> left = new ArrayList<>(candidates);
            List<Candidate> ranked = new ArrayList<>();
            while (!left.isEmpty()) {
                Candidate a = left.get(random.nextInt(left.size()));
                Candidate b = left.get(random.nextInt(left.size()));
                Candidate winner = by(List.of(a, b), Candidate::total).get(0);
                left.remove(winner);
                ranked.add(winner);
            }
            return ranked;
        }
    },
    /**
     * The first fronts of those whom nobody beats in both Fq and Fd; within a front those with the
     * most room around them (NSGA-II, Deb et al. 2002), then the larger F.
     */
    PARETO {
        @Override
        List<Candidate> ranked(List<Candidate> candidates, int turn, Random random) {
            return ParetoFronts.ranked(candidates);
        }
    };

    /** All candidates, those that survive first go first. */
    abstract List<Candidate> ranked(List<Candidate> candidates, int turn, Random random);

    /**
     * The survivors, the best first.
     *
     * @param candidates the living, with finite fitness
     * @param count how many survive, at most all
     * @param turn index of the mutation whose turn it is in this generation
     * @param random of this generation
     */
    public List<Candidate> survivors(
            List<Candidate> candidates, int count, int turn, Random random) {
        List<Candidate> ranked = ranked(candidates, turn, random);
        return ranked.subList(0, Math.min(count, ranked.size()));
    }

    /** Largest value first. */
    static List<Candidate> by(List<Candidate> candidates, ToDoubleFunction<Candidate> value) {
        return sorted(candidates, comparingDouble(value).reversed());
    }

    /** Sorted, equals by index. */
    static List<Candidate> sorted(List<Candidate> candidates, Comparator<Candidate> order) {
        return candidates.stream()
                .sorted(order.thenComparing(comparingInt(Candidate::index)))
                .toList();
    }
}
