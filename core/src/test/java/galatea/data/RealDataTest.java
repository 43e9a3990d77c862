package galatea.data;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Archives with real pictures, where a developer has them. */
@Tag("data")
class RealDataTest {

    private static ImageSource open(String archive, String member) throws IOException {
        return ImageSource.open(SharedFiles.require("data/" + archive) + member);
    }

    @Test
    void facadesArePairs() throws IOException {
        try (LabelledSource source = (LabelledSource) open("facades.zip", "")) {
            assertThat(source.size()).isEqualTo(945);
            assertThat(source.labelClasses().names()).contains("sky", "window").hasSize(9);
            assertThat(source.labelMap(3).pixels())
                    .hasSize(source.picture(3).width() * source.picture(3).height());
            LoadOptions few = LoadOptions.defaults().withMaxImages(60);
            try (ImageSet set =
                    ImageSet.load(
                            source, Preparation.defaults(64, 3), few, ProgressListener.SILENT)) {
                assertThat(set.size()).isEqualTo(60);
                assertThat(set.report().broken()).isEmpty();
            }
        }
    }

    @Test
    void fashionMnistIsTheTrainingPart() throws IOException {
        try (ImageSource source = open("fashion-mnist.zip", "")) {
            assertThat(source.size()).isEqualTo(60_000);
            assertThat(source.classes()).hasSize(10).contains("Ankle boot");
            assertThat(source.label(0)).hasValue(9);
        }
        try (ImageSource source = open("fashion-mnist.zip", ":fashion-mnist/t10k")) {
            assertThat(source.size()).isEqualTo(10_000);
        }
    }

    @Test
    void cifarMemberIsOneClass() throws IOException {
        try (ImageSource source = open("cifar10.zip", ":train/horse")) {
            assertThat(source.size()).isEqualTo(5_000);
            assertThat(source.classes()).isEmpty();
        }
        try (ImageSource source = open("cifar10.zip", "")) {
            assertThat(source.size()).isEqualTo(60_000);
            assertThat(source.classes()).hasSize(10).startsWith("airplane");
        }
    }

    @Test
    void emojiAreComposited() throws IOException {
        try (ImageSource source = open("emoji-64.zip", "")) {
            assertThat(source.size()).isEqualTo(3_576);
            assertThat(source.picture(0).channels()).isEqualTo(4);
            assertThat(Preparation.defaults(64, 3).square(source.picture(0)).sample(0, 0, 0))
                    .isEqualTo(255);
        }
    }

    @Test
    void facesAreOfFortyPersons() throws IOException {
        try (ImageSource source = open("faces-orl.zip", "");
                ImageSet set = ImageSet.load(source, Preparation.defaults(64, 1))) {
            assertThat(set.size()).isEqualTo(400);
            assertThat(set.classes()).hasSize(40);
            assertThat(set.label(399)).isEqualTo(39);
        }
    }
}
