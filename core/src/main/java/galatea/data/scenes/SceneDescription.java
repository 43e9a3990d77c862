package galatea.data.scenes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a scene consists of, on the unit square and in unlit colours, whatever the resolution.
 *
 * @param time the light it is seen in
 * @param lightFromLeft where the shaded sides are not
 * @param horizon y where sky and land or sea meet
 * @param ranges mountains, the farthest first
 * @param houses the main one last
 * @param path from the main house's door to the lower edge
 */
record SceneDescription(
        TimeOfDay time,
        boolean lightFromLeft,
        double horizon,
        @Nullable Sun sun,
        List<Cloud> clouds,
        List<Range> ranges,
        @Nullable Meadow meadow,
        @Nullable Water water,
        List<House> houses,
        @Nullable Path path,
        List<Tree> trees) {

    record Sun(double x, double y, double radius) {
        Shape.Ellipse disk() {
            return new Shape.Ellipse(x, y, radius, radius);
        }
    }

    /** A group of overlapping ellipses. */
    record Cloud(List<Shape.Ellipse> puffs) {
        double top() {
            return puffs.stream().mapToDouble(puff -> puff.bounds().top()).min().orElseThrow();
        }

        double bottom() {
            return puffs.stream().mapToDouble(puff -> puff.bounds().bottom()).max().orElseThrow();
        }
    }

    /**
     * A mountain range.
     *
     * @param haze share of hazy air before it, in [0, 1]
     * @param snowLine y above which snow lies
     */
    record Range(Shape.Ridge ridge, int color, double haze, double snowLine) {}

    /**
     * The ground.
     *
     * @param hill a nearer, lighter swell of the ground
     */
    record Meadow(Shape.Ridge top, Shape.Ridge hill, int color, List<Flower> flowers) {

        /** The y from which on there is ground across the whole width. */
        double solidFrom() {
            return top.lowest();
        }
    }

    record Flower(double x, double y, int color) {}

    enum WaterKind {
        /** From the horizon to the lower edge. */
        SEA,
        /** A strip beyond the meadow. */
        BAY,
        /** An ellipse in the meadow. */
        LAKE,
        /** A winding band through the meadow. */
        RIVER
    }

    record Water(WaterKind kind, Shape shape, int color) {}

    enum RoofStyle {
        /** The long side faces us, the roof nearly as long as the ridge. */
        EAVES,
        /** The long side faces us, the roof slopes on all sides. */
        HIP,
        /** A gable faces us, the long side recedes in the shade. */
        CORNER
    }

    /**
     * A house.
     *
     * @param body all of its walls below the eaves
     * @param gableRight whether a {@link RoofStyle#CORNER} house turns its gable to the right
     * @param chimney x of the chimney's middle, NaN for none
     */
    record House(
            RoofStyle style,
            Shape.Box body,
            double roofHeight,
            boolean gableRight,
            double chimney,
            HouseColors colors,
            Shape.@Nullable Box door,
            List<Shape.Box> windows) {

        double base() {
            return body.bottom();
        }

        /** The box of walls and roof. */
        Shape.Box outline() {
            return new Shape.Box(body.left(), body.top() - roofHeight, body.right(), body.bottom());
        }
    }

    record HouseColors(int wall, int roof, int door, int frame) {}

    record Path(Shape.Ribbon shape, int color) {}

    enum TreeKind {
        ROUND,
        CONIFER
    }

    /**
     * A tree.
     *
     * @param foot y where the trunk meets the ground
     * @param width of the crown
     */
    record Tree(TreeKind kind, double x, double foot, double height, double width, int color) {
        Shape.Box outline() {
            return new Shape.Box(x - width / 2, foot - height, x + width / 2, foot);
        }
    }
}
