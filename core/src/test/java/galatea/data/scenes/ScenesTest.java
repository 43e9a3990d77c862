package galatea.data.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenesTest {

    /** The bytes of the data set are part of its promise: a change here raises its version. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 32, 26ae0f12bdb57723aaff2b52e16dcb6a5bf7f1a035e072bf48d3a13e7b5d2516",
        "1, 7, 64, b7421511845c40c2d0336f90c74e7ba38cf5e9a8b28f82c344eedf32716d2786",
        "-5, 123456789, 64, 61fdf9f5f4335b88c0d483bb930f9e830174a1ae4889e88d89164a860ec0bca6",
        "42, 2147483647, 100, 85256ec034d47d5e8e9ac9e4cd080e674617dc057e21018ce1800af79b8b4bd9"
    })
    void sameArgumentsGiveTheSameBytesEverywhere(
            long seed, int index, int resolution, String expected) {
        assertThat(digest(Scenes.render(seed, index, resolution))).isEqualTo(expected);
    }

    @Test
    void scenesOfOneSetDiffer() {
        assertThat(IntStream.range(0, 200).mapToObj(i -> digest(at32(i)))).doesNotHaveDuplicates();
    }

    @Test
    void setsDiffer() {
        assertThat(Scenes.render(1, 0, 32).image().pixels())
                .isNotEqualTo(Scenes.render(2, 0, 32).image().pixels());
    }

    @Test
    void coarsePictureIsTheFinePictureReduced() {
        for (int index = 0; index < 40; index++) {
            Scene fine = Scenes.render(3, index, 128);
            Scene coarse = Scenes.render(3, index, 32);
            assertThat(meanDifference(fine, coarse, 4)).as("scene %d", index).isLessThan(2.0);
            assertThat(labelAgreement(fine, coarse, 4)).as("scene %d", index).isGreaterThan(0.93);
        }
    }

    @Test
    void everyClassIsPresentInSomeScenesAndAbsentFromOthers() {
        int scenes = 1000;
        int[] counts = new int[Scenes.CLASSES.size()];
        for (int index = 0; index < scenes; index++) {
            classesOf(Scenes.render(11, index, 64)).forEach(each -> counts[each.index()]++);
        }
        int[] percent = {96, 68, 58, 65, 97, 71, 74, 72, 64, 70, 52, 32};
        for (SceneClass each : SceneClass.values()) {
            int count = counts[each.index()];
            assertThat(100.0 * count / scenes)
                    .as("share of scenes with %s", each)
                    .isCloseTo(percent[each.index()], within(6.0));
            assertThat(count).as("scenes with %s", each).isLessThan(scenes - 10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 31, 64, 257})
    void everyPixelHasAClass(int resolution) {
        for (int index = 0; index < 30; index++) {
            Scene scene = Scenes.render(4, index, resolution);
            assertThat(scene.labels()).hasSize(resolution * resolution);
            for (byte label : scene.labels()) {
                assertThat((int) label).isBetween(0, SceneClass.values().length - 1);
            }
        }
    }

    @Test
    void labelPictureShowsThePalette() {
        Scene scene = Scenes.render(1, 0, 16);
        int color = Scenes.palette()[scene.labels()[0]];

        assertThat(scene.labelPicture().sample(0, 0, 0)).isEqualTo(color >> 16);
        assertThat(scene.labelPicture().sample(0, 0, 1)).isEqualTo(color >> 8 & 0xff);
        assertThat(scene.labelPicture().sample(0, 0, 2)).isEqualTo(color & 0xff);
    }

    @Test
    void classesHaveDistinctNamesAndColours() {
        assertThat(Scenes.classNames())
                .containsExactly(
                        "sky",
                        "cloud",
                        "sun",
                        "mountain",
                        "grass",
                        "tree",
                        "house wall",
                        "roof",
                        "door",
                        "window",
                        "path",
                        "water");
        assertThat(Scenes.palette()).hasSize(12).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, 2049})
    void refusesResolutionsOutOfRange(int resolution) {
        assertThatThrownBy(() -> Scenes.render(1, 0, resolution))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resolution must be in [8, 2048]: " + resolution);
    }

    @Test
    void rendersTheLargestResolution() {
        assertThat(Scenes.render(1, 0, 2048).image().width()).isEqualTo(2048);
    }

    @Test
    void classIndicesCountUpFromZero() {
        for (int i = 0; i < Scenes.CLASSES.size(); i++) {
            assertThat(Scenes.CLASSES.get(i).index()).isEqualTo(i);
        }
    }

    @Test
    void refusesNegativeIndices() {
        assertThatThrownBy(() -> Scenes.render(1, -3, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("index must be at least 0: -3");
    }

    @Test
    void refusesLabelsOfAnotherSize() {
        Scene scene = Scenes.render(1, 0, 8);
        assertThatThrownBy(() -> new Scene(scene.image(), new byte[63]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must have width x height = 64 entries: 63");
    }

    private static Scene at32(int index) {
        return Scenes.render(1, index, 32);
    }

    private static EnumSet<SceneClass> classesOf(Scene scene) {
        EnumSet<SceneClass> classes = EnumSet.noneOf(SceneClass.class);
        for (byte label : scene.labels()) {
            classes.add(Scenes.CLASSES.get(label));
        }
        return classes;
    }

    private static String digest(Scene scene) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(scene.image().pixels());
            digest.update(scene.labels());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Mean absolute difference between the coarse picture and the fine one's block means. */
    private static double meanDifference(Scene fine, Scene coarse, int factor) {
        int size = coarse.image().width();
        double sum = 0;
        for (int i = 0; i < size * size * 3; i++) {
            int x = i / 3 % size;
            int y = i / 3 / size;
            sum +=
                    Math.abs(
                            blockMean(fine, x, y, i % 3, factor)
                                    - coarse.image().sample(x, y, i % 3));
        }
        return sum / (size * size * 3);
    }

    private static double blockMean(Scene fine, int x, int y, int channel, int factor) {
        double sum = 0;
        for (int i = 0; i < factor * factor; i++) {
            sum += fine.image().sample(x * factor + i % factor, y * factor + i / factor, channel);
        }
        return sum / (factor * factor);
    }

    private static double labelAgreement(Scene fine, Scene coarse, int factor) {
        int size = coarse.image().width();
        int same = 0;
        for (int i = 0; i < size * size; i++) {
            int x = i % size;
            int y = i / size;
            SceneClass middle = fine.classAt(x * factor + factor / 2, y * factor + factor / 2);
            same += middle == coarse.classAt(x, y) ? 1 : 0;
        }
        return (double) same / (size * size);
    }
}
