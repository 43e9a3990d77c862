package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.OneThread;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class SegmenterCommandTest {
    @TempDir private Path folder;

    private Run train(Object... more) {
        Object[] words = {
            "segmenter",
            "train",
            "--data",
            "scenes:60",
            "--resolution",
            "16",
            "--outdir",
            folder.resolve("out"),
            "--steps",
            "5",
            "--batch",
            "4",
            "--width",
            "4",
            "--depth",
            "2"
        };
        Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Run.of(all);
    }

    @Test
    void trainedSegmenterCanBeJudged() throws Exception {
        Run run = train("--json");
        assertThat(run.code()).isZero();
        JsonNode trained = new JsonMapper().readTree(run.out());
        assertThat(trained.get("trainingPictures").asInt()).isEqualTo(51);
        assertThat(trained.get("heldOutPictures").asInt()).isEqualTo(9);
        assertThat(trained.get("imagesSeen").asInt()).isEqualTo(20);
        assertThat(trained.get("heldOut").get("pictures").asInt()).isEqualTo(9);
        Path grid = folder.resolve("out").resolve("held-out.png");
        assertThat(ImageIO.read(grid.toFile()).getWidth()).isEqualTo(12 * 130 + 2);

        Object[] eval = {
            "segmenter",
            "eval",
            "--segmenter",
            trained.get("file").asString(),
            "--data",
            "scenes:20:1",
            "--resolution",
            "16"
        };
        Run table = Run.of(eval);
        assertThat(table.code()).isZero();
        assertThat(table.out()).contains("class", "sky", "mean", "pixel accuracy");
        Object[] asJson = java.util.Arrays.copyOf(eval, eval.length + 1);
        asJson[eval.length] = "--json";
        JsonNode judged = new JsonMapper().readTree(Run.of(asJson).out());
        assertThat(judged.get("score").get("pictures").asInt()).isEqualTo(20);
        assertThat(judged.get("confusion")).hasSize(12);
        assertThat(judged.get("confusion").get(0)).hasSize(13);
    }

    @Test
    void lengthMayBeEpochs() throws Exception {
        Object[] words = {
            "segmenter",
            "train",
            "--data",
            "scenes:60",
            "--resolution",
            "16",
            "--outdir",
            folder.resolve("out"),
            "--epochs",
            "0.5",
            "--batch",
            "10",
            "--width",
            "4",
            "--held-out",
            "0",
            "--json",
            "--precision",
            "32"
        };
        JsonNode json = new JsonMapper().readTree(Run.of(words).out());
        assertThat(json.get("imagesSeen").asInt()).isEqualTo(30);
        assertThat(json.get("heldOut").isNull()).isTrue();
        assertThat(Files.exists(folder.resolve("out").resolve("segmenter.safetensors"))).isTrue();
    }

    @Test
    void wrongWordsAreExplained() {
        CommandTest.fails(2, "train or eval is missing", "segmenter");
        Object[] eval = {"segmenter", "eval", "--segmenter", "x.png", "--data", "scenes:2"};
        CommandTest.fails(2, "segmenter must be NAME.safetensors", eval);
        eval[3] = folder.resolve("absent.onnx");
        CommandTest.fails(1, "no such file or folder", eval);
        Run run = train("--epochs", "1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--epochs must not be given with --steps");
        assertThat(train("--precision", "8").err()).contains("--precision must be 16 or 32: 8");
    }

    @Test
    void helpHasExamples() {
        for (String verb : new String[] {"train", "eval"}) {
            assertThat(CommandTest.done("segmenter", verb, "--help").out())
                    .contains("  galatea segmenter " + verb);
        }
        assertThat(CommandTest.done("segmenter", "--help").out()).contains("galatea segmenter");
    }
}
