package galatea.evolve;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Non-dominated sorting with crowding distance (NSGA-II, Deb et al. 2002) over Fq and Fd. */
final class ParetoFronts {
    private ParetoFronts() {}

    /** Front after front; within a front by crowding distance, then by F, then by index. */
    static List<Candidate> ranked(List<Candidate> candidates) {
        List<Candidate> left = new ArrayList<>(candidates);
        List<Candidate> ranked = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Candidate> front =
                    left.stream()
                            .filter(c -> left.stream().noneMatch(other -> dominates(other, c)))
                            .toList();
            ranked.addAll(byCrowding(front));
            left.removeAll(front);
        }
        return ranked;
    }

    /** Whether {@code a} is nowhere worse than {@code b} and somewhere better. */
    static boolean dominates(Candidate a, Candidate b) {
        double quality = a.fitness().quality() - b.fitness().quality();
        double diversity = a.fitness().diversity() - b.fitness().diversity();
        return quality >= 0 && diversity >= 0 && quality + diversity > 0;
    }

    private static List<Candidate> byCrowding(List<Candidate> front) {
        Map<Candidate, Double> room = new HashMap<>();
        addRoom(room, front, c -> c.fitness().quality());
        addRoom(room, front, c -> c.fitness().diversity());
        return Selection.sorted(
                front,
                comparingDouble((Candidate c) -> room.getOrDefault(c, 0.0))
                        .thenComparingDouble(Candidate::total)
                        .reversed());
    }

    /**
     * Adds the distance between the neighbours of each candidate, over the front's whole range;
     * nothing if all are equal.
     */
    private static void addRoom(
            Map<Candidate, Double> room, List<Candidate> front, ToDoubleFunction<Candidate> value) {
        List<Candidate> sorted = Selection.by(front, value);
        int last = sorted.size() - 1;
        double range = value.applyAsDouble(sorted.get(0)) - value.applyAsDouble(sorted.get(last));
        for (int i = 0; i <= last && range > 0; i++) {
            double distance =
                    i == 0 || i == last
                            ? Double.POSITIVE_INFINITY
                            : (value.applyAsDouble(sorted.get(i - 1))
                                            - value.applyAsDouble(sorted.get(i + 1)))
                                    / range;
            room.merge(sorted.get(i), distance, Double::sum);
        }
    }
}
