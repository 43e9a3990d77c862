package galatea.data.scenes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.data.scenes.SceneDescription.Cloud;
import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Meadow;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.Sun;
import galatea.data.scenes.SceneDescription.Tree;
import galatea.data.scenes.SceneDescription.Water;
import galatea.data.scenes.SceneDescription.WaterKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be where: the rules that make a class's context worth dissecting. */
class SceneContextTest {
    private static final long SEED = 21;
    private static final int SCENES = 500;
    private static final int SIZE = 64;

    @Test
    void cloudsAndSunAreAboveTheHorizon() {
        forEachDescription(
                (scene, name) -> {
                    for (Cloud cloud : scene.clouds()) {
                        assertThat(cloud.bottom()).as(name).isLessThan(scene.horizon());
                    }
                    Sun sun = scene.sun();
                    if (sun != null) {
                        assertThat(sun.y() + sun.radius()).as(name).isLessThan(scene.horizon());
                    }
                });
    }

    @Test
    void doorsAndWindowsLieWithinTheirWall() {
        forEachDescription(
                (scene, name) -> {
                    for (House house : scene.houses()) {
                        List<Shape.Box> openings = new ArrayList<>(house.windows());
                        if (house.door() != null) {
                            openings.add(house.door());
                            assertThat(house.door().bottom()).as(name).isEqualTo(house.base());
                        }
                        for (Shape.Box opening : openings) {
                            assertThat(holds(house.body(), opening)).as(name).isTrue();
                        }
                    }
                });
    }

    @Test
    void doorsAndWindowsOfAHouseDoNotOverlap() {
        forEachDescription(
                (scene, name) -> {
                    for (House house : scene.houses()) {
                        Shape.Box door = house.door();
                        if (door != null) {
                            assertThat(house.windows()).as(name).noneMatch(door::overlaps);
                        }
                    }
                });
    }

    @Test
    void housesStandOnTheMeadow() {
        forEachDescription(
                (scene, name) -> {
                    for (House house : scene.houses()) {
                        Meadow meadow = requireNonNull(scene.meadow(), name);
                        assertThat(house.base()).as(name).isBetween(meadow.solidFrom(), 1.0);
                    }
                });
    }

    @Test
    void pathsLeadFromTheMainDoorToTheLowerEdge() {
        forEachDescription(
                (scene, name) -> {
                    Path path = scene.path();
                    if (path != null) {
                        House main = scene.houses().get(scene.houses().size() - 1);
                        Shape.Box door = requireNonNull(main.door(), name);
                        assertThat(path.shape().topX()).as(name).isEqualTo(door.centerX());
                        assertThat(path.shape().top()).as(name).isEqualTo(main.base());
                        assertThat(path.shape().bottom()).as(name).isEqualTo(1);
                    }
                });
    }

    @Test
    void treesStandOnGrass() {
        forEachDescription(
                (scene, name) -> {
                    for (Tree tree : scene.trees()) {
                        Meadow meadow = requireNonNull(scene.meadow(), name);
                        assertThat(tree.foot()).as(name).isGreaterThan(meadow.solidFrom());
                        assertThat(footIsWet(tree, scene.water())).as(name).isFalse();
                        Path path = scene.path();
                        assertThat(path != null && path.shape().covers(tree.x(), tree.foot()))
                                .as(name)
                                .isFalse();
                    }
                });
    }

    @Test
    void skyCloudAndSunAreLabelledOnlyAboveTheGround() {
        forEachScene(
                (scene, name, description) -> {
                    double ground = groundFrom(description);
                    int first = (int) Math.ceil(ground * SIZE);
                    for (int i = first * SIZE; i < SIZE * SIZE; i++) {
                        SceneClass found = scene.classAt(i % SIZE, i / SIZE);
                        assertThat(found)
                                .as(name)
                                .isNotIn(SceneClass.SKY, SceneClass.CLOUD, SceneClass.SUN);
                    }
                });
    }

    @Test
    void labelledDoorsAndWindowsTouchWalls() {
        forEachScene(
                (scene, name, description) -> {
                    for (SceneClass opening : List.of(SceneClass.DOOR, SceneClass.WINDOW)) {
                        assertThat(neighboursOfParts(scene, opening))
                                .as("%s, %s", name, opening)
                                .allMatch(neighbours -> neighbours.contains(SceneClass.WALL));
                    }
                });
    }

