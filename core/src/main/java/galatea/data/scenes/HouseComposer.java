package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.HouseColors;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.RoofStyle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the houses of a scene and the path to the main one. */
final class HouseComposer {
    private static final double DOOR_SHARE = 0.8;
    private static final double WINDOW_SHARE = 0.92;
    private static final double PATH_SHARE = 0.88;
    private static final List<RoofStyle> STYLES = List.of(RoofStyle.values());
    private static final List<Integer> WALLS =
            List.of(0xF3E4C4, 0xF8F3E8, 0xE6B184, 0xF2D27A, 0xEFC2B2, 0xDDD2C0);
    private static final List<Integer> ROOFS = List.of(0xBF3B2B, 0xC95F2E, 0x8A3236, 0x4E4A5E);
    private static final List<Integer> DOORS = List.of(0x6A3A20, 0x4F2F22, 0x1E5F63, 0x2F4A86);
    private static final List<Integer> PATHS = List.of(0xDDC294, 0xCDB79C, 0xC9A06E);

    private final SceneRandom random;

    HouseComposer(SceneRandom random) {
        this.random = random;
    }

    /** One to three houses on ground that begins at {@code ground}, the main one last. */
    List<House> village(double ground) {
        House main = mainHouse(ground);
        List<House> houses = new ArrayList<>();
        if (random.chance(0.42)) {
            addNeighbour(houses, main, ground, random.chance(0.5));
        }
        if (random.chance(0.28)) {
            addNeighbour(houses, main, ground, houses.isEmpty() || rightOf(houses.get(0), main));
        }
        houses.add(main);
        return List.copyOf(houses);
    }

    /** A house so near that its walls and roof fill the frame above the ground. */
    House closeUp(double base) {
        double eaves = random.chance(0.5) ? random.between(0.06, 0.14) : -0.1;
        Shape.Box body = new Shape.Box(-0.06, eaves, 1.06, base);
        Facade facade = new Facade(body, 3, 1, 0.62);
        return house(RoofStyle.EAVES, body, 0.4, facade);
    }

    /** The path from the house's door, null if it has no door or no path. */
    @Nullable Path path(House house) {
        Shape.Box door = house.door();
        if (door == null || !random.chance(PATH_SHARE)) {
            return null;
        }
        double from = door.centerX();
        double to = Math.max(0.12, Math.min(0.88, from + random.between(-0.2, 0.2)));
        double near = door.width() * random.between(0.7, 1.0);
        Shape.Ribbon shape = new Shape.Ribbon(house.base(), 1, from, to, door.width() * 0.5, near);
        return new Path(shape, random.pick(PATHS));
    }

    private House mainHouse(double ground) {
        double base = ground + (1 - ground) * random.between(0.42, 0.62);
        boolean tall = random.chance(0.18);
        double width = tall ? random.between(0.32, 0.42) : random.between(0.36, 0.56);
        double wallHeight = tall ? random.between(0.28, 0.33) : random.between(0.19, 0.24);
        double reach = width / 2 + 0.03;
        double x = 0.5 + (0.5 - reach) * random.between(-1, 1);
        return house(x, base, width, wallHeight, tall ? 2 : 1);
    }

    private void addNeighbour(List<House> houses, House main, double ground, boolean left) {
        double width = random.between(0.2, 0.28);
        double side = left ? main.body().left() : 1 - main.body().right();
        if (side < width * 0.6) {
            return;
        }
        double base = ground + (main.base() - ground) * random.between(0.3, 0.6);
        double middle = Math.max(width / 2 - 0.04, side - width / 2 - random.between(0.02, 0.1));
        double x = left ? middle : 1 - middle;
        houses.add(house(x, base, width, width * random.between(0.5, 0.6), 1));
    }

    private House house(double x, double base, double width, double wallHeight, int storeys) {
        RoofStyle style = random.pick(STYLES);
        Shape.Box body = new Shape.Box(x - width / 2, base - wallHeight, x + width / 2, base);
        boolean roomy = width > 0.45 || (width < 0.3 && random.chance(0.3));
        boolean wide = roomy && style != RoofStyle.CORNER;
        Facade facade = new Facade(body, wide ? 3 : 2, storeys, 0.68);
        double roofHeight = Math.min(0.2, width * random.between(0.32, 0.42));
        return house(style, body, roofHeight, facade);
    }

    private House house(RoofStyle style, Shape.Box body, double roofHeight, Facade facade) {
        int doorSlot = random.chance(DOOR_SHARE) ? random.count(0, facade.slots() - 1) : -1;
        boolean windows = random.chance(WINDOW_SHARE);
        double chimney = body.left() + body.width() * (random.chance(0.5) ? 0.3 : 0.72);
        return new House(
                style,
                body,
                roofHeight,
                random.chance(0.5),
                random.chance(0.4) ? chimney : Double.NaN,
                drawColors(),
                doorSlot < 0 ? null : facade.door(doorSlot),
                windows ? facade.windows(doorSlot) : List.of());
    }

    private HouseColors drawColors() {
        return new HouseColors(
                random.pick(WALLS), random.pick(ROOFS), random.pick(DOORS), 0xFDFBF4);
    }

    private static boolean rightOf(House house, House main) {
        return house.body().centerX() > main.body().centerX();
    }

    /** Equal slots side by side on a wall, each with a window per storey or the door below. */
    private record Facade(Shape.Box wall, int slots, int storeys, double doorHeight) {
        Shape.Box door(int slot) {
            double storey = (wall.bottom() - wall.top()) / storeys;
            double height = doorHeight * storey;
            double radius = Math.min(0.31 * wall.width() / slots, 0.36 * height);
            return new Shape.Box(
                    middle(slot) - radius,
                    wall.bottom() - height,
                    middle(slot) + radius,
                    wall.bottom());
        }

        List<Shape.Box> windows(int doorSlot) {
            double storey = (wall.bottom() - wall.top()) / storeys;
            double radius = Math.min(0.27 * wall.width() / slots, 0.09);
            List<Shape.Box> windows = new ArrayList<>();
            for (int level = 0; level < storeys; level++) {
                for (int slot = 0; slot < slots; slot++) {
                    if (slot != doorSlot || level > 0) {
                        double sill = wall.bottom() - (level + 0.3) * storey;
                        double x = middle(slot);
                        windows.add(
                                new Shape.Box(
                                        x - radius,
                                        sill - Math.min(0.46 * storey, 0.24),
                                        x + radius,
                                        sill));
                    }
                }
            }
            return List.copyOf(windows);
        }

        private double middle(int slot) {
            return wall.left() + wall.width() * (slot + 0.5) / slots;
        }
    }
}
