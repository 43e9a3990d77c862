package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Meadow;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.Tree;
import galatea.data.scenes.SceneDescription.TreeKind;
import galatea.data.scenes.SceneDescription.Water;
import galatea.data.scenes.SceneDescription.WaterKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws trees that stand on grass and leave the houses in sight. */
final class TreeComposer {
    private static final int MAX_TRIES = 8;
    private static final List<Integer> LEAVES =
            List.of(0x2F7A3A, 0x3C8636, 0x27693F, 0x47802E, 0x2F7A3A, 0xC9692A);
    private static final List<Integer> NEEDLES = List.of(0x1F5C46, 0x2A6645, 0x1B5240);

    private final SceneRandom random;
    private final Meadow meadow;
    private final @Nullable Water water;
    private final List<House> houses;
    private final @Nullable Path path;

    TreeComposer(
            SceneRandom random,
            Meadow meadow,
            @Nullable Water water,
            List<House> houses,
            @Nullable Path path) {
        this.random = random;
        this.meadow = meadow;
        this.water = water;
        this.houses = houses;
        this.path = path;
    }

    /** Up to six trees, mostly of one kind; fewer where there is no room. */
    List<Tree> forest() {
        TreeKind kind = random.chance(0.55) ? TreeKind.ROUND : TreeKind.CONIFER;
        List<Integer> colors = kind == TreeKind.ROUND ? LEAVES : NEEDLES;
        int color = random.pick(colors);
        int count = random.count(1, houses.isEmpty() ? 6 : 4);
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Tree tree = findPlace(kind, color);
            if (tree != null) {
                trees.add(tree);
            }
        }
        return List.copyOf(trees);
    }

    private @Nullable Tree findPlace(TreeKind kind, int color) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Tree tree = draw(kind, color);
            if (standsOnGrass(tree) && houses.stream().noneMatch(house -> hides(tree, house))) {
                return tree;
            }
        }
        return null;
    }

    /** The nearer its foot, the larger the tree. */
    private Tree draw(TreeKind kind, int color) {
        double from = meadow.solidFrom();
        double nearness = random.between(0.12, 0.75);
        double foot = from + (1 - from) * nearness;
        double height = (0.2 + 0.2 * nearness) * random.between(0.85, 1.25);
        boolean round = kind == TreeKind.ROUND;
        double width = height * (round ? random.between(0.6, 0.75) : random.between(0.5, 0.62));
        return new Tree(kind, random.between(0.04, 0.96), foot, height, width, color);
    }

    private boolean standsOnGrass(Tree tree) {
        double trunk = tree.width() * 0.2;
        for (int side = -1; side <= 1; side++) {
            double x = tree.x() + side * trunk;
            if (path != null && path.shape().covers(x, tree.foot())) {
                return false;
            }
            if (inWater(x, tree.foot())) {
                return false;
            }
        }
        return true;
    }

    private boolean inWater(double x, double y) {
        return water != null && water.kind() != WaterKind.BAY && water.shape().covers(x, y);
    }

    /** Whether the tree stands within a house or before its door or windows. */
    private static boolean hides(Tree tree, House house) {
        Shape.Box body = house.body();
        if (tree.foot() < body.top()) {
            return false;
        }
        double trunk = tree.width() * 0.15;
        if (tree.foot() <= house.base()) {
            return tree.x() + trunk > body.left() && tree.x() - trunk < body.right();
        }
        return tree.outline().overlaps(body.inset(body.width() * 0.12));
    }
}
