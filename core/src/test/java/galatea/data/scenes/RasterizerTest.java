package galatea.data.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RasterizerTest {
    private static final Element SKY =
            new Element(SceneClass.SKY, new Shape.Box(0, 0, 1, 1), 0x000000);

    @Test
    void colourIsTheMeanAndLabelTheMajorityOfTheSamples() {
        Scene scene = render(box(SceneClass.WALL, 0, 0.75 / 8), box(SceneClass.WALL, 1, 1.25 / 8));

        assertThat(scene.classAt(0, 0)).isEqualTo(SceneClass.WALL); // 12 of 16 samples
        assertThat(scene.image().sample(0, 0, 0)).isEqualTo((12 * 255 + 8) / 16);
    }

    @Test
    void minorityDoesNotNameThePixel() {
        Scene scene = render(box(SceneClass.WALL, 0, 0.25 / 8));

        assertThat(scene.classAt(0, 0)).isEqualTo(SceneClass.SKY);
        assertThat(scene.image().sample(0, 0, 0)).isEqualTo((4 * 255 + 8) / 16);
    }

    @Test
    void frontMostClassWinsATie() {
        assertThat(render(box(SceneClass.WALL, 0, 0.5 / 8)).classAt(0, 0))
                .isEqualTo(SceneClass.WALL);
        Scene scene = render(box(SceneClass.WATER, 0, 1), box(SceneClass.CLOUD, 0, 0.5 / 8));
        assertThat(scene.classAt(0, 0)).isEqualTo(SceneClass.CLOUD);
    }

    @Test
    void partsOfOneClassVoteTogether() {
        Scene scene =
                render(
                        box(SceneClass.WALL, 0, 0.25 / 8),
                        box(SceneClass.ROOF, 0.25 / 8, 0.5 / 8),
                        box(SceneClass.WALL, 0.5 / 8, 0.75 / 8));

        assertThat(scene.classAt(0, 0)).isEqualTo(SceneClass.WALL);
    }

    @Test
    void shapesMayReachBeyondTheFrame() {
        Element wide = new Element(SceneClass.ROOF, new Shape.Box(-3, -3, -2, 4), 0xffffff);
        Element disk = new Element(SceneClass.SUN, new Shape.Ellipse(1, 1, 0.5, 0.5), 0xffffff);

        assertThat(render(wide).labels()).containsOnly(SceneClass.SKY.index());
        assertThat(render(disk).classAt(7, 7)).isEqualTo(SceneClass.SUN);
    }

    @Test
    void polygonsCoverTheSameInBothDirections() {
        Shape one = Shape.Polygon.of(0, 0, 1, 0, 0, 1);
        Shape other = Shape.Polygon.of(0, 1, 1, 0, 0, 0);

        assertThat(List.of(one.covers(0.2, 0.2), one.covers(0.8, 0.8)))
                .containsExactly(true, false);
        assertThat(List.of(other.covers(0.2, 0.2), other.covers(0.8, 0.8)))
                .containsExactly(true, false);
    }

    @Test
    void ridgesRunThroughTheirHeights() {
        Shape.Ridge ridge = new Shape.Ridge(new double[] {0.2, 0.6, 0.4}, true);

        assertThat(ridge.height(0)).isEqualTo(0.2);
        assertThat(ridge.height(0.5)).isEqualTo(0.6);
        assertThat(ridge.height(1)).isEqualTo(0.4);
        assertThat(ridge.fills(0.6)).isTrue();
        assertThat(ridge.fills(0.59)).isFalse();
    }

    private static Scene render(Element... elements) {
        List<Element> stack = new ArrayList<>(List.of(SKY));
        stack.addAll(List.of(elements));
        return new Rasterizer(stack, 8).render();
    }

    private static Element box(SceneClass sceneClass, double left, double right) {
        return new Element(sceneClass, new Shape.Box(left, 0, right, 1), 0xffffff);
    }
}
