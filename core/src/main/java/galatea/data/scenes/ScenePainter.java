package galatea.data.scenes;

import galatea.data.scenes.SceneDescription.House;
import galatea.data.scenes.SceneDescription.Path;
import galatea.data.scenes.SceneDescription.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns a description into a stack of painted shapes, from back to front. */
final class ScenePainter {
    private ScenePainter() {}

    static List<Element> paint(SceneDescription scene) {
        List<Element> stack = new ArrayList<>();
        new SkyPainter(scene, stack).paint();
        new LandPainter(scene, stack).paint();
        paintPath(scene, stack);
        paintStanding(scene, stack);
        return stack;
    }

    private static void paintPath(SceneDescription scene, List<Element> stack) {
        Path path = scene.path();
        if (path == null) {
            return;
        }
        int color = scene.time().lit(path.color());
        Paint paint = new Paint.Vertical(path.shape().top(), 1, Colors.darker(color, 0.08), color);
        stack.add(new Element(SceneClass.PATH, path.shape(), paint));
    }

    /** Houses and trees, what stands farther back first. */
    private static void paintStanding(SceneDescription scene, List<Element> stack) {
        record Standing(double foot, Runnable painter) {}
        List<Standing> standing = new ArrayList<>();
        for (House house : scene.houses()) {
            standing.add(
                    new Standing(
                            house.base(), () -> new HousePainter(scene, house, stack).paint()));
        }
        for (Tree tree : scene.trees()) {
            standing.add(
                    new Standing(tree.foot(), () -> new TreePainter(scene, tree, stack).paint()));
        }
        standing.sort(Comparator.comparingDouble(Standing::foot));
        standing.forEach(each -> each.painter().run());
    }
}
