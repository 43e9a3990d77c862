package galatea.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The scale of one axis of a chart.
 *
 * @param low smallest value shown
 * @param high largest value shown, above {@code low}
 * @param log whether equal distances are equal ratios
 * @param ticks values with a label, ascending
 */
record Axis(double low, double high, boolean log, List<Double> ticks) {

    private static final int WANTED_TICKS = 6;

    /** An axis with round limits around the values; values that cannot be shown are left out. */
    static Axis around(double[] values, boolean log, boolean tight) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value) && (!log || value > 0)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) { // nothing to show
            low = log ? 1 : 0;
            high = log ? 10 : 1;
        }
        return log ? decades(low, high) : linear(low, high, tight);
    }

    /** Position of a value: 0 at the low end, 1 at the high end; NaN if it cannot be shown. */
    double position(double value) {
        if (!Double.isFinite(value) || (log && value <= 0)) {
            return Double.NaN;
        }
        return log
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value - low) / (high - low);
    }

    /** The ticks as a plot draws them. */
    List<PlotFrame.Tick> labelledTicks() {
        return ticks.stream().map(tick -> new PlotFrame.Tick(label(tick), position(tick))).toList();
    }

    /** The text of a tick. */
    String label(double tick) {
        double size = Math.abs(tick);
        if (log || (size != 0 && (size >= 1e6 || size < 1e-3))) {
            String text = String.format(Locale.ROOT, "%.3g", tick);
            return size >= 1e5 || size < 1e-3 ? scientific(tick) : plain(Double.parseDouble(text));
        }
        return plain(tick);
    }

    private static Axis linear(double low, double high, boolean tight) {
        double margin = low == high ? Math.max(Math.abs(low) * 0.1, 0.5) : 0;
        double step = roundStep((high - low + 2 * margin) / WANTED_TICKS);
        double start = tight ? low - margin : Math.floor((low - margin) / step + 1e-9) * step;
        double end = tight ? high + margin : Math.ceil((high + margin) / step - 1e-9) * step;
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(start / step - 1e-9); i <= end / step + 1e-9; i++) {
            ticks.add(i * step);
        }
        return new Axis(start, end, false, ticks);
    }

    private static Axis decades(double low, double high) {
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
        int step = Math.max(1, (last - first) / WANTED_TICKS);
        List<Double> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent += step) {
            ticks.add(Math.pow(10, exponent));
        }
        return new Axis(Math.pow(10, first), Math.pow(10, last), true, ticks);
    }

    /** The next of 1, 2, 5, 10 times a power of ten. */
    private static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double share = step / power;
        if (share <= 1) {
            return power;
        }
        if (share <= 2) {
            return 2 * power;
        }
        return share <= 5 ? 5 * power : 10 * power;
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value)
                .replace(".0e", "e")
                .replaceAll("e([+-])0?", "e$1")
                .replace("e+", "e");
    }

    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        String trimmed = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        return trimmed.equals("-0") ? "0" : trimmed;
    }
}
