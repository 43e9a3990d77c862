package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.Flower;
import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Meadow;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.Water;
import galatea.data.scenes.SceneDescription.WaterKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the ground and the water of a scene. */
final class LandComposer {
    private static final double WATER_SHARE = 0.32;
    private static final double FLOWER_SHARE = 0.3;
    private static final double MIN_LAKE_RADIUS = 0.12;
    private static final List<Integer> GREENS =
            List.of(0x7DB93F, 0x8CC24A, 0x6CAF45, 0x9ABF48, 0xA9BC4C);
    private static final List<Integer> WATERS = List.of(0x2B7CC0, 0x2486B4, 0x3574C8);
    private static final List<Integer> PETALS = List.of(0xF7F3E8, 0xF6D447, 0xE9627A);

    private final SceneRandom random;
    private final double horizon;

    LandComposer(SceneRandom random, double horizon) {
        this.random = random;
        this.horizon = horizon;
    }

    /** Which water there is to be, null for none; rivers keep away from houses. */
    @Nullable WaterKind drawWaterKind(boolean inhabited) {
        if (!random.chance(WATER_SHARE)) {
            return null;
        }
        if (random.chance(0.45)) {
            return WaterKind.BAY;
        }
        return inhabited || random.chance(0.5) ? WaterKind.LAKE : WaterKind.RIVER;
    }

    /** Rolling ground from the horizon, or from the far side of a bay, downwards. */
    Meadow meadow(@Nullable WaterKind waterKind) {
        boolean bay = waterKind == WaterKind.BAY;
        double top = horizon + (bay ? random.between(0.08, 0.11) : 0.015);
        Shape.Ridge edge = rolling(top, 0.015);
        Shape.Ridge hill = rolling(top + random.between(0.1, 0.18), 0.04);
        int petals = random.chance(FLOWER_SHARE) ? random.count(6, 14) : 0;
        return new Meadow(edge, hill, random.pick(GREENS), flowers(petals, top + 0.14));
    }

    /** Water of the given kind, or null if there is no room for it. */
    @Nullable Water water(
            @Nullable WaterKind kind, Meadow meadow, List<House> houses, @Nullable Path path) {
        if (kind == null) {
            return null;
        }
        Shape shape =
                switch (kind) {
                    case SEA, BAY -> new Shape.Box(0, horizon, 1, 1);
                    case LAKE -> houses.isEmpty() ? openLake(meadow) : gardenLake(houses, path);
                    case RIVER -> river(meadow);
                };
        return shape == null ? null : new Water(kind, shape, random.pick(WATERS));
    }

    /** Water from the horizon to the lower edge. */
    Water sea() {
        return new Water(WaterKind.SEA, new Shape.Box(0, horizon, 1, 1), random.pick(WATERS));
    }

    private Shape.Ridge rolling(double middle, double swing) {
        double[] heights = new double[random.count(3, 5)];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = middle + random.between(-swing, swing);
        }
        return new Shape.Ridge(heights, true);
    }

    private List<Flower> flowers(int count, double top) {
        List<Flower> flowers = new ArrayList<>();
        int color = random.pick(PETALS);
        for (int i = 0; i < count; i++) {
            double y = random.between(Math.min(top, 0.95), 1);
            flowers.add(new Flower(random.between(0, 1), y, color));
        }
        return List.copyOf(flowers);
    }

    private Shape openLake(Meadow meadow) {
        double radiusY = random.between(0.07, 0.11);
        double highest = meadow.solidFrom() + radiusY + 0.05;
        double y = random.between(highest, Math.max(highest + 0.02, 0.86));
        return new Shape.Ellipse(random.between(0.3, 0.7), y, random.between(0.26, 0.42), radiusY);
    }

    /** A lake before the houses, in the corner that the path leaves free. */
    private static @Nullable Shape gardenLake(List<House> houses, @Nullable Path path) {
        House main = houses.get(houses.size() - 1);
        Shape.Box taken = path == null ? main.outline() : path.shape().bounds();
        boolean right = taken.centerX() < 0.5;
        double x = right ? 0.9 : 0.1;
        double radiusX = Math.min(0.4, right ? x - taken.right() : taken.left() - x);
        double room = 1 - main.base();
        double radiusY = Math.min(0.1, room * 0.4);
        Shape lake = new Shape.Ellipse(x, main.base() + room * 0.5, radiusX, radiusY);
        return radiusX < MIN_LAKE_RADIUS ? null : lake;
    }

    private Shape river(Meadow meadow) {
        double from = random.between(0.3, 0.7);
        double to = random.between(0.25, 0.75);
        double source = meadow.top().height(from) - 0.01;
        return new Shape.Ribbon(
                source, 1, from, to, random.between(0.02, 0.04), random.between(0.14, 0.24));
    }
}
