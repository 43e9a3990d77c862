package galatea.train;

import org.jspecify.annotations.Nullable;

/** Averages the reports of the steps of a tick. */
final class TickMeter {
    private final double[] sums = new double[7];
    private int steps;
    private long images;
    private double seconds;

    void add(StepReport r, int batch, double stepSeconds) {
        images += batch;
        seconds += stepSeconds;
        if (!r.finite()) {
            return;
        }
        double[] values = {
            r.lossD(),
            r.lossG(),
            r.penalty(),
            r.scoreReal(),
            r.scoreFake(),
            r.gradientNormD(),
            r.gradientNormG()
        };
        for (int i = 0; i < values.length; i++) {
            sums[i] += values[i];
        }
        steps++;
    }

    double imagesPerSecond() {
        return seconds > 0 ? images / seconds : 0;
    }

    /** The means, or null if no step of the tick was finite. */
    @Nullable StepReport means() {
        if (steps == 0) {
            return null;
        }
        return new StepReport(
                sums[0] / steps,
                sums[1] / steps,
                sums[2] / steps,
                sums[3] / steps,
                sums[4] / steps,
                sums[5] / steps,
                sums[6] / steps,
                true);
    }
}
