package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import galatea.dissect.Intervention;
import galatea.dissect.Recipe;
import galatea.dissect.UnitEdit;
import galatea.format.NpyArray;
import galatea.format.Npz;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.model.Generator;
import galatea.model.NetworkConfigs;
import galatea.model.NetworkFile;
import galatea.model.Provenance;
import galatea.model.mlp.MlpConfig;
import galatea.model.onnx.OnnxModel;
import galatea.testing.TinyNetworks;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest extends CommandTest {
    private static final List<UnitEdit> EDITS =
            List.of(
                    UnitEdit.ablate("8x8/Conv1", List.of(1, 3)),
                    UnitEdit.insert("4x4/Const", List.of(2), List.of(0.5)).scaled(0.5));

    @Test
    void onnxIsTwoGraphsAndTheNoise() throws IOException {
        JsonNode json =
                new JsonMapper()
                        .readTree(
                                done("export", "--network", network, "--outdir", out, "--json")
                                        .out());
        assertThat(json.get("format").asString()).isEqualTo("onnx");
        assertThat(json.get("largestDifference").asDouble()).isBetween(0.0, 1e-4);
        JsonNode files = json.get("files");
        assertThat(files.valueStream().map(f -> f.get("file").asString()))
                .containsExactly("mapping.onnx", "synthesis.onnx", "noise.npz");
        assertThat(files.get(0).get("bytes").asLong()).isEqualTo(bytes("mapping.onnx").length);
        JsonNode z = files.get(0).get("inputs").get(0);
        assertThat(z.get("name").asString()).isEqualTo("z");
        assertThat(z.get("type").asString()).isEqualTo("f32");
        assertThat(z.get("shape").toString()).isEqualTo("[\"N\",16]");
        assertThat(files.get(1).get("outputs").get(0).get("shape").toString())
                .isEqualTo("[\"N\",3,16,16]");
        assertThat(files.get(2).get("inputs")).isEmpty();
    }

    @Test
    void sentencesSayWhatToFeed() {
        Run run = done("export", "--network", network, "--outdir", out);
        assertThat(run.out())
                .contains("kB: z [N, 16], psi [1], cutoff [1] -> ws [N, 6, 16]")
                .contains("8 pictures of ONNX Runtime differ from the network's by at most ");
        Run unchecked = done("export", "--network", network, "--outdir", out, "--no-check");
        assertThat(unchecked.out()).doesNotContain("differ").contains("synthesis.onnx");
    }

    @Test
    void editsOfARecipeAreInTheWeights() throws IOException {
        Path recipe = folder.resolve("r.json");
        Files.writeString(recipe, Recipe.of(EDITS).toJson());
        done("export", "--network", network, "--recipe", recipe, "--outdir", out);
        try (GeneratorSession session = GeneratorSession.open(network)) {
            float[] plain = session.levels(session.latent(3), GenerateOptions.defaults());
            float[] edited =
                    session.levels(
                            session.latent(3),
                            GenerateOptions.defaults(),
                            Intervention.of(session.layers(), EDITS));
            assertThat(distance(drawn(session.latent(3).values()), edited)).isLessThan(1e-4);
            assertThat(distance(plain, edited)).isGreaterThan(0.01);
        }
        assertThat(new String(bytes("synthesis.onnx"), StandardCharsets.ISO_8859_1))
                .contains("edits")
                .contains("\"8x8/Conv1\"");
    }

    private float[] drawn(float[] z) throws IOException {
        Map<String, NpyArray> inputs = new HashMap<>();
        for (String name : Npz.names(out.resolve("noise.npz"))) {
            inputs.put(name, Npz.read(out.resolve("noise.npz"), name));
        }
        Map<String, NpyArray> latent =
                Map.of(
                        "z", NpyArray.of(z, 1, z.length),
                        "psi", NpyArray.of(new float[] {1}, 1),
                        "cutoff", NpyArray.of(new long[] {0}, 1));
        try (OnnxModel mapping = OnnxModel.open(out.resolve("mapping.onnx"));
                OnnxModel synthesis = OnnxModel.open(out.resolve("synthesis.onnx"))) {
            inputs.put("ws", mapping.run(latent, "ws"));
            return synthesis.run(inputs, "image").floats();
        }
    }

    private static double distance(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @Test
    void otherFamiliesAreOneGraph() throws IOException {
        Path dcgan = TinyNetworks.write(folder.resolve("d.safetensors"), TinyNetworks.DCGAN);
        assertThat(done("export", "--network", dcgan, "--outdir", out).out())
                .startsWith("generator.onnx, ")
                .contains("kB: z [N, 8] -> image [N, 3, 32, 32]");
        Path points = TinyNetworks.write(folder.resolve("p.safetensors"), MlpConfig.plane(8));
        assertThat(done("export", "--network", points, "--outdir", out).out())
                .contains("kB: z [N, 2] -> image [N, 2, 1, 1]");
    }

    @Test
    void safetensorsIsTheGeneratorAlone() throws IOException {
        Path recipe = folder.resolve("r.json");
        Files.writeString(recipe, Recipe.of(EDITS).toJson());
        done(
                "export",
                "--network",
                network,
                "--recipe",
                recipe,
                "--format",
                "safetensors",
                "--outdir",
                out);
        Path file = out.resolve("generator.safetensors");
        assertThat(NetworkFile.open(file).hasDiscriminator()).isFalse();
        String edits = String.valueOf(NetworkFile.open(file).provenance().edits());
        assertThat(Recipe.parse(edits).unitEdits()).isEqualTo(EDITS);
        try (GeneratorSession before = GeneratorSession.open(network);
                GeneratorSession after = GeneratorSession.open(file)) {
            float[] edited =
                    before.levels(
                            before.latent(1),
                            GenerateOptions.defaults(),
                            Intervention.of(before.layers(), EDITS));
            float[] own = after.levels(after.latent(1), GenerateOptions.defaults());
            assertThat(distance(own, edited)).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void npzHoldsEveryTensorByItsName() throws IOException {
        done("export", "--network", network, "--format", "npz", "--outdir", out);
        Path file = out.resolve("generator.npz");
        try (Generator generator = NetworkFile.load(network)) {
            List<String> names =
                    Stream.concat(
                                    generator.parameters().trained().stream(),
                                    generator.parameters().buffers().stream())
                            .map(Parameter::name)
                            .toList();
            assertThat(Npz.names(file))
                    .containsAll(names)
                    .contains("8x8/Conv1/weight", "dlatent_avg", "noise3")
                    .hasSize(names.size() + 3);
        }
        NpyArray config = Npz.read(file, "config");
        byte[] text = new byte[config.data().remaining()];
        config.data().duplicate().get(text);
        assertThat(NetworkConfigs.fromJson(new String(text, StandardCharsets.UTF_8)))
                .isEqualTo(TinyNetworks.STYLE);
        assertThat(Npz.read(file, "lod").doubles()).containsExactly(0);
        assertThat(Npz.read(file, "8x8/Conv1/weight").shape()).containsExactly(16, 16, 3, 3);
    }

    @Test
    void wrongExportsAreReported() throws IOException {
        Path loud = folder.resolve("loud.safetensors");
        try (Generator generator = TinyNetworks.generator(TinyNetworks.STYLE, 5)) {
            // Colours in the millions, whose rounding errors are above the tolerance.
            Ops.copyInto(generator.parameters().named("ToRGB_lod0/weight"), filled(24, 1e6f));
            NetworkFile.save(loud, generator, null, 0, Provenance.of(1, 0, null, null));
        }
        fails(
                1,
                "pictures of ONNX Runtime must be within 1.0E-4 of the network's: ",
                "export",
                "--network",
                loud,
                "--outdir",
                out);
        assertThat(out.resolve("synthesis.onnx")).exists();
        done("export", "--network", loud, "--outdir", out, "--no-check");
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void wrongWordsAreExplained() throws IOException {
        fails(2, "--format", "export", "--network", network, "--outdir", out, "--format", "tflite");
        fails(2, "--outdir", "export", "--network", network);
        Path recipe = folder.resolve("r.json");
        Files.writeString(recipe, "{\"version\":1}");
        Object[] words = {"export", "--network", network, "--outdir", out, "--recipe", recipe};
        fails(2, "edits of a recipe must be an array", words);
        Files.writeString(
                recipe,
                """
                {"version":1,"edits":[{"layer":"8x8/Conv1","units":[0],"value":"mean:tree"}]}
                """);
        fails(2, "values of the recipe must be numbers to be exported", words);
        Files.writeString(
                recipe, Recipe.of(List.of(UnitEdit.ablate("8x8/Conv7", List.of(0)))).toJson());
        fails(2, "edit 1 (8x8/Conv7:[0]): layer must be one of", words);
        fails(1, "no such file", "export", "--network", folder.resolve("no"), "--outdir", out);
        assertThat(out).doesNotExist();
    }

    @Test
    void filesOfOthersStay() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("synthesis.onnx"), "mine");
        Object[] words = {"export", "--network", network, "--outdir", out, "--no-check"};
        fails(1, "exists and galatea did not write it", words);
        assertThat(out.resolve("mapping.onnx")).doesNotExist();
        assertThat(out.resolve("synthesis.onnx")).hasContent("mine");
        Path own = folder.resolve("generator.safetensors");
        Files.copy(network, own);
        fails(
                2,
                "outdir must not be the folder of the network",
                "export",
                "--network",
                own,
                "--format",
                "safetensors",
                "--outdir",
                folder,
                "--force");
    }
}
