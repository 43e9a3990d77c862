package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.OneThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class DissectCommandTest extends CommandTest {
    private static final String RULES =
            """
            {"classes": [{"name": "dark", "rgb": [60, 60, 60], "within": 110},
                         {"name": "light", "rgb": [200, 200, 200], "within": 110}]}
            """;

    private Path rules = Path.of("");

    @BeforeEach
    void writeRules() throws IOException {
        rules = Files.writeString(folder.resolve("rules.json"), RULES);
    }

    private Object[] words(Object... more) {
        Object[] words = {
            "dissect",
            "--network",
            network,
            "--segmenter",
            rules,
            "--layers",
            "4x4/Const,8x8/Conv1",
            "--samples",
            "10",
            "--cache",
            folder.resolve("cache"),
            "--outdir",
            out
        };
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
    }

    @Test
    void writesAPageThatMayBeReplaced() throws IOException {
        Run run = done(words());
        assertThat(run.err()).contains("in a browser");
        assertThat(new String(bytes("index.html"), StandardCharsets.UTF_8))
                .contains("8x8/Conv1:0</span>", "<option value=\"2\">light</option>");
        Path strip = out.resolve("units/8x8-Conv1/0000.png");
        assertThat(ImageIO.read(strip.toFile()).getWidth()).isEqualTo(8 * 98 + 2);
        JsonNode json = new JsonMapper().readTree(done(words("--json")).out());
        assertThat(json.get("page").asString()).isEqualTo(out.resolve("index.html").toString());
    }

    @Test
    void pageCanBeLeftOut() {
        Run run = done(words("--no-page", "--json"));
        assertThat(new JsonMapper().readTree(run.out()).get("page").isNull()).isTrue();
        assertThat(out.resolve("dissection.json")).exists();
        assertThat(out.resolve("index.html")).doesNotExist();
        assertThat(out.resolve("units")).doesNotExist();
    }

    @Test
    void foreignPicturesStopItBeforeTheWork() throws IOException {
        Path foreign = out.resolve("units/4x4-Const/0003.png");
        Files.createDirectories(out.resolve("units/4x4-Const"));
        Files.writeString(foreign, "mine");
        fails(1, "galatea did not write it", words());
        assertThat(Files.readString(foreign)).isEqualTo("mine");
        assertThat(out.resolve("dissection.json")).doesNotExist();
        done(words("--force"));
        assertThat(Files.readString(foreign, StandardCharsets.ISO_8859_1)).contains("PNG");
    }

    @Test
    void comparesLayersOfADissection() throws IOException {
        done(words("--no-page"));
        Path target = folder.resolve("c");
        Object[] compare = {
            "compare-dissections",
            out,
            out.resolve("dissection.json"),
            "--first-layers",
            "4x4/Const",
            "--second-layers",
            "1",
            "--outdir",
            target
        };
        assertThat(done(compare).out()).contains("verdict", "dark", "light", "units (");
        assertThat(target.resolve("comparison.html")).content().contains("8x8/Conv1");
        JsonNode json = new JsonMapper().readTree(target.resolve("comparison.json").toFile());
        assertThat(json.get("version").asInt()).isEqualTo(1);
        assertThat(json.get("classes")).hasSize(2);
        assertThat(json.get("second").get("layers").get(0).get("name").asString())
                .isEqualTo("8x8/Conv1");
    }

    @Test
    void comparisonExplainsWhatIsWrong() throws IOException {
        Object[] compare = {"compare-dissections", out, out, "--outdir", folder.resolve("c")};
        fails(1, "no such file or folder", compare);
        Files.createDirectories(out);
        fails(1, "no such file or folder", compare);
        Files.writeString(out.resolve("dissection.json"), "{}");
        fails(1, "is no dissection", compare);
        done(words("--no-page", "--force"));
        Object[] layer = Arrays.copyOf(compare, 7);
        layer[5] = "--first-layers";
        layer[6] = "x";
        fails(2, "layer must be one of 4x4/Const, 8x8/Conv1: x", layer);
        assertThat(folder.resolve("c")).doesNotExist();
    }
}
