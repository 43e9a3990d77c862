package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwissRollTest {
    private static final int N = 5000;

    private final SwissRoll roll = new SwissRoll();
    private final float[] xy = roll.draw(new SplittableRandom(1), N);

    /** The spiral of radius r, 0.5 to 1.5, at the angle 3 pi r. */
    private static double distanceFromSpiral(double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 2000; i++) {
            double radius = 0.5 + i / 2000.0;
            double angle = 3 * Math.PI * radius;
            least =
                    Math.min(
                            least,
                            Math.hypot(x - radius * Math.cos(angle), y - radius * Math.sin(angle)));
        }
        return least;
    }

    @Test
    void pointsLieAroundTheSpiral() {
        double squares = 0;
        for (int i = 0; i < N; i++) {
            double distance = distanceFromSpiral(xy[2 * i], xy[2 * i + 1]);
            assertThat(distance).isLessThan(5 * SwissRoll.DEVIATION);
            squares += distance * distance;
        }
        assertThat(Math.sqrt(squares / N))
                .isCloseTo(SwissRoll.DEVIATION, within(0.05 * SwissRoll.DEVIATION));
    }

    @Test
    void radiiAreUniformFromHalfToOneAndAHalf() {
        int[] quarters = new int[4];
        for (int i = 0; i < N; i++) {
            int quarter = (int) Math.floor(4 * (Math.hypot(xy[2 * i], xy[2 * i + 1]) - 0.5));
            quarters[Math.max(0, Math.min(3, quarter))]++;
        }
        for (int count : quarters) {
            assertThat(count / (double) N).isCloseTo(0.25, within(0.02));
        }
    }

    @Test
    void extentHoldsAllPoints() {
        assertThat(roll.extent()).isBetween(1.5, 1.7);
        for (float value : xy) {
            assertThat(Math.abs((double) value)).isLessThan(roll.extent());
        }
    }

    @Test
    void equalSeedsGiveEqualPoints() {
        assertThat(roll.draw(new SplittableRandom(1), N)).isEqualTo(xy);
        assertThat(roll.draw(new SplittableRandom(2), N)).isNotEqualTo(xy);
    }
}
