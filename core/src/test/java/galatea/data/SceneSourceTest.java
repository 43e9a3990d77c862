package galatea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.data.scenes.Scene;
import galatea.data.scenes.Scenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneSourceTest {
    private static final Preparation PREPARATION = Preparation.defaults(32, 3);

    private static TrainingImages open(String spec, Preparation preparation, int maxImages)
            throws IOException {
        LoadOptions options = LoadOptions.defaults().withMaxImages(maxImages);
        return TrainingImages.open(spec, preparation, options, ProgressListener.SILENT);
    }

    private static byte[] image(TrainingImages images, int index) {
        byte[] image = new byte[images.imageBytes()];
        images.read(index, image, 0);
        return image;
    }

    @ParameterizedTest
    @CsvSource({
        "scenes, 100000, 0",
        "scenes:5, 5, 0",
        "scenes:2147483647:-7, 2147483647, -7",
    })
    void nameSizeAndSeedOpenScenes(String spec, int size, long seed) throws IOException {
        try (LabelledSource source = (LabelledSource) ImageSource.open(spec)) {
            Scene scene = Scenes.render(seed, 3, 256);
            assertThat(source.size()).isEqualTo(size);
            assertThat(source.picture(3).pixels()).isEqualTo(scene.image().pixels());
            assertThat(source.labelMap(3).pixels()).isEqualTo(scene.labels());
            assertThat(source.labelClasses().names()).isEqualTo(Scenes.classNames());
            assertThat(source.classes()).isEmpty();
            assertThat(source.label(3)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "5:", "5:x", "5:1:2", "2147483648", ":"})
    void malformedArgumentSaysWhatToWrite(String argument) {
        assertThatThrownBy(() -> ImageSource.open("scenes:" + argument))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nothing: " + argument)
                .hasMessageContaining("write scenes:5000");
    }

    @Test
    void unknownNameIsToldOfScenes() {
        assertThatThrownBy(() -> ImageSource.open("secnes:5"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("[scenes]");
    }

    @Test
    void trainingImagesAreRenderedAtTheirResolution() throws IOException {
        try (TrainingImages images = open("scenes:6:9", PREPARATION, 6)) {
            assertThat(images).isInstanceOf(GeneratedImages.class);
            assertThat(images.size()).isEqualTo(6);
            assertThat(images.resolution()).isEqualTo(32);
            assertThat(images.report().decoded()).isEqualTo(6);
            assertThat(image(images, 4))
                    .isEqualTo(PREPARATION.apply(Scenes.render(9, 4, 32).image()));
        }
    }

    @Test
    void drawnAndLoadedImagesAreTheSame() throws IOException {
        LoadOptions three = LoadOptions.defaults().withMaxImages(3);
        try (ImageSource source = ImageSource.open("scenes:7");
                ImageSet loaded =
                        ImageSet.load(source, PREPARATION, three, ProgressListener.SILENT);
                TrainingImages drawn = open("scenes:7", PREPARATION, 3)) {
            assertThat(ContentHash.of(drawn)).isEqualTo(loaded.contentHash());
        }
    }

    @Test
    void resolutionsThatScenesLackAreScaled() throws IOException {
        try (TrainingImages images = open("scenes", Preparation.defaults(4, 1), 1)) {
            assertThat(image(images, 0)).hasSize(16);
        }
    }

    @Test
    void contentHashIsThatOfTheWholeRecipe() throws IOException {
        assertThat(hash("scenes:6:9", PREPARATION, 6))
                .isEqualTo(hash("scenes:6:9", PREPARATION, 7))
                .isNotEqualTo(hash("scenes:6:8", PREPARATION, 6))
                .isNotEqualTo(hash("scenes:7:9", PREPARATION, 6))
                .isNotEqualTo(hash("scenes:6:9", PREPARATION, 5))
                .isNotEqualTo(hash("scenes:6:9", Preparation.defaults(64, 3), 6));
        assertThat(new SceneSource(6, 9, 32).identity()).isEqualTo("scenes 1:6:9");
    }

    private static String hash(String spec, Preparation preparation, int maxImages)
            throws IOException {
        try (TrainingImages images = open(spec, preparation, maxImages)) {
            return images.contentHash();
        }
    }

    @Test
    void filesAreLoaded(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("a.png"), TestPictures.png(32, 7));
        Files.write(folder.resolve("b.png"), TestPictures.text("broken"));

        try (TrainingImages images = open(folder.toString(), PREPARATION, 5)) {
            assertThat(images).isInstanceOf(ImageSet.class);
            assertThat(image(images, 0)).containsOnly(7);
            assertThat(images.report().broken()).extracting(Problem::name).containsExactly("b.png");
        }
    }

    @Test
    void datasetsAreWrittenAtTheirResolutionWithLabelMaps(@TempDir Path folder) throws IOException {
        Path zip = folder.resolve("scenes.zip");
        DatasetReport report =
                DatasetWriter.write(
                        DatasetOptions.defaults("scenes:2:5", zip, 16), ProgressListener.SILENT);

        assertThat(report.labelMaps()).isTrue();
        try (LabelledSource source = (LabelledSource) ImageSource.open(zip.toString())) {
            Scene scene = Scenes.render(5, 1, 16);
            assertThat(source.picture(1).pixels()).isEqualTo(scene.image().pixels());
            assertThat(source.labelMap(1).pixels()).isEqualTo(scene.labels());
            assertThat(source.labelClasses().colours())
                    .containsExactlyElementsOf(new SceneSource(2, 5, 16).labelClasses().colours());
        }
    }
}
