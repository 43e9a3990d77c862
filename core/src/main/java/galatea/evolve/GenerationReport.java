package galatea.evolve;

import galatea.train.DiscriminatorStep;
import java.util.Arrays;
import java.util.List;

/**
 * What happened in a generation.
 *
 * @param generation its number, from 0
 * @param discriminator its steps in order
 * @param individuals all that could survive: the children by parent, then by mutation; after them
 *     the parents, if these may survive
 */
public record GenerationReport(
        long generation,
        List<DiscriminatorStep.Report> discriminator,
        List<Individual> individuals) {

    /** Label of a parent that competes with its children. */
    public static final String UNCHANGED = "unchanged";

    /** Copies the lists. */
    public GenerationReport {
        discriminator = List.copyOf(discriminator);
        individuals = List.copyOf(individuals);
    }

    /**
     * One that was born, or a parent.
     *
     * @param parent its parent's place among the survivors of the generation before
     * @param mutation label of its mutation, or {@link #UNCHANGED}
     * @param loss what its mutation minimised, before the step; NaN for a parent
     * @param quality Fq; NaN where nothing was compared
     * @param diversity Fd; NaN where nothing was compared
     * @param fitness F = Fq + γ Fd; NaN where nothing was compared
     * @param alive whether all its numbers are finite
     * @param place among the survivors, 0 for the best; −1 if it did not survive
     */
    public record Individual(
            int parent,
            String mutation,
            double loss,
            double quality,
            double diversity,
            double fitness,
            boolean alive,
            int place) {

        /** Whether it is among the next parents. */
        public boolean survived() {
            return place >= 0;
        }
    }

    /** Children that died of numbers that are not finite. */
    public long deaths() {
        return individuals.stream().filter(individual -> !individual.alive()).count();
    }

    /** Whether the parents had to live on, since no child was left. */
    public boolean isBarren() {
        return individuals.stream().noneMatch(Individual::survived);
    }

    /** Whether several were judged and all of them found equally fit. */
    public boolean areEqual() {
        double[] fitness =
                individuals.stream()
                        .mapToDouble(Individual::fitness)
                        .filter(Double::isFinite)
                        .toArray();
        return fitness.length > 1 && Arrays.stream(fitness).distinct().count() == 1;
    }

    /** Whether every step of the discriminator was finite. */
    public boolean isDiscriminatorFinite() {
        return discriminator.stream().allMatch(DiscriminatorStep.Report::isFinite);
    }
}
