package galatea.dissect;

import galatea.report.Markup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** What the numbers of a dissection mean, for those who see one for the first time. */
final class DissectionWords {
    private static final String EXPLANATIONS =
            """
            <details open>
            <summary>What the numbers mean</summary>
            <p>A generator draws a picture in layers, and each layer consists of units: small maps
            that are bright in some places and dark in others. A unit is active where its map lies
            above its threshold. A segmenter says, for every pixel of the finished picture, which
            class of things it shows. Where the two agree over many pictures, the unit stands for
            that class. That says what happens together, not yet that the unit is the cause.</p>
            <dl class="words">
            <dt>Label</dt><dd>the class that the unit agrees with best. Units that are not
            interpretable keep theirs, in grey: it is a guess.</dd>
            <dt>IoU, intersection over union</dt><dd>pixels where unit and class both are, divided
            by pixels where at least one of them is: 0 if they never meet, 1 if they are the same.
            Large classes reach some IoU by accident; the lift shows it.</dd>
            <dt>Interval</dt><dd>how far the IoU may be off because only these pictures were drawn:
            a 95 %% interval from %s resamplings of the pictures.</dd>
            <dt>IQR, information quality ratio</dt><dd>how much unit and class tell about each
            other, divided by all there is to tell: 0 nothing, 1 everything.</dd>
            <dt>Lift</dt><dd>how many times as often unit and class meet as they would by chance: 1
            is chance.</dd>
            <dt>p and q</dt><dd>p is the probability that a unit without any relation to the class
            meets it as often; it comes from %s shuffles that give pictures the label maps of
            others. With many units and classes some p are small by accident, which q corrects:
            among all with q up to %s, at most about that share is expected to be false.</dd>
            <dt>Threshold</dt><dd>the level above which the unit counts as active, and the share of
            the pixels above it. It was chosen on other pictures than those that are measured.</dd>
            <dt>Pictures</dt><dd>those of the sample in which the unit is most active; dimmed where
            it is not active, with a white line around where it is.</dd>
            </dl>
            </details>
            """;
    private static final MathContext THREE = new MathContext(3);

    private DissectionWords() {}

    /** When a unit is called interpretable. */
    static String interpretable(DissectionReport report) {
        String iqr =
                report.leastIqr() > 0 ? ", IQR above %s".formatted(number(report.leastIqr())) : "";
        return "IoU above %s%s, q at most %s"
                .formatted(number(report.leastIou()), iqr, number(report.falseDiscoveryRate()));
    }

    /** A list of the words on the cards. */
    static Markup explanations(DissectionReport report) {
        return Markup.of(
                EXPLANATIONS,
                report.resamplings(),
                report.shuffles(),
                number(report.falseDiscoveryRate()));
    }

    /** Three digits, such as {@code 0.05}, {@code 12.3} and {@code 2.8e-5}. */
    static String number(double value) {
        boolean plain = value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
        return Double.isFinite(value) && plain
                ? new BigDecimal(value, THREE).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.1e", value);
    }
}
