package galatea.evolve;

/**
 * What a selection sees of a living individual.
 *
 * @param index its place among all individuals of the generation: children by parent, then by
 *     mutation; after them the parents, where these may survive
 * @param mutation index of its mutation among those in use; −1 for a parent
 * @param fitness its two terms
 * @param total F = Fq + γ Fd
 */
public record Candidate(int index, int mutation, Fitness fitness, double total) {}
