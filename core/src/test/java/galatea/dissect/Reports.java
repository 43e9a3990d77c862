package galatea.dissect;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small dissections, made up. */
final class Reports {
    private Reports() {}

    static DissectionReport report(List<String> classes, LayerReport... layers) {
        List<ClassReport> reports =
                classes.stream().map(name -> new ClassReport(name, "#9ccbf0", 0.25)).toList();
        return new DissectionReport(
                DissectionReport.VERSION,
                "hash",
                "segmenter",
                "drawing",
                "search",
                "test",
                20,
                "iqr",
                0.05,
                0.01,
                0.05,
                30,
                1000,
                classes.indexOf("unlabelled"),
                reports,
                List.of(layers));
    }

    static LayerReport layer(String name, UnitReport... units) {
        int good = (int) Arrays.stream(units).filter(UnitReport::interpretable).count();
        return new LayerReport(name, 8, units.length, good, List.of(units));
    }

    /** A unit whose IoU is above 0.05 if it is interpretable. */
    static UnitReport unit(int number, @Nullable String label, double iou, int... peaks) {
        List<UnitReport.Peak> pictures =
                Arrays.stream(peaks).mapToObj(p -> new UnitReport.Peak(p, 1)).toList();
        boolean labelled = label != null;
        return new UnitReport(
                number,
                label,
                labelled ? 1.5 : null,
                labelled ? 0.125 : null,
                iou,
                iou - 0.01,
                iou + 0.02,
                0.2,
                0.9,
                3.5,
                0.001,
                0.002,
                iou > 0.05,
                new double[] {iou, 0.0123},
                pictures);
    }
}
