package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.Cloud;
import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Meadow;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.Range;
import galatea.data.scenes.SceneDescription.Sun;
import galatea.data.scenes.SceneDescription.Tree;
import galatea.data.scenes.SceneDescription.Water;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the light, the sky and the mountains of a scene. */
final class SkyComposer {
    private static final double SUN_SHARE = 0.6;
    private static final double CLOUD_SHARE = 0.7;
    private static final double MOUNTAIN_SHARE = 0.66;
    private static final List<Integer> ROCKS = List.of(0x66749C, 0x7B6C94, 0x5C7F8C, 0x80748A);

    private final SceneRandom random;
    private final TimeOfDay time;
    private final double horizon;
    private final @Nullable Sun sun;
    private final List<Range> ranges;
    private final List<Cloud> clouds;

    SkyComposer(SceneRandom random) {
        this.random = random;
        this.time = TimeOfDay.draw(random);
        this.horizon = random.between(0.47, 0.62);
        this.sun = random.chance(SUN_SHARE) ? drawSun() : null;
        this.ranges = random.chance(MOUNTAIN_SHARE) ? drawRanges() : List.of();
        this.clouds = random.chance(CLOUD_SHARE) ? drawClouds() : List.of();
    }

    double horizon() {
        return horizon;
    }

    /** The scene with this sky over the given land. */
    SceneDescription under(
            @Nullable Meadow meadow,
            @Nullable Water water,
            List<House> houses,
            @Nullable Path path,
            List<Tree> trees) {
        boolean lightFromLeft = sun == null ? random.chance(0.5) : sun.x() < 0.5;
        return new SceneDescription(
                time,
                lightFromLeft,
                horizon,
                sun,
                clouds,
                ranges,
                meadow,
                water,
                houses,
                path,
                trees);
    }

    private Sun drawSun() {
        double radius = random.between(0.06, 0.085);
        boolean high = time == TimeOfDay.NOON || time == TimeOfDay.MORNING;
        double y = high ? random.between(0.1, 0.2) : random.between(0.18, 0.32);
        return new Sun(random.between(0.1, 0.9), y, radius);
    }

    private List<Range> drawRanges() {
        List<Range> drawn = new ArrayList<>();
        int rock = random.pick(ROCKS);
        if (random.chance(0.6)) {
            drawn.add(drawRange(random.between(0.16, 0.24), rock, random.between(0.4, 0.55)));
        }
        drawn.add(drawRange(random.between(0.1, 0.17), rock, random.between(0.05, 0.2)));
        return drawn;
    }

    /** Peaks and valleys by turns. */
    private Range drawRange(double height, int rock, double haze) {
        int knots = random.count(5, 8);
        int phase = random.count(0, 1);
        double[] heights = new double[knots];
        double highest = 1;
        for (int i = 0; i < knots; i++) {
            boolean peak = i % 2 == phase;
            double share = peak ? random.between(0.75, 1.1) : random.between(0.25, 0.5);
            heights[i] = horizon - share * height;
            highest = Math.min(highest, heights[i]);
        }
        double snowLine = random.chance(0.6) ? highest + random.between(0.01, 0.05) : -1;
        return new Range(new Shape.Ridge(heights, false), rock, haze, snowLine);
    }

    private List<Cloud> drawClouds() {
        List<Cloud> drawn = new ArrayList<>();
        int count = random.count(1, 3);
        double first = random.between(0, 1);
        for (int i = 0; i < count; i++) {
            double x = first + (i + random.between(-0.25, 0.25)) / count;
            drawn.add(drawCloud(x - Math.floor(x)));
        }
        return drawn;
    }

    /** Puffs side by side on a flat base, the highest in the middle. */
    private Cloud drawCloud(double x) {
        double base = random.between(0.13, Math.max(0.2, horizon - 0.24));
        double width = random.between(0.2, 0.38);
        int count = random.count(3, 5);
        List<Shape.Ellipse> puffs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double side = 2.0 * i / (count - 1) - 1;
            double radiusX = width * random.between(0.2, 0.28);
            double radiusY = width * (0.2 - 0.09 * side * side) * random.between(0.85, 1.15);
            double puffX = x + side * width * 0.36;
            puffs.add(new Shape.Ellipse(puffX, base - radiusY, radiusX, radiusY));
        }
        return new Cloud(List.copyOf(puffs));
    }
}
