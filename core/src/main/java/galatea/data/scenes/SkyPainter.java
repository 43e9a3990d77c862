package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.Cloud;
import galatea.data.scenes.SceneDescription.Range;
import galatea.data.scenes.SceneDescription.Sun;
import java.util.List;

/** Paints sky, sun, clouds and mountains. */
final class SkyPainter {
    private static final Shape EVERYWHERE = new Shape.Box(0, 0, 1, 1);
    private static final double GLOW_RADII = 4.5; // radius of the glow in radii of the sun

    private final SceneDescription scene;
    private final TimeOfDay time;
    private final List<Element> stack;

    SkyPainter(SceneDescription scene, List<Element> stack) {
        this.scene = scene;
        this.time = scene.time();
        this.stack = stack;
    }

    void paint() {
        stack.add(new Element(SceneClass.SKY, EVERYWHERE, skyPaint()));
        Sun sun = scene.sun();
        if (sun != null) {
            int core = Colors.lighter(time.sun(), 0.25);
            stack.add(new Element(SceneClass.SUN, sun.disk(), time.sun()));
            Shape center =
                    new Shape.Ellipse(sun.x(), sun.y(), sun.radius() * 0.72, sun.radius() * 0.72);
            stack.add(new Element(SceneClass.SUN, center, core));
        }
        scene.clouds().forEach(this::paintCloud);
        scene.ranges().forEach(this::paintRange);
    }

    private Paint skyPaint() {
        Paint.Vertical sky =
                new Paint.Vertical(
                        0, Math.max(0.1, scene.horizon()), time.zenith(), time.skyline());
        Sun sun = scene.sun();
        if (sun == null) {
            return sky;
        }
        int glow = Colors.lighter(time.sun(), 0.45);
        return new Paint.Glowing(sky, sun.x(), sun.y(), sun.radius() * GLOW_RADII, glow, 0.7);
    }

    private void paintCloud(Cloud cloud) {
        Paint paint =
                new Paint.Vertical(
                        cloud.top() + (cloud.bottom() - cloud.top()) * 0.4,
                        cloud.bottom(),
                        time.cloudTop(),
                        time.cloudBottom());
        for (Shape.Ellipse puff : cloud.puffs()) {
            stack.add(new Element(SceneClass.CLOUD, puff, paint));
        }
    }

    private void paintRange(Range range) {
        int rock = time.distant(range.color(), range.haze());
        stack.add(mountain(range, range.ridge(), rock, 0));
        double[] heights = range.ridge().heights();
        double step = 1.0 / (heights.length - 1);
        for (int i = 0; i < heights.length; i++) {
            paintShade(range, i, (scene.lightFromLeft() ? step : -step), rock);
        }
    }

    /** The side of a peak that lies away from the light. */
    private void paintShade(Range range, int peak, double step, int rock) {
        double[] heights = range.ridge().heights();
        int next = peak + (step > 0 ? 1 : -1);
        if (next < 0 || next >= heights.length || heights[next] < heights[peak]) {
            return;
        }
        double x = peak * Math.abs(step);
        double foot = scene.horizon() + 0.04;
        Shape shade =
                Shape.Polygon.of(
                        x,
                        heights[peak],
                        x + step,
                        heights[next],
                        x + step,
                        foot,
                        x + step * 0.25,
                        foot);
        stack.add(mountain(range, shade, Colors.darker(rock, 0.18), 0.14));
    }

    private Element mountain(Range range, Shape shape, int rock, double shade) {
        int foot = Colors.lighter(rock, 0.14);
        double top = range.ridge().bounds().top();
        Paint.Vertical paint = new Paint.Vertical(top, scene.horizon(), rock, foot);
        if (range.snowLine() < 0) {
            return new Element(SceneClass.MOUNTAIN, shape, paint);
        }
        int snow = Colors.darker(time.distant(0xF4F6FB, range.haze() * 0.4), shade);
        return new Element(
                SceneClass.MOUNTAIN, shape, new Paint.Snowy(paint, range.snowLine(), snow));
    }
}
