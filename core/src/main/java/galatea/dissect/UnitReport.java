package galatea.dissect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dissection says of one unit. All measures but the level are of the held-out sample.
 *
 * @param unit channel of the layer
 * @param label name of the class it agrees with best; null if with none
 * @param threshold the level above which it counts as active; null without a label
 * @param fraction share of its pixels above the level, on the sample where the level was chosen;
 *     null without a label
 * @param iou intersection over union with the label, in [0, 1]
 * @param iouLow lower end of the 95 % interval of the IoU
 * @param iouHigh its upper end
 * @param iqr information quality ratio with the label, in [0, 1]
 * @param agreement share of the pixels where unit and label agree
 * @param lift how many times as often as by chance both are there
 * @param p p-value against label maps of other pictures
 * @param q false discovery rate over units and classes at which it is still significant
 * @param interpretable whether IoU and IQR reach the rule's least values and q the allowed rate
 * @param ious IoU with every class at the level chosen for that class, in class order; for rankings
 * @param peaks pictures in which it is most active
 */
public record UnitReport(
        int unit,
        @Nullable String label,
        @Nullable Double threshold,
        @Nullable Double fraction,
        double iou,
        double iouLow,
        double iouHigh,
        double iqr,
        double agreement,
        double lift,
        double p,
        double q,
        boolean interpretable,
        double[] ious,
        List<Peak> peaks) {

    /**
     * A picture in which a unit is active.
     *
     * @param picture number in the sample
     * @param activation largest value of the unit's features
     */
    public record Peak(int picture, float activation) {}
}
