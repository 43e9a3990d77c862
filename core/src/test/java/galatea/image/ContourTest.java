package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContourTest {

    @Test
    void crossingsAreInterpolated() {
        double[] ramp = {0, 1, 0, 1};
        assertThat(points(Contour.path(2, ramp, 0.25))).containsExactly("0.25 0.00", "0.25 1.00");
        double[] corner = {1, 0, 0, 0};
        assertThat(points(Contour.path(2, corner, 0.5))).containsExactly("0.00 0.50", "0.50 0.00");
    }

    @Test
    void circlesAreRound() {
        int side = 41;
        double[] cone = new double[side * side];
        for (int i = 0; i < cone.length; i++) {
            int row = i / side;
            cone[i] = Math.hypot(i % side - 20, row - 20);
        }
        List<double[]> circle = coordinates(Contour.path(side, cone, 12.3));
        assertThat(circle).hasSizeGreaterThan(100);
        for (double[] point : circle) {
            assertThat(Math.hypot(point[0] - 20, point[1] - 20)).isCloseTo(12.3, within(0.02));
        }
    }

    @Test
    void atASaddleTheMiddleDecides() {
        double[] low = {1, 0, 0, 1};
        assertThat(points(Contour.path(2, low, 0.6))) // around the corners that are above
                .containsExactly("0.00 0.40", "0.40 0.00", "1.00 0.60", "0.60 1.00");
        assertThat(points(Contour.path(2, low, 0.4))) // around those that are not
                .containsExactly("0.00 0.60", "0.40 1.00", "1.00 0.40", "0.60 0.00");
    }

    @Test
    void withoutACrossingThereIsNoLine() {
        assertThat(points(Contour.path(2, new double[] {1, 1, 1, 1}, 0.5))).isEmpty();
        assertThat(points(Contour.path(2, new double[] {0.5, 0.5, 0.5, 0.5}, 0.5))).isEmpty();
        assertThat(points(Contour.path(2, new double[4], 0.5))).isEmpty();
    }

    private static List<String> points(Path2D path) {
        return coordinates(path).stream()
                .map(point -> "%.2f %.2f".formatted(point[0], point[1]))
                .toList();
    }

    private static List<double[]> coordinates(Path2D path) {
        List<double[]> points = new ArrayList<>();
        for (PathIterator it = path.getPathIterator(null); !it.isDone(); it.next()) {
            double[] point = new double[2];
            it.currentSegment(point);
            points.add(point);
        }
        return points;
    }
}
