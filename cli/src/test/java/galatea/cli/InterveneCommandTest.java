package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.dissect.Recipe;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InterveneCommandTest extends CommandTest {
    private static final String RULES =
            """
            {"classes": [{"name": "bright", "rgb": [255, 255, 255], "within": 220},
                         {"name": "dark", "rgb": [0, 0, 0], "within": 441}]}
            """;

    private Path rules() throws IOException {
        return Files.writeString(folder.resolve("rules.json"), RULES);
    }

    @Test
    void drawsBeforeAndAfter() throws IOException {
        Path plain = folder.resolve("plain");
        done("generate", "--network", network, "--seeds", "3,4", "--outdir", plain);
        Run run =
                done(
                        "intervene",
                        "--network",
                        network,
                        "--seeds",
                        "3,4",
                        "--ablate",
                        "8x8/Conv1:0-3",
                        "--outdir",
                        out);
        for (String seed : new String[] {"seed0003", "seed0004"}) {
            assertThat(bytes(seed + "-before.png"))
                    .isEqualTo(Files.readAllBytes(plain.resolve(seed + ".png")))
                    .isNotEqualTo(bytes(seed + "-after.png"));
            assertThat(bytes(seed + "-difference.png")).isNotEmpty();
        }
        assertThat(bytes("grid.png")).isNotEmpty();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("wrote 7 pictures");
    }

    @Test
    void recipeDoesTheSameAgain() throws IOException {
        Path again = folder.resolve("again");
        done(
                "intervene",
                "--network",
                network,
                "--segmenter",
                rules(),
                "--sample",
                "20",
                "--seeds",
                "3",
                "--insert",
                "8x8/Conv1:0,2",
                "--value",
                "mean:bright",
                "--region",
                "0,0.5,0.5,0.5",
                "--insert",
                "4x4/Conv:1",
                "--value",
                "q0.9",
                "--ablate",
                "16x16/Conv1:1",
                "--alpha",
                "0.75",
                "--outdir",
                out);
        Path recipe = out.resolve("recipe.json");
        assertThat(Recipe.parse(Files.readString(recipe)).unitEdits()).hasSize(3);
        assertThat(Files.readString(recipe)).contains("\"layer\" : \"4x4/Conv\"", "0.75");
        done(
                "intervene",
                "--network",
                network,
                "--seeds",
                "3",
                "--recipe",
                recipe,
                "--outdir",
                again);
        for (String name : new String[] {"seed0003-after.png", "grid.png", "recipe.json"}) {
            assertThat(Files.readAllBytes(again.resolve(name))).isEqualTo(bytes(name));
        }
    }

    @Test
    void tellsWhatHappenedToClasses() throws IOException {
        Object[] words = {
            "intervene",
            "--network",
            network,
            "--segmenter",
            rules(),
            "--seeds",
            "0-19",
            "--insert",
            "16x16/Conv1:0-7",
            "--value",
            "-9",
            "--outdir",
            out
        };
        assertThat(done(words).out().lines().findFirst().orElseThrow())
                .matches("class +pictures +before +after +change +95 % interval");
        Object[] withJson = Arrays.copyOf(words, words.length + 1);
        withJson[words.length] = "--json";
        JsonNode json = new JsonMapper().readTree(done(withJson).out());
        assertThat(json.get("count").asInt()).isEqualTo(20);
        JsonNode bright = json.get("classes").get(0);
        assertThat(bright.get("name").asString()).isEqualTo("bright");
        long change = bright.get("pixelsAfter").asLong() - bright.get("pixelsBefore").asLong();
        assertThat(change).isNotZero();
        assertThat(bright.get("low").asDouble()).isLessThanOrEqualTo((double) change);
        assertThat(bright.get("high").asDouble()).isGreaterThanOrEqualTo((double) change);
    }

    @Test
    void exportedNetworkDrawsTheEditedPictures() throws IOException {
        Path edited = folder.resolve("edited.safetensors");
        Path drawn = folder.resolve("drawn");
        Object[] words = {
            "intervene",
            "--network",
            network,
            "--seeds",
            "3",
            "--ablate",
            "8x8/Conv1:0-3",
            "--export",
            edited,
            "--outdir",
            out
        };
        done(words);
        done("generate", "--network", edited, "--seeds", "3", "--outdir", drawn);
        assertThat(Files.readAllBytes(drawn.resolve("seed0003.png")))
                .isEqualTo(bytes("seed0003-after.png"));
        fails(1, "exists; move it or name another --export", words);
    }

    @Test
    void familiesAlike() throws IOException {
        Path dcgan = TinyNetworks.write(folder.resolve("d.safetensors"), TinyNetworks.DCGAN);
        done(
                "intervene",
                "--network",
                dcgan,
                "--seeds",
                "1",
                "--insert",
                "layer2:1",
                "--value",
                "q0.99",
                "--sample",
                "10",
                "--outdir",
                out);
        assertThat(bytes("seed0001-after.png")).isNotEmpty();
    }

    @Test
    void wrongWordsAreExplained() throws IOException {
        Object[] start = {"intervene", "--network", network, "--seeds", "3", "--outdir", out};
        failsWith(start, "edits must be given by --ablate and --insert or by --recipe: none");
        failsWith(start, "layer must be one of [4x4/Const, 4x4/Conv", "--ablate", "layer9:1");
        failsWith(
                start,
                "unit must be in [0, 15] of layer 8x8/Conv1: 99",
                "--ablate",
                "8x8/Conv1:99");
        failsWith(start, "--ablate must be LAYER:UNITS", "--ablate", "8x8/Conv1");
        failsWith(start, "must be numbers and ranges", "--ablate", "8x8/Conv1:x");
        failsWith(start, "--insert must be followed by --value", "--insert", "8x8/Conv1:1");
        failsWith(
                start,
                "--value must follow --insert: 3",
                "--ablate",
                "8x8/Conv1:1",
                "--value",
                "3");
        failsWith(start, "--region must follow --insert or --ablate", "--region", "0,0,1,1");
        failsWith(start, "--region must be x,y,width,height", "--ablate", "a:1", "--region", "0,0");
        failsWith(start, "region must be x,y,width", "--ablate", "a:1", "--region", "0,0,2,1");
        failsWith(start, "alpha must be in [0, 1]: 2.0", "--ablate", "8x8/Conv1:1", "--alpha", "2");
        failsWith(
                start,
                "mean of a class must have a segmenter: none given",
                "--insert",
                "8x8/Conv1:1",
                "--value",
                "mean:tree");
        failsWith(start, "value must be a number", "--insert", "8x8/Conv1:1", "--value", "much");
        Path recipe = Files.writeString(folder.resolve("r.json"), "{\"version\":7,\"edits\":[]}");
        failsWith(start, "version of a recipe must be 1: 7", "--recipe", recipe);
        failsWith(
                start,
                "edit must be of the whole picture to be folded",
                "--ablate",
                "8x8/Conv1:1",
                "--region",
                "0,0,1,1",
                "--export",
                folder.resolve("e.safetensors"));
    }

    private static void failsWith(Object[] start, String message, Object... more) {
        Object[] words = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, words, start.length, more.length);
        fails(2, message, words);
    }
}
