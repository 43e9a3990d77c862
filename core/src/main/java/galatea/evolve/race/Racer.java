package galatea.evolve.race;

import galatea.evolve.EvolutionRules;
import galatea.evolve.Mutation;
import galatea.evolve.Selection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of the methods that are compared.
 *
 * @param name for tables
 * @param rules how it evolves; otherwise all racers are equal
 */
public record Racer(String name, EvolutionRules rules) {
    /** Evolution as its rules say: the paper's method. */
    public static final String EVOLVE = "evolve";

    private static final Map<String, Selection> CONTROLS =
            Map.of(
                    "random-selection", Selection.RANDOM,
                    "quality-only", Selection.QUALITY_ONLY,
                    "diversity-only", Selection.DIVERSITY_ONLY,
                    "round-robin", Selection.ROUND_ROBIN,
                    "tournament", Selection.TOURNAMENT,
                    "pareto", Selection.PARETO);

    private static final Set<Selection> WITHOUT_GAMMA =
            EnumSet.of(
                    Selection.RANDOM,
                    Selection.QUALITY_ONLY,
                    Selection.DIVERSITY_ONLY,
                    Selection.ROUND_ROBIN, // all children by one mutation survive
                    Selection.PARETO); // but for exact ties

    /** Names of all methods: evolution, its controls, and each mutation on its own. */
    public static List<String> names() {
        return Stream.of(
                        Stream.of(EVOLVE),
                        CONTROLS.keySet().stream().sorted(),
                        Mutation.all().stream().map(Mutation::label))
                .flatMap(name -> name)
                .toList();
    }

    /**
     * The racers of a method: several where a sweep varies what matters to it.
     *
     * @param name one of {@link #names}
     * @param base rules of evolution
     * @param gammas weights of diversity to sweep, for methods that select by F; empty for the
     *     base's
     * @param parents numbers of parents to sweep; empty for the base's
     * @throws IllegalArgumentException for an unknown name
     */
    public static List<Racer> of(
            String name, EvolutionRules base, List<Double> gammas, List<Integer> parents) {
        EvolutionRules rules = rules(name, base);
        boolean weighs = rules.judges() && !WITHOUT_GAMMA.contains(rules.selection());
        List<Racer> racers = new ArrayList<>();
        for (int mu : parents.isEmpty() ? List.of(rules.parents()) : parents) {
            EvolutionRules crowd = rules.withParents(mu);
            String suffix = parents.isEmpty() ? "" : ", μ " + mu;
            if (!weighs || gammas.isEmpty()) {
                racers.add(new Racer(name + suffix, crowd));
            } else {
                gammas.forEach(
                        gamma ->
                                racers.add(
                                        new Racer(
                                                name + suffix + ", γ " + number(gamma),
                                                crowd.withGamma(gamma))));
            }
        }
        return racers;
    }

    private static EvolutionRules rules(String name, EvolutionRules base) {
        if (name.equals(EVOLVE)) {
            return base;
        }
        Selection control = CONTROLS.get(name);
        if (control != null) {
            try {
                return base.withSelection(control);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }
        if (names().contains(name)) {
            return base.withMutations(List.of(name));
        }
        throw new IllegalArgumentException("method must be one of %s: %s".formatted(names(), name));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%s", value).replaceFirst("\\.0$", "");
    }
}
