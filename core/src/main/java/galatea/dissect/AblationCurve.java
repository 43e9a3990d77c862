package galatea.dissect;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a class vanishes as more and more units are ablated.
 *
 * @param order in which
 * @param points for 0, 1, 2 … all units of the order
 */
public record AblationCurve(UnitOrder order, List<Point> points) {
    /** Copies the list. */
    public AblationCurve {
        points = List.copyOf(points);
    }

    /**
     * A point of the curve.
     *
     * @param units how many are ablated
     * @param removed share of the class's pixels that is gone, at most 1; below 0 if there are more
     * @param interval 95 % interval of the share
     */
    public record Point(int units, double removed, Interval interval) {}

    /**
     * Measures curves of several orders on the same pictures.
     *
     * @param study generator, sample and segmenter
     * @param layer whose units are ablated
     * @param className of the class that is watched
     * @throws IllegalArgumentException for a class or unit that there is not, or a class that no
     *     picture shows
     */
    public static List<AblationCurve> measure(
            EffectStudy study, Layer layer, String className, List<UnitOrder> orders) {
        int label = ClassPixels.named(className, study.segmenter().classes());
        List<Intervention> ablations =
                orders.stream().flatMap(order -> order.ablations(layer).stream()).toList();
        PairedCounts counts =
                PairedCounts.of(
                        study.specimen(),
                        study.segmenter(),
                        ablations,
                        new int[] {label},
                        study.progress());
        requireShown(counts, className);
        Bootstrap.Drawn drawn = study.bootstrap().over(counts.pictures());
        List<AblationCurve> curves = new ArrayList<>();
        int first = 0;
        for (UnitOrder order : orders) {
            curves.add(new AblationCurve(order, points(counts, first, order, drawn)));
            first += order.units().size();
        }
        return curves;
    }

    private static void requireShown(PairedCounts counts, String className) {
        if (counts.total(counts.before()) == 0) {
            throw new IllegalArgumentException(
                    "class must appear in the sample of %d pictures: %s"
                            .formatted(counts.pictures(), className));
        }
    }

    private static List<Point> points(
            PairedCounts counts, int first, UnitOrder order, Bootstrap.Drawn drawn) {
        double before = counts.total(counts.before());
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0, new Interval(0, 0)));
        for (int n = 1; n <= order.units().size(); n++) {
            int k = first + n - 1;
            double removed = 1 - counts.total(counts.after()[k]) / before;
            Interval interval =
                    drawn.ratio(i -> -counts.change(k, i, 0), i -> counts.before()[i][0]);
            points.add(new Point(n, removed, interval));
        }
        return points;
    }
}
