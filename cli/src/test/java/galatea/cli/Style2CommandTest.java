package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.model.Networks;
import galatea.model.Provenance;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import galatea.torch.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs on a StyleGAN2, whose layers are of two kinds. */
@ExtendWith(OneThread.class)
class Style2CommandTest extends CommandTest {
    private static final String RULES =
            """
            {"classes": [{"name": "dark", "rgb": [60, 60, 60], "within": 110},
                         {"name": "light", "rgb": [200, 200, 200], "within": 110}]}
            """;

    private Path style2 = Path.of("");

    @BeforeEach
    void writeStyle2() throws IOException {
        style2 = folder.resolve("s.safetensors");
        try (Generator generator = Networks.generator(TinyNetworks.STYLE2, DType.FLOAT32, 5)) {
            NetworkFile.save(style2, generator, null, 0, Provenance.of(5, 0, null, null));
        }
    }

    @Test
    void infoTellsFamilyAndLayers() {
        JsonNode json =
                new JsonMapper().readTree(done("info", "--network", style2, "--json").out());
        assertThat(json.get("family").asString()).isEqualTo("style2");
        JsonNode layer = json.get("layers").get(0);
        assertThat(layer.get("name").asString()).isEqualTo("4x4/Conv1/style");
        assertThat(layer.propertyNames())
                .containsExactlyInAnyOrder("index", "name", "channels", "resolution");
    }

    @Test
    void dissectsFeatureMapsUnlessStylesAreNamed() throws IOException {
        JsonNode all = dissected("all");
        assertThat(all.get("layers").valueStream().map(l -> l.get("name").asString()))
                .contains("8x8/Conv1", "16x16/Conv0_up")
                .noneMatch(name -> name.endsWith("/style"));
        JsonNode one = dissected("8x8/Conv1/style");
        assertThat(one.get("layers").size()).isEqualTo(1);
    }

    private JsonNode dissected(String layers) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), RULES);
        Run run =
                done(
                        "dissect",
                        "--network",
                        style2,
                        "--segmenter",
                        rules,
                        "--layers",
                        layers,
                        "--samples",
                        "10",
                        "--no-page",
                        "--json",
                        "--force",
                        "--outdir",
                        out);
        return new JsonMapper().readTree(run.out());
    }

    @Test
    void editOfAStyleIsDrawnAndFolded() throws IOException {
        done(
                "intervene",
                "--network",
                style2,
                "--seeds",
                "3",
                "--ablate",
                "16x16/Conv1/style:0-3",
                "--outdir",
                out);
        assertThat(bytes("seed0003-after.png")).isNotEqualTo(bytes("seed0003-before.png"));
        Path folded = folder.resolve("folded");
        done(
                "export",
                "--network",
                style2,
                "--recipe",
                out.resolve("recipe.json"),
                "--outdir",
                folded);
        assertThat(folded.resolve("synthesis.onnx")).exists();
    }

    @Test
    void editOfFeaturesIsNotFolded() throws IOException {
        Path recipe = folder.resolve("recipe.json");
        done(
                "intervene",
                "--network",
                style2,
                "--seeds",
                "3",
                "--ablate",
                "8x8/Conv1:1",
                "--outdir",
                out);
        Files.copy(out.resolve("recipe.json"), recipe);
        fails(
                2,
                "layer must be a style",
                "export",
                "--network",
                style2,
                "--recipe",
                recipe,
                "--outdir",
                folder.resolve("folded"));
    }
}
