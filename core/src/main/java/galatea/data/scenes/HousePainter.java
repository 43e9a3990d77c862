package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.RoofStyle;
import java.util.List;

/** Paints one house. */
final class HousePainter {
    private static final double SHADE = 0.2;
    private static final double GABLE_SHARE = 0.48; // of the width of a corner house

    private final SceneDescription scene;
    private final House house;
    private final List<Element> stack;
    private final Shape.Box body;
    private final double ridge; // y of the roof's top
    private final double overhang;
    private final int wall;
    private final int roof;

    HousePainter(SceneDescription scene, House house, List<Element> stack) {
        this.scene = scene;
        this.house = house;
        this.stack = stack;
        this.body = house.body();
        this.ridge = body.top() - house.roofHeight();
        this.overhang = body.width() * 0.05;
        this.wall = scene.time().lit(house.colors().wall());
        this.roof = scene.time().lit(house.colors().roof());
    }

    void paint() {
        paintChimney();
        if (house.style() == RoofStyle.CORNER) {
            paintCorner();
        } else {
            paintLongSide();
        }
        Shape.Box door = house.door();
        if (door != null) {
            paintDoor(door);
        }
        house.windows().forEach(this::paintWindow);
    }

    private void paintChimney() {
        double x = house.chimney();
        if (Double.isNaN(x)) {
            return;
        }
        double radius = body.width() * 0.055;
        double top = ridge - house.roofHeight() * 0.14;
        Shape stackShape = new Shape.Box(x - radius, top, x + radius, body.top());
        stack.add(new Element(SceneClass.ROOF, stackShape, Colors.darker(roof, 0.3)));
    }

    private void paintLongSide() {
        stack.add(new Element(SceneClass.WALL, body, wallPaint(wall)));
        double inset = body.width() * (house.style() == RoofStyle.HIP ? 0.24 : 0.05);
        double eaves = body.top() + overhang * 0.4;
        paintRoof(
                Shape.Polygon.of(
                        body.left() - overhang,
                        eaves,
                        body.left() + inset,
                        ridge,
                        body.right() - inset,
                        ridge,
                        body.right() + overhang,
                        eaves));
        paintEaves(body.left(), body.right());
    }

    /** The gable in front, the long side beside it. */
    private void paintCorner() {
        double gableWidth = body.width() * GABLE_SHARE;
        boolean right = house.gableRight();
        double outer = right ? body.right() : body.left();
        double inward = right ? -1 : 1;
        double inner = outer + inward * gableWidth;
        double far = right ? body.left() : body.right();
        double apex = (outer + inner) / 2;
        boolean gableLit = right != scene.lightFromLeft();
        int gable = gableLit ? wall : Colors.darker(wall, SHADE);
        int side = gableLit ? Colors.darker(wall, SHADE) : wall;
        stack.add(new Element(SceneClass.WALL, body, wallPaint(side)));
        stack.add(new Element(SceneClass.WALL, between(outer, inner), wallPaint(gable)));
        stack.add(triangle(outer, inner, apex, gable));
        paintCornerRoof(outer, inner, far, apex);
    }

    private Shape.Box between(double outer, double inner) {
        return new Shape.Box(
                Math.min(outer, inner), body.top(), Math.max(outer, inner), body.bottom());
    }

    private Element triangle(double outer, double inner, double apex, int color) {
        double eaves = body.top() + 0.001;
        Shape shape = Shape.Polygon.of(outer, eaves, apex, ridge, inner, eaves);
        return new Element(SceneClass.WALL, shape, wallPaint(color));
    }

    private void paintCornerRoof(double outer, double inner, double far, double apex) {
        double eaves = body.top() + overhang * 0.4;
        double top = ridge - overhang * 0.5;
        double out = inner > outer ? overhang : -overhang;
        double end = far - (inner - apex) + out;
        paintRoof(Shape.Polygon.of(apex, top, end, top, far + out, eaves, inner, eaves));
        double thick = house.roofHeight() * 0.24;
        double tip = eaves + thick * 0.3;
        double heel = eaves + thick * 0.5;
        Shape verge =
                Shape.Polygon.of(
                        outer - out, tip, apex, top, apex, top + thick, outer - out * 0.2, heel);
        stack.add(new Element(SceneClass.ROOF, verge, Colors.darker(roof, 0.22)));
        paintEaves(Math.min(inner, far), Math.max(inner, far));
    }

    private void paintRoof(Shape.Polygon shape) {
        Paint paint =
                new Paint.Vertical(
                        ridge, body.top(), Colors.lighter(roof, 0.1), Colors.darker(roof, 0.08));
        stack.add(new Element(SceneClass.ROOF, shape, paint));
    }

    /** The dark edge of the roof along the wall. */
    private void paintEaves(double left, double right) {
        double eaves = body.top() + overhang * 0.4;
        Shape edge =
                new Shape.Box(
                        left - overhang * 0.8,
                        eaves - overhang * 0.3,
                        right + overhang * 0.8,
                        eaves);
        stack.add(new Element(SceneClass.ROOF, edge, Colors.darker(roof, 0.3)));
    }

    private void paintDoor(Shape.Box door) {
        int color = scene.time().lit(house.colors().door());
        stack.add(new Element(SceneClass.DOOR, door, Colors.darker(color, 0.35)));
        double margin = door.width() * 0.1;
        Shape leaf =
                new Shape.Box(
                        door.left() + margin,
                        door.top() + margin,
                        door.right() - margin,
                        door.bottom());
        stack.add(new Element(SceneClass.DOOR, leaf, color));
        double x = door.right() - door.width() * 0.26;
        double y = (door.top() + door.bottom()) / 2;
        Shape knob = new Shape.Ellipse(x, y, door.width() * 0.06, door.width() * 0.06);
        stack.add(new Element(SceneClass.DOOR, knob, 0xE8C45A));
    }

    private void paintWindow(Shape.Box window) {
        int frame = scene.time().lit(house.colors().frame());
        stack.add(new Element(SceneClass.WINDOW, window, frame));
        double margin = window.width() * 0.13;
        Shape.Box glass = window.inset(margin);
        boolean lamps = scene.time().lampsLit();
        int upper = lamps ? 0xFFE07A : scene.time().lit(0x3D5F8C);
        int lower = lamps ? 0xFFB648 : scene.time().lit(0x6F9CCB);
        stack.add(
                new Element(
                        SceneClass.WINDOW,
                        glass,
                        new Paint.Vertical(glass.top(), glass.bottom(), upper, lower)));
        double bar = window.width() * 0.05;
        double x = window.centerX();
        stack.add(
                new Element(
                        SceneClass.WINDOW,
                        new Shape.Box(x - bar, window.top(), x + bar, window.bottom()),
                        frame));
    }

    private Paint wallPaint(int color) {
        return new Paint.Vertical(
                body.top(), body.bottom(), Colors.lighter(color, 0.08), Colors.darker(color, 0.06));
    }
}
