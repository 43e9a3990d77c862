package galatea.direction;

import galatea.image.CaptionedGrid;
import galatea.image.Picture;
import galatea.image.Scaling;
import galatea.latent.Direction;
import galatea.latent.Directions;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows at a glance what directions do: one latent in each row, moved along a direction from −3 to
 * +3 standard deviations.
 */
public final class DirectionSheet {
    /** The usual range of a slider, to both sides, in standard deviations. */
    public static final int RANGE = 3;

    private static final int LARGEST_TILE = 128;

    private DirectionSheet() {}

    /**
     * Draws the sheet.
     *
     * @param options truncation, noise and class; not along directions
     */
    public static Picture of(
            GeneratorSession session,
            Latent latent,
            GenerateOptions options,
            Directions directions) {
        List<Picture> tiles = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int step = -RANGE; step <= RANGE; step++) {
            columns.add(step == 0 ? "0" : String.format(Locale.ROOT, "%+dσ", step));
        }
        for (Direction direction : directions.list()) {
            for (int step = -RANGE; step <= RANGE; step++) {
                GenerateOptions moved = options.withShift(Shift.of(direction, step));
                tiles.add(small(session.generate(latent, moved)));
            }
        }
        List<String> rows = directions.list().stream().map(DirectionSheet::heading).toList();
        return CaptionedGrid.of(rows, columns).arrange(tiles);
    }

    private static String heading(Direction direction) {
        return Double.isNaN(direction.explained())
                ? direction.name()
                : String.format(
                        Locale.ROOT, "%s %.1f%%", direction.name(), 100 * direction.explained());
    }

    private static Picture small(Picture picture) {
        return picture.width() <= LARGEST_TILE
                ? picture
                : Scaling.resize(picture, LARGEST_TILE, LARGEST_TILE, Scaling.Filter.LANCZOS3);
    }
}
