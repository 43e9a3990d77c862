package galatea.dissect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Two dissections side by side: of two networks, two states of one, or two layers.
 *
 * <p>Classes are the same if their names are; units of other classes count as units that stand for
 * nothing. Shares of units are compared by Fisher's exact test, with the false discovery rate of
 * Benjamini and Hochberg over the classes.
 *
 * @param version of this layout
 * @param first one dissection
 * @param second the other
 * @param overall units that stand for any common class; q = p
 * @param classes the common classes, in the order of the first dissection
 * @param onlyInFirst classes that the second does not know
 * @param onlyInSecond classes that the first does not know
 * @param unlike what else than the network differs between the dissections
 */
public record DissectionComparison(
        int version,
        ComparedSide first,
        ComparedSide second,
        ComparedShare overall,
        List<ComparedClass> classes,
        List<String> onlyInFirst,
        List<String> onlyInSecond,
        List<String> unlike) {
    /** The present layout. */
    public static final int VERSION = 1;

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if no class is in both, or one has no units
     */
    public static DissectionComparison of(DissectionReport first, DissectionReport second) {
        List<String> common = new ArrayList<>(names(first));
        common.retainAll(names(second));
        if (common.isEmpty()) {
            throw new IllegalArgumentException(
                    "dissections must have a class in common: %s and %s"
                            .formatted(names(first), names(second)));
        }
        ComparedSide a = ComparedSide.of(first, common);
        ComparedSide b = ComparedSide.of(second, common);
        return new DissectionComparison(
                VERSION,
                a,
                b,
                ComparedShare.of(a.count(), a.units(), b.count(), b.units()),
                classes(common, a, b, first, second),
                without(names(first), common),
                without(names(second), common),
                unlike(first, second));
    }

    /** All classes but the one that is none. */
    private static List<String> names(DissectionReport report) {
        return IntStream.range(0, report.classes().size())
                .filter(c -> c != report.unlabelled())
                .mapToObj(c -> report.classes().get(c).name())
                .distinct()
                .toList();
    }

    private static List<String> without(List<String> all, Collection<String> some) {
        return all.stream().filter(name -> !some.contains(name)).toList();
    }

    private static List<ComparedClass> classes(
            List<String> names,
            ComparedSide a,
            ComparedSide b,
            DissectionReport first,
            DissectionReport second) {
        List<ComparedShare> shares =
                names.stream()
                        .map(c -> ComparedShare.of(a.count(c), a.units(), b.count(c), b.units()))
                        .toList();
        double[] q =
                FalseDiscovery.qValues(shares.stream().mapToDouble(ComparedShare::p).toArray());
        return IntStream.range(0, names.size())
                .mapToObj(
                        i ->
                                new ComparedClass(
                                        names.get(i),
                                        shares.get(i).withQ(q[i]),
                                        BestUnit.of(first, names.get(i)),
                                        BestUnit.of(second, names.get(i))))
                .toList();
    }

    /** What makes a difference that is none of the networks'. */
    private static List<String> unlike(DissectionReport a, DissectionReport b) {
        Map<String, Function<DissectionReport, Object>> conditions = new LinkedHashMap<>();
        conditions.put("segmenter", DissectionReport::segmenter);
        conditions.put("drawing", DissectionReport::drawing);
        conditions.put("pictures", DissectionReport::samples);
        conditions.put("threshold rule", DissectionReport::rule);
        conditions.put("least IoU", DissectionReport::leastIou);
        conditions.put("least IQR", DissectionReport::leastIqr);
        conditions.put("false discovery rate", DissectionReport::falseDiscoveryRate);
        conditions.put("shuffles", DissectionReport::shuffles);
        List<String> unlike = new ArrayList<>();
        conditions.forEach(
                (name, of) -> {
                    if (!Objects.equals(of.apply(a), of.apply(b))) {
                        unlike.add("%s: %s and %s".formatted(name, of.apply(a), of.apply(b)));
                    }
                });
        return unlike;
    }
}
