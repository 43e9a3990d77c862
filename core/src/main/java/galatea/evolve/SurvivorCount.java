package galatea.evolve;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each mutation brought forth a survivor. */
public final class SurvivorCount {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** Zeros. */
    public SurvivorCount(Collection<String> mutations) {
        mutations.forEach(mutation -> counts.put(mutation, 0L));
    }

    /** Counts the survivors of a generation. */
    public void add(GenerationReport report) {
        report.individuals().stream()
                .filter(GenerationReport.Individual::survived)
                .forEach(individual -> add(individual.mutation()));
    }

    /** Counts a survivor. */
    void add(String mutation) {
        counts.merge(mutation, 1L, Long::sum);
    }

    /** Share of each mutation among all survivors, by label; 0 while there are none. */
    public Map<String, Double> shares() {
        double total = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.forEach((mutation, count) -> shares.put(mutation, count / Math.max(total, 1)));
        return shares;
    }
}
