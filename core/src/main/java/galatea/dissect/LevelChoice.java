package galatea.dissect;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Chooses levels by a rule, from the counts of the search sample.
 *
 * @param rule how
 * @param fractions what the levels of every unit stand for
 * @param unlabelled class that is no class, or −1
 */
record LevelChoice(ThresholdRule rule, Fractions fractions, int unlabelled) {
    /** Below this share of the pixels a class is too rare for the search, as in gandissect. */
    static final double LEAST_SHARE = 1e-3;

    /** Unit and class must agree on more than this share of the pixels, as in gandissect. */
    private static final double LEAST_AGREEMENT = 0.8;

    /**
     * A level of a unit, chosen for a class.
     *
     * @param label the class
     * @param place of the level among those of the unit
     * @param score what it was chosen for: IQR or IoU over the search sample
     */
    record Choice(int label, int place, double score) {}

    /** The level of a unit for a class; empty if the rule allows none. */
    Optional<Choice> level(UnitProfile unit, int label) {
        Contingency any = unit.search().at(label, 0);
        if (label == unlabelled || any.present() == 0) {
            return Optional.empty();
        }
        return switch (rule.kind()) {
            case IQR -> best(unit, label, Contingency::iqr);
            case QUANTILE -> Optional.of(at(unit, label, fractions.place(rule.fraction())));
            case AREA -> {
                double share = (double) any.present() / any.total();
                yield Optional.of(at(unit, label, fractions.place(share)));
            }
        };
    }

    private static Choice at(UnitProfile unit, int label, int place) {
        return new Choice(label, place, unit.search().at(label, place).iou());
    }

    /**
     * The first maximum over the hundred levels, from the highest down: the level must be above 0,
     * agreement above 0.8, the class not too rare, and the lowest level does not count.
     */
    static Optional<Choice> best(
            UnitProfile unit, int label, int[] gridPlaces, ToDoubleFunction<Contingency> score) {
        Choice best = null;
        for (int i = 0; i < gridPlaces.length - 1; i++) {
            int place = gridPlaces[i];
            Contingency counts = unit.search().at(label, place);
            boolean allowed =
                    counts.present() >= LEAST_SHARE * counts.total()
                            && counts.agreement() > LEAST_AGREEMENT
                            && unit.levels()[place] > 0;
            if (allowed && (best == null || score.applyAsDouble(counts) > best.score())) {
                best = new Choice(label, place, score.applyAsDouble(counts));
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<Choice> best(
            UnitProfile unit, int label, ToDoubleFunction<Contingency> score) {
        return best(unit, label, fractions.gridPlaces(), score);
    }

    /**
     * The class that a unit stands for if for any: the one of the best score among those that it
     * meets more often than by chance.
     */
    Optional<Choice> best(UnitProfile unit, int classes) {
        Choice best = null;
        for (int label = 0; label < classes; label++) {
            Choice choice = level(unit, label).orElse(null);
            if (choice != null
                    && unit.search().at(label, choice.place()).lift() > 1
                    && (best == null || choice.score() > best.score())) {
                best = choice;
            }
        }
        return Optional.ofNullable(best);
    }
}