    @Test
    void labelledSunTouchesOnlyTheSkyAndWhatStandsBeforeIt() {
        forEachScene(
                (scene, name, description) ->
                        assertThat(neighboursOfParts(scene, SceneClass.SUN))
                                .as(name)
                                .noneMatch(n -> n.contains(SceneClass.PATH))
                                .noneMatch(n -> n.contains(SceneClass.DOOR)));
    }

    @Test
    void labelledPathsReachTheLowerEdge() {
        forEachScene(
                (scene, name, description) -> {
                    boolean anywhere = hasPath(scene, 0);
                    assertThat(anywhere).as(name).isEqualTo(description.path() != null);
                    assertThat(hasPath(scene, SIZE - 1)).as(name).isEqualTo(anywhere);
                });
    }

    @Test
    void mainHouseIsLargeEnoughToBeSeenAtThirtyTwoPixels() {
        List<Double> doors = new ArrayList<>();
        forEachDescription(
                (scene, name) -> {
                    if (!scene.houses().isEmpty()) {
                        House main = scene.houses().get(scene.houses().size() - 1);
                        assertThat(main.body().width()).as(name).isGreaterThan(0.3);
                        if (main.door() != null) {
                            doors.add(main.door().width());
                        }
                    }
                });
        long wide = doors.stream().filter(width -> width * 32 >= 2.5).count();
        assertThat((double) wide / doors.size()).isGreaterThan(0.75);
    }

    private interface SceneCheck {
        void check(Scene scene, String name, SceneDescription description);
    }

    private static void forEachDescription(BiConsumer<SceneDescription, String> check) {
        for (int index = 0; index < SCENES; index++) {
            check.accept(Scenes.describe(SEED, index), "scene " + index);
        }
    }

    private static void forEachScene(SceneCheck check) {
        for (int index = 0; index < SCENES; index++) {
            Scene scene = Scenes.render(SEED, index, SIZE);
            check.check(scene, "scene " + index, Scenes.describe(SEED, index));
        }
    }

    private static double groundFrom(SceneDescription scene) {
        Meadow meadow = scene.meadow();
        return meadow == null ? scene.horizon() : Math.max(scene.horizon(), meadow.solidFrom());
    }

    private static boolean footIsWet(Tree tree, @Nullable Water water) {
        return water != null
                && water.kind() != WaterKind.BAY
                && water.shape().covers(tree.x(), tree.foot());
    }

    private static boolean holds(Shape.Box outer, Shape.Box inner) {
        return inner.left() >= outer.left()
                && inner.right() <= outer.right()
                && inner.top() >= outer.top()
                && inner.bottom() <= outer.bottom();
    }

    private static boolean hasPath(Scene scene, int fromRow) {
        for (int i = fromRow * SIZE; i < SIZE * SIZE; i++) {
            if (scene.classAt(i % SIZE, i / SIZE) == SceneClass.PATH) {
                return true;
            }
        }
        return false;
    }

    /** For each connected part of a class, the classes beside it. */
    private static List<Set<SceneClass>> neighboursOfParts(Scene scene, SceneClass wanted) {
        boolean[] seen = new boolean[SIZE * SIZE];
        List<Set<SceneClass>> parts = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i] && scene.classAt(i % SIZE, i / SIZE) == wanted) {
                parts.add(flood(scene, i, seen));
            }
        }
        return parts;
    }

    private static Set<SceneClass> flood(Scene scene, int start, boolean[] seen) {
        SceneClass wanted = scene.classAt(start % SIZE, start / SIZE);
        Set<SceneClass> neighbours = EnumSet.noneOf(SceneClass.class);
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!open.isEmpty()) {
            for (int next : around(open.pop())) {
                SceneClass found = scene.classAt(next % SIZE, next / SIZE);
                if (found != wanted) {
                    neighbours.add(found);
                } else if (!seen[next]) {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        return neighbours;
    }

    private static List<Integer> around(int pixel) {
        List<Integer> around = new ArrayList<>();
        int x = pixel % SIZE;
        int y = pixel / SIZE;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                boolean inside = x + dx >= 0 && x + dx < SIZE && y + dy >= 0 && y + dy < SIZE;
                if (inside && (dx != 0 || dy != 0)) {
                    around.add((y + dy) * SIZE + x + dx);
                }
            }
        }
        return around;
    }
}
