package galatea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {

    @Test
    void tilesFillRowsAndTheRestIsBackground() {
        List<Picture> tiles =
                List.of(
                        Pictures.constant(1, 1, 1, 1),
                        Pictures.constant(1, 1, 1, 2),
                        Pictures.constant(1, 1, 1, 3));
        assertThat(ImageGrid.of(2).arrange(tiles).pixels()).containsExactly(1, 2, 3, 0);
        assertThat(new ImageGrid(3, 1, 0x090909).arrange(tiles).pixels())
                .containsExactly(9, 9, 9, 9, 9, 9, 9, 9, 1, 9, 2, 9, 3, 9, 9, 9, 9, 9, 9, 9, 9);
    }

    @Test
    void paddingTakesTheBackgroundColour() {
        Picture grid = new ImageGrid(1, 1, 0x102030).arrange(List.of(Picture.blank(1, 1, 4)));
        assertThat(grid.width()).isEqualTo(3);
        assertThat(grid.sample(0, 0, 0)).isEqualTo(0x10);
        assertThat(grid.sample(0, 0, 2)).isEqualTo(0x30);
        assertThat(grid.sample(0, 0, 3)).isEqualTo(255);
        assertThat(grid.sample(1, 1, 3)).isZero();
    }

    @Test
    void squareGridsAreAboutAsWideAsHigh() {
        assertThat(ImageGrid.squareFor(16).columns()).isEqualTo(4);
        assertThat(ImageGrid.squareFor(17).columns()).isEqualTo(5);
    }

    @Test
    void captionsStandBesideUnchangedTiles() {
        Picture tile = Pictures.gradient(64, 64, 3);
        CaptionedGrid captions =
                CaptionedGrid.of(List.of("seed 0", "seed 1"), List.of("ψ = -1", "ψ = 0", "ψ = 2"));
        Picture grid = captions.arrange(Collections.nCopies(6, tile));
        assertThat(grid.width()).isGreaterThan(3 * 64 + 20);
        assertThat(grid.height()).isBetween(2 * 64 + 10, 2 * 64 + 60);
        assertThat(contains(grid, tile)).isTrue();
    }

    @Test
    void refusesAWrongNumberOfTiles() {
        CaptionedGrid captions = CaptionedGrid.of(List.of("a"), List.of("b", "c"));
        assertThatThrownBy(() -> captions.arrange(List.of(Picture.blank(1, 1, 1))))
                .hasMessage("tiles must be 1 rows x 2 columns = 2: 1");
    }

    private static boolean contains(Picture grid, Picture tile) {
        for (int y = 0; y <= grid.height() - tile.height(); y++) {
            for (int x = 0; x <= grid.width() - tile.width(); x++) {
                Picture part = Scaling.crop(grid, x, y, tile.width(), tile.height());
                if (Arrays.equals(part.pixels(), tile.pixels())) {
                    return true;
                }
            }
        }
        return false;
    }
}
