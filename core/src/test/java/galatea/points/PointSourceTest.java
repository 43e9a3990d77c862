package galatea.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.data.DataException;
import galatea.image.Picture;
import galatea.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PointSourceTest {
    private static final String NAMES =
            "[ring8-egan, grid25-egan, ring8-pac, grid25-pac, ring8-radboud, grid25-radboud, swissroll]";

    @TempDir private Path folder;

    static List<String> names() {
        return PointSource.names();
    }

    @Test
    void allDataSetsAreListed() {
        assertThat(names()).hasToString(NAMES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void dataSetsOpenByName(String name) throws IOException {
        PointSource source = PointSource.open("toy:" + name);

        assertThat(source.name()).isEqualTo(name);
        assertThat(source.extent()).isBetween(1.0, 5.0);
        assertThat(source.draw(new SplittableRandom(1), 3)).hasSize(6);
    }

    @Test
    void wordsOfToysStartWithThePrefix() {
        assertThat(PointSource.isToy("toy:ring8-egan")).isTrue();
        assertThat(PointSource.isToy("toy:")).isTrue();
        assertThat(PointSource.isToy("toys")).isFalse();
        assertThat(PointSource.isToy("ring8-egan")).isFalse();
        assertThatThrownBy(() -> PointSource.open("ring8-egan"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("points must be named toy:NAME or toy:FILE: ring8-egan");
    }

    @Test
    void pictureFilesOpen() throws IOException {
        Path file = folder.resolve("dot.png");
        Files.write(file, Png.encode(Picture.blank(4, 2, 1)));
        PointSource source = PointSource.open("toy:" + file);

        assertThat(source).isInstanceOf(PictureDensity.class);
        assertThat(source.name()).isEqualTo(file.toString());
        for (float value : source.draw(new SplittableRandom(1), 100)) {
            assertThat(value).isBetween(-1.5f, 1.5f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ring8-egn, ring8-egan",
        "ring8, ring8-egan",
        "Grid25, grid25-egan",
        "grid25-pacgan, grid25-pac",
        "ring8-radbout, ring8-radboud",
        "swiss-roll, swissroll"
    })
    void unknownNamesListTheNamesAndSuggestTheNearest(String wrong, String nearest) {
        assertThatThrownBy(() -> PointSource.open("toy:" + wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "toy:NAME must be one of %s or a picture file: toy:%s; did you mean toy:%s?"
                                .formatted(NAMES, wrong, nearest));
    }

    @ParameterizedTest
    @CsvSource({"''", "moons", "x"})
    void namesLikeNoOtherGetNoSuggestion(String wrong) {
        assertThatThrownBy(() -> PointSource.open("toy:" + wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "toy:NAME must be one of %s or a picture file: toy:%s"
                                .formatted(NAMES, wrong));
    }

    @Test
    void missingFilesAreNamed() {
        assertThatThrownBy(() -> PointSource.open("toy:nowhere/letter.png"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "no such picture: nowhere/letter.png; check the path, or name one of "
                                + NAMES);
        assertThatThrownBy(() -> PointSource.open("toy:letter\0.png"))
                .isInstanceOf(DataException.class);
    }

    @Test
    void filesThatAreNoPicturesAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertThatThrownBy(() -> PointSource.open("toy:" + text))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        text
                                + " must be a whole picture: not a PNG, JPEG, WebP, GIF, BMP or TIFF picture");

        Path half = folder.resolve("half.png");
        byte[] whole = Png.encode(Picture.blank(40, 40, 3));
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> PointSource.open("toy:" + half))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(half + " must be a whole picture: ");
    }

    @Test
    void foldersAreNoPictures() {
        assertThatThrownBy(() -> PointSource.open("toy:" + folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + " must be a picture file: it is a folder");
    }

    @Test
    void picturesWithoutInkAreNamed() throws IOException {
        Path file = folder.resolve("white.png");
        Files.write(file, Png.encode(Picture.filled(3, 2, 3, 0xffffff)));
        assertThatThrownBy(() -> PointSource.open("toy:" + file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + " must have a pixel that is neither white nor");
    }
}
