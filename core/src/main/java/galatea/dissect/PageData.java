package galatea.dissect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The numbers by which the script of the page chooses and orders the cards.
 *
 * @param classes their names
 * @param units in the order of the cards
 */
record PageData(List<String> classes, List<Row> units) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final double DIGITS = 1e4;

    /**
     * A unit.
     *
     * @param layer number of its layer
     * @param label number of its class, or −1
     * @param good whether it is interpretable
     * @param iou with its label
     * @param iqr with its label
     * @param lift with its label
     * @param ious with all classes
     */
    record Row(
            int layer,
            int label,
            boolean good,
            double iou,
            double iqr,
            double lift,
            double[] ious) {}

    /** The numbers of a dissection, with four digits behind the point. */
    static String json(DissectionReport report) {
        List<String> classes = report.classes().stream().map(ClassReport::name).toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < report.layers().size(); i++) {
            for (UnitReport u : report.layers().get(i).units()) {
                rows.add(
                        new Row(
                                i,
                                classes.indexOf(u.label()),
                                u.interpretable(),
                                rounded(u.iou()),
                                rounded(u.iqr()),
                                rounded(u.lift()),
                                Arrays.stream(u.ious()).map(PageData::rounded).toArray()));
            }
        }
        return MAPPER.writeValueAsString(new PageData(classes, rows));
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.rint(value * DIGITS) / DIGITS : 0;
    }
}
