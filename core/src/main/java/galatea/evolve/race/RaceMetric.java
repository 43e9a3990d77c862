package galatea.evolve.race;

import galatea.evolve.PointMetrics;
import galatea.points.ModeStatistics;
import java.util.List;
import java.util.Locale;

/** A number that racers are compared by. */
public enum RaceMetric {
    /** Modes with at least one high-quality sample. */
    MODES_COVERED("modes", true, 0),
    /** Modes with at least 20 of them. */
    MODES_COVERED_WELL("modes (20)", true, 0),
    /** Share of samples within 3σ of a mode. */
    HIGH_QUALITY_SHARE("high quality", true, 3),
    /** Share of samples within 4σ of a mode. */
    HIGH_QUALITY_SHARE_4("within 4σ", true, 3),
    /** Jensen-Shannon divergence of the modes' histogram from the uniform one, in nats. */
    JSD("JSD", false, 4),
    /** Squared maximum mean discrepancy of samples and data. */
    MMD2("MMD²", false, 5);

    private final String title;
    private final boolean larger;
    private final int digits;

    RaceMetric(String title, boolean larger, int digits) {
        this.title = title;
        this.larger = larger;
        this.digits = digits;
    }

    /** The metrics that a source has: all for a mixture, else MMD² only. */
    public static List<RaceMetric> of(boolean mixture) {
        return mixture ? List.of(values()) : List.of(MMD2);
    }

    /** For tables. */
    public String title() {
        return title;
    }

    /** Whether larger is better. */
    public boolean isLargerBetter() {
        return larger;
    }

    /** The number; NaN if there is none. */
    public double of(PointMetrics metrics) {
        ModeStatistics modes = metrics.modes();
        if (this == MMD2 || modes == null) {
            return this == MMD2 ? metrics.mmd2() : Double.NaN;
        }
        return switch (this) {
            case MODES_COVERED -> modes.modesCovered();
            case MODES_COVERED_WELL -> modes.modesCoveredWell();
            case HIGH_QUALITY_SHARE -> modes.highQualityShare();
            case HIGH_QUALITY_SHARE_4 -> modes.highQualityShare4();
            case JSD -> modes.jsd();
            case MMD2 -> metrics.mmd2();
        };
    }

    /** The number as text. */
    String text(double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
