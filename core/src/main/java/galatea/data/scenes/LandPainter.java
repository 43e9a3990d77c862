package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.Flower;
import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Meadow;
import galatea.data.scenes.SceneDescription.Sun;
import galatea.data.scenes.SceneDescription.Tree;
import galatea.data.scenes.SceneDescription.Water;
import galatea.data.scenes.SceneDescription.WaterKind;
import java.util.List;

/** Paints meadows, the shadows on them, and water. */
final class LandPainter {
    private final SceneDescription scene;
    private final TimeOfDay time;
    private final List<Element> stack;

    LandPainter(SceneDescription scene, List<Element> stack) {
        this.scene = scene;
        this.time = scene.time();
        this.stack = stack;
    }

    void paint() {
        Water water = scene.water();
        boolean distant =
                water != null && (water.kind() == WaterKind.SEA || water.kind() == WaterKind.BAY);
        if (water != null && distant) {
            paintWater(water);
        }
        Meadow meadow = scene.meadow();
        if (meadow != null) {
            paintMeadow(meadow);
        }
        if (water != null && !distant) {
            paintWater(water);
        }
    }

    private void paintMeadow(Meadow meadow) {
        int green = time.lit(meadow.color());
        double top = meadow.top().bounds().top();
        Paint far = new Paint.Vertical(top, 1, Colors.darker(green, 0.12), green);
        stack.add(new Element(SceneClass.GRASS, meadow.top(), far));
        Paint near =
                new Paint.Vertical(top, 1, Colors.lighter(green, 0.06), Colors.darker(green, 0.06));
        stack.add(new Element(SceneClass.GRASS, meadow.hill(), near));
        int shadow = Colors.darker(green, 0.3);
        scene.trees().forEach(tree -> paintShadow(tree, shadow));
        scene.houses().forEach(house -> paintShadow(house, shadow));
        for (Flower flower : meadow.flowers()) {
            Shape petals = new Shape.Ellipse(flower.x(), flower.y(), 0.011, 0.009);
            stack.add(new Element(SceneClass.GRASS, petals, time.lit(flower.color())));
        }
    }

    private void paintShadow(Tree tree, int shadow) {
        double x = tree.x() + awayFromLight() * tree.width() * 0.2;
        Shape shape = new Shape.Ellipse(x, tree.foot(), tree.width() * 0.5, tree.width() * 0.09);
        stack.add(new Element(SceneClass.GRASS, shape, shadow));
    }

    private void paintShadow(House house, int shadow) {
        Shape.Box body = house.body();
        double reach = awayFromLight() * Math.min(0.06, body.width() * 0.16);
        double base = house.base();
        double near = base + 0.022;
        Shape shape =
                Shape.Polygon.of(
                        body.left(),
                        base - 0.01,
                        body.right(),
                        base - 0.01,
                        body.right() + reach,
                        near,
                        body.left() + reach,
                        near);
        stack.add(new Element(SceneClass.GRASS, shape, shadow));
    }

    private double awayFromLight() {
        return scene.lightFromLeft() ? 1 : -1;
    }

    private void paintWater(Water water) {
        Shape.Box bounds = water.shape().bounds();
        int deep = Colors.mix(time.lit(water.color()), time.zenith(), 0.15);
        int far = Colors.mix(deep, time.skyline(), 0.3);
        double depth = water.kind() == WaterKind.BAY ? bounds.top() + 0.13 : bounds.bottom();
        Paint paint = new Paint.Vertical(bounds.top(), depth, far, deep);
        if (water.kind() == WaterKind.LAKE || water.kind() == WaterKind.RIVER) {
            stack.add(new Element(SceneClass.WATER, water.shape(), paint));
            paintRipples(bounds, Colors.mix(far, 0xFFFFFF, 0.25));
            return;
        }
        stack.add(new Element(SceneClass.WATER, water.shape(), paint));
        paintReflection(bounds);
    }

    private void paintRipples(Shape.Box bounds, int color) {
        double height = Math.min(0.25, bounds.bottom() - bounds.top());
        double y = bounds.bottom() - height / 2;
        double x = bounds.centerX();
        double reach = Math.min(0.1, bounds.width() * 0.16);
        stack.add(ripple(x - reach * 0.5, y - height * 0.16, reach, color));
        stack.add(ripple(x + reach * 0.6, y + height * 0.14, reach * 0.8, color));
    }

    /** The glitter below the sun. */
    private void paintReflection(Shape.Box bounds) {
        Sun sun = scene.sun();
        if (sun == null) {
            return;
        }
        int color = Colors.mix(time.sun(), time.skyline(), 0.4);
        for (int i = 0; i < 6; i++) {
            double y = bounds.top() + 0.02 + 0.05 * i;
            double shift = (i % 2 == 0 ? 0.012 : -0.012);
            stack.add(ripple(sun.x() + shift, y, sun.radius() * (0.8 + 0.1 * i), color));
        }
    }

    private static Element ripple(double x, double y, double radius, int color) {
        return new Element(SceneClass.WATER, new Shape.Ellipse(x, y, radius, 0.009), color);
    }
}
