package galatea.dissect;

import galatea.report.Markup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the numbers of a dissection mean, for those who see one for the first time. */
final class DissectionWords {
    private static final String WHAT =
            "A generator draws a picture in layers, and each layer consists of units: small maps"
                    + " that are bright in some places and dark in others. A unit is active where"
                    + " its map lies above its threshold. A segmenter says, for every pixel of the"
                    + " finished picture, which class of things it shows. Where the two agree over"
                    + " many pictures, the unit stands for that class. That says what happens"
                    + " together, not yet that the unit is the cause.";

    private static final String BEGIN =
            """
            <details open>
            <summary>What the numbers mean</summary>
            <p>%s</p>
            <dl class="words">
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
        List<Markup> words = new ArrayList<>();
        words.add(Markup.of(BEGIN, WHAT));
        word(
                words,
                "Label",
                "the class that the unit agrees with best. Units that are not interpretable keep"
                        + " theirs, in grey: it is a guess.");
        word(
                words,
                "IoU, intersection over union",
                "pixels where unit and class both are, divided by pixels where at least one of them"
                        + " is: 0 if they never meet, 1 if they are the same. Large classes reach"
                        + " some IoU by accident; the lift does not.");
        word(
                words,
                "Interval",
                "the range, in brackets, in which the IoU would lie 95 times in 100 if the pictures"
                        + " were drawn again, from %d resamplings of the pictures."
                                .formatted(report.resamplings()));
        word(
                words,
                "IQR, information quality ratio",
                "how much unit and class tell about each other, divided by all there is to tell: 0"
                        + " nothing, 1 everything.");
        word(
                words,
                "Lift",
                "how many times as often unit and class meet as they would by chance: 1 is chance.");
        word(
                words,
                "p and q",
                "p is the probability that label maps of other pictures meet the unit as often"
                        + " (from %d shuffles). With many units and classes some p are small by"
                                .formatted(report.shuffles())
                        + " accident; q corrects that: among all units with q up to %s, about that"
                                .formatted(number(report.falseDiscoveryRate()))
                        + " share is expected to be false.");
        word(
                words,
                "Threshold",
                "the level above which the unit counts as active, and the share of the pixels above"
                        + " it. It was chosen on other pictures than those that are measured.");
        word(
                words,
                "Pictures",
                "those of the sample in which the unit is most active; dimmed where it is not"
                        + " active, with a white line around where it is.");
        words.add(Markup.of("</dl>\n</details>\n"));
        return Markup.join(words);
    }

    private static void word(List<Markup> words, String word, String meaning) {
        words.add(Markup.of("<dt>%s</dt><dd>%s</dd>\n", word, meaning));
    }

    /** Three digits, such as {@code 0.05}, {@code 12.3} and {@code 2.8e-5}. */
    static String number(double value) {
        boolean plain = value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
        return Double.isFinite(value) && plain
                ? new BigDecimal(value, THREE).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.1e", value);
    }
}
