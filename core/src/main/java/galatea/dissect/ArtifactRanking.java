package galatea.dissect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders units by how suspect they are.
 *
 * @param units the most suspected first; with {@link ArtifactOptions.Order#RARITY} first those that
 *     are rarely active, but not never
 * @param reports the same units
 * @param peakPictures in which each was looked at
 */
record ArtifactRanking(
        List<Unit> units, List<ArtifactReport.RankedUnit> reports, int peakPictures) {
    private static final double RARE = 0.3; // Choi et al. 2022
    private static final int KEPT = 8; // pictures named in a report

    static ArtifactRanking of(Activity activity, FeatureSample sample, ArtifactOptions options) {
        int count = options.peakPictures(sample.pictures(), sample.size());
        List<ArtifactReport.RankedUnit> reports =
                IntStream.range(0, activity.units().size())
                        .parallel()
                        .mapToObj(u -> report(activity, sample, u, count))
                        .toList();
        List<Integer> order =
                IntStream.range(0, reports.size())
                        .boxed()
                        .sorted(Comparator.comparing(reports::get, comparator(options.order())))
                        .toList();
        return new ArtifactRanking(
                order.stream().map(activity.units()::get).toList(),
                order.stream().map(reports::get).toList(),
                count);
    }

    private static ArtifactReport.RankedUnit report(
            Activity activity, FeatureSample sample, int unit, int count) {
        List<Integer> peaks = activity.peakPictures(unit, count);
        double rate = activity.rate(unit);
        return new ArtifactReport.RankedUnit(
                ArtifactReport.Named.of(activity.units().get(unit)),
                sample.distance(peaks),
                rate,
                rate <= RARE,
                List.copyOf(peaks.subList(0, Math.min(KEPT, count))));
    }

    private static Comparator<ArtifactReport.RankedUnit> comparator(ArtifactOptions.Order order) {
        return switch (order) {
            case DISTANCE ->
                    Comparator.comparingDouble(ArtifactReport.RankedUnit::distance).reversed();
            case RARITY ->
                    Comparator.comparingDouble(
                            unit -> unit.activationRate() > 0 ? unit.activationRate() : 1);
        };
    }

    /** Whether a unit is to be tried at all. */
    boolean isSuspect(int place, ArtifactOptions.Order order) {
        ArtifactReport.RankedUnit unit = reports.get(place);
        return order == ArtifactOptions.Order.DISTANCE
                || (unit.rare() && unit.activationRate() > 0);
    }
}
