package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.data.LabelClasses;
import galatea.format.FormatException;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confusion, held-out pictures, segmenters by colour. */
class EvaluationTest {
    @TempDir Path folder;

    private static LabelClasses classes(int unlabelled, String... names) {
        return new LabelClasses(
                List.of(names), Arrays.stream(names).map(String::length).toList(), unlabelled);
    }

    @Test
    void confusionIsCountedByName() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(
                        classes(0, "void", "sky", "tree", "door"),
                        classes(-1, "tree", "sky", "cat"));
        matrix.add(
                new byte[] {0, 1, 1, 1, 2, 2, 3, 3}, // void sky sky sky tree tree door door
                new byte[] {0, 1, 1, 0, 0, 2, 0, 1}); // tree sky sky tree tree cat tree sky
        assertThat(matrix.comparable()).containsExactly(1, 2);
        assertThat(matrix.iou(1)).isEqualTo(2 / 4.0); // also a door
        assertThat(matrix.iou(2)).isEqualTo(1 / 4.0);
        assertThat(matrix.meanIou()).isEqualTo(0.375);
        assertThat(matrix.pixelAccuracy()).isEqualTo(3 / 5.0);
        assertThat(matrix.counts()[2]).containsExactly(0, 0, 1, 0, 1);
        SegmenterScore score = SegmenterScore.of(matrix, 1, 8);
        assertThat(score.iou()).containsEntry("sky", 0.5).containsOnlyKeys("sky", "tree");
    }

    @Test
    void classesThatNeverOccurDoNotCount() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(classes(-1, "sky", "tree"), classes(-1, "sky", "tree"));
        matrix.add(new byte[] {0, 0}, new byte[] {0, 0});
        assertThat(matrix.iou(1)).isNaN();
        assertThat(matrix.meanIou()).isEqualTo(1);
        assertThatThrownBy(() -> new ConfusionMatrix(classes(-1, "a"), classes(-1, "b")))
                .hasMessage("segmenter and label maps must have a class in common: [b] and [a]");
    }

    @Test
    void heldOutPicturesFollowFromTheNames() {
        List<String> names =
                new ArrayList<>(
                        IntStream.range(0, 100).mapToObj("picture%d.jpg"::formatted).toList());
        HeldOut parts = HeldOut.split(names, 0.15);
        assertThat(parts.heldOut()).hasSize(15).isSorted();
        assertThat(parts.training()).hasSize(85).doesNotContain(parts.heldOut());
        assertThat(HeldOut.split(names, 0.15).heldOut()).isEqualTo(parts.heldOut());
        assertThat(HeldOut.split(names, 0).heldOut()).isEmpty();
        assertThat(HeldOut.split(List.of("a"), 0.5).training()).hasSize(1);
        assertThat(HeldOut.split(List.of("a", "b"), 0.01).heldOut()).hasSize(1);
    }

    @Test
    void framesOfAFilmStayTogether() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            names.add("film%d__frame_%05d.jpg".formatted(i / 6, i));
        }
        for (double share : new double[] {0.05, 0.2, 0.5, 0.9}) {
            HeldOut parts = HeldOut.split(names, share);
            assertThat(Arrays.stream(parts.heldOut()).map(i -> i / 6).distinct().toArray())
                    .hasSize(parts.heldOut().length / 6)
                    .isNotEmpty();
        }
    }

    @Test
    void nearestColourWithinReachIsTaken() throws IOException {
        Path file = folder.resolve("rules.json");
        Files.writeString(
                file,
                """
                {"classes": [{"name": "red", "rgb": [255, 0, 0], "within": 100},
                             {"name": "dark red", "rgb": [128, 0, 0], "within": 100}]}
                """);
        try (Segmenter segmenter = SegmenterSource.open(file.toString());
                Scope scope = new Scope()) {
            assertThat(segmenter.classes().names())
                    .containsExactly("unlabelled", "red", "dark red");
            assertThat(segmenter.classes().unlabelled()).isZero();
            double[] values = {1, 0.3, -1, -1, /**/ -1, -1, -1, 1, /**/ -1, -1, -1, -1};
            byte[] labels = segmenter.labels(Ops.of(DType.FLOAT32, values, 1, 3, 2, 2));
            assertThat(labels).containsExactly(1, 2, 0, 0);
            assertThat(segmenter.identity()).startsWith("colours:");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | classes must be 1 to 255 rules: null",
                "[] | colour rules must be a JSON object",
                "{\"classes\": [{\"rgb\": [1, 2, 3], \"within\": 1}]} | name of a class must not be",
                "{\"classes\": [{\"name\": \"a\", \"rgb\": [1, 2], \"within\": 1}]} | rgb must be three",
                "{\"classes\": [{\"name\": \"a\", \"rgb\": [1, 2, 256], \"within\": 1}]} | rgb must be",
                "{\"classes\": [{\"name\": \"a\", \"rgb\": [1, 2, 3], \"within\": -1}]} | within must be",
                "{\"classes\": [{\"name\": \"a\", \"rgb\": [1, 2, 3], \"in\": 1}]} | in must be valid",
                "{\"classes\": [null]} | classes must"
            })
    void wrongRulesAreExplained(String json, String message) throws IOException {
        Path file = folder.resolve("rules.json");
        Files.writeString(file, json);
        assertThatThrownBy(() -> SegmenterSource.open(file.toString()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void thresholdsLookAtOneChannel() {
        try (Segmenter segmenter = new ThresholdSegmenter("bright", 1, 0.5);
                Scope scope = new Scope()) {
            double[] values = {1, 1, /**/ 0.5, 0.4, /**/ 1, 1};
            byte[] labels = segmenter.labels(Ops.of(DType.FLOAT32, values, 1, 3, 1, 2));
            assertThat(labels).containsExactly(1, 0);
            assertThat(segmenter.classes().names()).containsExactly("unlabelled", "bright");
        }
    }
}
