package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.OneThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class AceCommandTest extends CommandTest {
    private Object[] words(Object segmenter, String layer, String className, Object... more) {
        Object[] words = {
            "ace",
            "--network",
            "builtin:scenes",
            "--segmenter",
            segmenter,
            "--layer",
            layer,
            "--class-name",
            className,
            "--search",
            "40",
            "--pairs",
            "6",
            "--epochs",
            "2",
            "--samples",
            "12",
            "--units",
            "3",
            "--cells",
            "2",
            "--cache",
            folder.resolve("cache"),
            "--outdir",
            out
        };
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
    }

    @Test
    void findsUnitsByGradientAndWritesRecipesThatRun() throws IOException {
        Run run = done(words("builtin:scenes", "8x8/Conv1", "grass", "--json"));
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.get("method").asString()).isEqualTo("gradient");
        assertThat(json.get("alpha").size()).isEqualTo(96);
        assertThat(json.get("losses").size()).isEqualTo(2);
        JsonNode curve = json.get("curves").get(0);
        assertThat(curve.get("order").get("name").asString()).isEqualTo("ace");
        assertThat(curve.get("points").size()).isEqualTo(4);
        assertThat(curve.get("points").get(0).get("removed").asDouble()).isZero();
        assertThat(json.get("curves").size()).isEqualTo(7); // by ace, by IoU, five by chance
        assertThat(out.resolve("curve.png")).exists();
        assertThat(run.out()).doesNotContain("NaN");
        assertThat(new JsonMapper().readTree(bytes("ace.json"))).isEqualTo(json);
        done(
                "intervene",
                "--network",
                "builtin:scenes",
                "--seeds",
                "0",
                "--recipe",
                out.resolve("insert.json"),
                "--outdir",
                folder.resolve("edited"));
        assertThat(folder.resolve("edited/seed0000-after.png")).exists();
    }

    @Test
    void choosesUnitsOneByOneWithoutGradients() throws IOException {
        Path rules =
                Files.writeString(
                        folder.resolve("rules.json"),
                        """
                        {"classes": [{"name": "green", "rgb": [110, 170, 60], "within": 90},
                                     {"name": "blue", "rgb": [140, 190, 240], "within": 90}]}
                        """);
        Run run = done(words(rules, "8x8/Conv0_up", "green"));
        assertThat(run.out()).contains("ace", "iou", "random 4", "inserted on");
        JsonNode json = new JsonMapper().readTree(bytes("ace.json"));
        assertThat(json.get("method").asString()).isEqualTo("greedy");
        assertThat(json.get("losses").size()).isZero();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        fails(
                2,
                "layer must be one of 4x4/Const, 4x4/Conv, 8x8/Conv0_up",
                words("builtin:scenes", "9x9", "grass"));
        fails(2, "unicorn", words("builtin:scenes", "8x8/Conv1", "unicorn"));
        fails(1, "nowhere.onnx", words("nowhere.onnx", "8x8/Conv1", "grass"));
        assertThat(out).doesNotExist();
        Path rules =
                Files.writeString(
                        folder.resolve("rules.json"),
                        """
                        {"classes": [{"name": "green", "rgb": [110, 170, 60], "within": 90}]}
                        """);
        fails(
                2,
                "method must be greedy with a segmenter that has no gradient",
                words(rules, "8x8/Conv1", "green", "--method", "gradient"));
    }

    @Test
    void convertHalvesANetwork() throws IOException {
        Path half = folder.resolve("half.safetensors");
        done("convert", "--network", network, "--half", "--dest", half);
        assertThat(Files.size(half)).isLessThan(Files.size(network) * 6 / 10);
        done("generate", "--network", half, "--seeds", "0", "--outdir", out);
        fails(
                1,
                "exists; move it or name another --dest",
                "convert",
                "--network",
                network,
                "--dest",
                half);
    }
}
