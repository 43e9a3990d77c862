package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.Tree;
import galatea.data.scenes.SceneDescription.TreeKind;
import java.util.List;

/** Paints one tree. */
final class TreePainter {
    private static final int BARK = 0x644329;
    private static final int TIERS = 3;

    private final Tree tree;
    private final List<Element> stack;
    private final double lightSide; // -1 left, 1 right
    private final int bark;
    private final int leaves;

    TreePainter(SceneDescription scene, Tree tree, List<Element> stack) {
        this.tree = tree;
        this.stack = stack;
        this.lightSide = scene.lightFromLeft() ? -1 : 1;
        this.bark = scene.time().lit(BARK);
        this.leaves = scene.time().lit(tree.color());
    }

    void paint() {
        double radius = tree.width() * 0.09;
        double crown = tree.foot() - tree.height() * 0.5;
        add(new Shape.Box(tree.x() - radius, crown, tree.x() + radius, tree.foot()), bark);
        if (tree.kind() == TreeKind.CONIFER) {
            paintTiers();
        } else {
            paintCrown();
        }
    }

    private void paintCrown() {
        double radius = tree.width() / 2;
        double radiusY = tree.height() * 0.4;
        double y = tree.foot() - tree.height() + radiusY;
        add(new Shape.Ellipse(tree.x(), y, radius, radiusY), Colors.darker(leaves, 0.16));
        double shift = lightSide * radius * 0.12;
        add(ellipse(shift, y - radiusY * 0.1, radius * 0.85, radiusY * 0.86), leaves);
        double glint = lightSide * radius * 0.34;
        int light = Colors.lighter(leaves, 0.16);
        add(ellipse(glint, y - radiusY * 0.38, radius * 0.36, radiusY * 0.32), light);
    }

    /** Triangles one above the other, each with a lit and a shaded half. */
    private void paintTiers() {
        double top = tree.foot() - tree.height();
        double reach = tree.height() * 0.86;
        for (int i = 0; i < TIERS; i++) {
            double apex = top + reach * i * 0.24;
            double base = top + reach * (0.48 + 0.26 * i);
            double radius = tree.width() / 2 * (0.6 + 0.2 * i);
            double lit = tree.x() + lightSide * radius;
            double shaded = tree.x() - lightSide * radius;
            int color = Colors.lighter(leaves, 0.05 * (TIERS - 1 - i));
            add(
                    Shape.Polygon.of(tree.x(), apex, lit, base, shaded, base),
                    Colors.darker(color, 0.2));
            add(Shape.Polygon.of(tree.x(), apex, lit, base, tree.x(), base), color);
        }
    }

    private Shape ellipse(double shift, double y, double radiusX, double radiusY) {
        return new Shape.Ellipse(tree.x() + shift, y, radiusX, radiusY);
    }

    private void add(Shape shape, int color) {
        stack.add(new Element(SceneClass.TREE, shape, color));
    }
}
