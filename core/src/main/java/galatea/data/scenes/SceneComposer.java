package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Meadow;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.Tree;
import galatea.data.scenes.SceneDescription.Water;
import galatea.data.scenes.SceneDescription.WaterKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the lots that make up a scene. */
final class SceneComposer {
    private static final double CLOSE_UP_SHARE = 0.035;
    private static final double SEA_SHARE = 0.035;
    private static final double HOUSE_SHARE = 0.75;
    private static final double TREE_SHARE = 0.82;

    private SceneComposer() {}

    static SceneDescription compose(SceneRandom random) {
        double lot = random.between(0, 1);
        if (lot < CLOSE_UP_SHARE) {
            return closeUp(random);
        }
        SkyComposer sky = new SkyComposer(random);
        return lot < CLOSE_UP_SHARE + SEA_SHARE ? seaScene(random, sky) : landscape(random, sky);
    }

    private static SceneDescription landscape(SceneRandom random, SkyComposer sky) {
        LandComposer land = new LandComposer(random, sky.horizon());
        boolean inhabited = random.chance(HOUSE_SHARE);
        WaterKind waterKind = land.drawWaterKind(inhabited);
        Meadow meadow = land.meadow(waterKind);
        HouseComposer composer = new HouseComposer(random);
        List<House> houses = inhabited ? composer.village(meadow.solidFrom()) : List.of();
        Path path = inhabited ? composer.path(houses.get(houses.size() - 1)) : null;
        Water water = land.water(waterKind, meadow, houses, path);
        TreeComposer trees = new TreeComposer(random, meadow, water, houses, path);
        List<Tree> forest = random.chance(TREE_SHARE) ? trees.forest() : List.of();
        return sky.under(meadow, water, houses, path, forest);
    }

    private static SceneDescription seaScene(SceneRandom random, SkyComposer sky) {
        Water sea = new LandComposer(random, sky.horizon()).sea();
        return sky.under(null, sea, List.of(), null, List.of());
    }

    /** A wall that fills the frame, without any sky. */
    private static SceneDescription closeUp(SceneRandom random) {
        double base = random.between(0.84, 0.9);
        HouseComposer composer = new HouseComposer(random);
        House house = composer.closeUp(base);
        @Nullable Path path = composer.path(house);
        Meadow meadow = new LandComposer(random, base - 0.1).meadow(null);
        return new SceneDescription(
                TimeOfDay.draw(random),
                random.chance(0.5),
                0,
                null,
                List.of(),
                List.of(),
                meadow,
                null,
                List.of(house),
                path,
                List.of());
    }
}
