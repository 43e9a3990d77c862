package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.latent.Directions;
import galatea.latent.DirectionsFile;
import galatea.latent.LayerRange;
import galatea.latent.Space;
import galatea.testing.TinyNetworks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DirectionsCommandTest extends CommandTest {

    private static JsonNode json(Run run) {
        return new JsonMapper().readTree(run.out());
    }

    private Run directions(Object... more) {
        Object[] args = new Object[more.length + 5];
        args[0] = "directions";
        args[1] = "--network";
        args[2] = network;
        args[3] = "--outdir";
        args[4] = folder.resolve("d");
        System.arraycopy(more, 0, args, 5, more.length);
        return done(args);
    }

    private byte[] drawn(String... more) throws IOException {
        Object[] args = new Object[more.length + 7];
        args[0] = "generate";
        args[1] = "--network";
        args[2] = network;
        args[3] = "--outdir";
        args[4] = out;
        args[5] = "--seeds";
        args[6] = "3";
        System.arraycopy(more, 0, args, 7, more.length);
        done(args);
        return bytes("seed0003.png");
    }

    private String file() {
        return folder.resolve("d").resolve(DirectionsFile.NAME).toString();
    }

    @ParameterizedTest
    @CsvSource({"pca,pc1", "sefa,sefa1", "layer-pca,pc1"})
    void slidersAreWrittenAndUsed(String method, String name) throws IOException {
        Object[] layer =
                method.equals("layer-pca") ? new Object[] {"--layer", "8x8/Conv1"} : new Object[0];
        Object[] args = new Object[layer.length + 9];
        System.arraycopy(layer, 0, args, 9, layer.length);
        Object[] words = {
            "--method", method, "--count", 2, "--samples", 60, "--test-samples", 8, "--json"
        };
        System.arraycopy(words, 0, args, 0, 9);
        JsonNode json = json(directions(args));
        assertThat(json.get("method").asString()).isEqualTo(method);
        assertThat(json.get("space").asString()).isEqualTo("w");
        assertThat(json.get("sliders")).hasSize(2);
        assertThat(json.get("sliders").get(1).get("name").asString()).isEqualTo(name);
        assertThat(json.get("sliders").get(1).get("pictureChange").asDouble()).isPositive();
        assertThat(new JsonMapper().readTree(folder.resolve("d/directions.json").toFile()))
                .isEqualTo(json);
        var sheet =
                ImageIO.read(
                        new ByteArrayInputStream(
                                Files.readAllBytes(folder.resolve("d/directions.png"))));
        assertThat(sheet.getWidth()).isGreaterThan(7 * 16);
        byte[] still = drawn();
        assertThat(drawn("--direction", file() + ":1=0")).isEqualTo(still);
        byte[] moved = drawn("--direction", file() + ":1=2.5");
        assertThat(moved).isNotEqualTo(still);
        assertThat(drawn("--direction", folder.resolve("d") + ":" + name + "=2.5"))
                .isEqualTo(moved);
        assertThat(drawn("--direction", file() + ":1=-2.5")).isNotEqualTo(moved);
    }

    @Test
    void severalDirectionsAndLayersAreTaken() throws IOException {
        directions("--count", 3, "--samples", 60, "--test-samples", 4, "--layers", "coarse");
        Directions read = DirectionsFile.read(Path.of(file()));
        assertThat(read.list().get(0).layers()).isEqualTo(new LayerRange(0, 3));
        byte[] one = drawn("--direction", file() + ":0=2");
        byte[] two = drawn("--direction", file() + ":0=2", "--direction", file() + ":1=1");
        assertThat(two).isNotEqualTo(one);
        byte[] other = drawn("--direction", file() + ":0=2@4-5");
        assertThat(other).isNotEqualTo(one).isNotEqualTo(drawn());
        assertThat(drawn("--direction", file() + ":0=2@0-3")).isEqualTo(one);
    }

    @Test
    void otherVerbsMoveTheSameWay() throws IOException {
        directions("--count", 1, "--samples", 60, "--test-samples", 4);
        byte[] moved = drawn("--direction", file() + ":pc0=2", "--trunc", "0.7");
        String[] words = {"--direction", file() + ":pc0=2", "--trunc", "0.7"};
        done(
                "mix",
                "--network",
                network,
                "--rows",
                3,
                "--cols",
                4,
                "--outdir",
                out,
                words[0],
                words[1],
                words[2],
                words[3]);
        assertThat(bytes("3-3.png")).isEqualTo(moved);
        done(
                "interpolate",
                "--network",
                network,
                "--seeds",
                "3-4",
                "--frames",
                2,
                "--format",
                "png",
                "--outdir",
                out,
                words[0],
                words[1],
                words[2],
                words[3]);
        assertThat(bytes("frame0000.png")).isEqualTo(moved);
        done(
                "intervene",
                "--network",
                network,
                "--seeds",
                "3",
                "--ablate",
                "8x8/Conv1:1",
                "--outdir",
                out,
                words[0],
                words[1],
                words[2],
                words[3]);
        assertThat(bytes("seed0003-before.png")).isEqualTo(moved);
    }

    @Test
    void networksWithoutStylesHaveDirectionsInZ() throws IOException {
        network = TinyNetworks.write(folder.resolve("dcgan.safetensors"), TinyNetworks.DCGAN);
        directions("--count", 2, "--samples", 60, "--test-samples", 4);
        Directions read = DirectionsFile.read(Path.of(file()));
        assertThat(read.space()).isEqualTo(Space.Z);
        assertThat(read.method()).isEqualTo("sefa");
        assertThat(drawn("--direction", file() + ":0=2")).isNotEqualTo(drawn());
        fails(
                2,
                "network must have styles for the method pca",
                "directions",
                "--network",
                network,
                "--outdir",
                out,
                "--method",
                "pca");
    }

    @Test
    void treesOfTheShippedScenesGrow() throws IOException {
        network = Path.of("builtin:scenes");
        JsonNode json =
                json(
                        directions(
                                "--method",
                                "class",
                                "--segmenter",
                                "builtin:scenes",
                                "--class-name",
                                "tree",
                                "--samples",
                                200,
                                "--test-samples",
                                32,
                                "--json"));
        JsonNode slider = json.get("sliders").get(0);
        assertThat(slider.get("name").asString()).isEqualTo("tree");
        assertThat(slider.get("correlation").get("low").asDouble()).isPositive();
        JsonNode effect = slider.get("effects").get(0);
        assertThat(effect.get("name").asString()).isEqualTo("tree");
        assertThat(effect.get("low").asDouble()).isGreaterThan(0.02);
        assertThat(slider.get("effects")).hasSize(12);
        assertThat(slider.get("explained").isNull()).isTrue();
    }

    @Test
    void labelsGiveADirection() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int seed = 0; seed < 40; seed++) {
            lines.append(seed).append(',').append(seed % 3).append('\n');
        }
        Path labels = Files.writeString(folder.resolve("labels.csv"), lines);
        JsonNode json =
                json(
                        directions(
                                "--method",
                                "class",
                                "--labels",
                                labels,
                                "--test-samples",
                                4,
                                "--json"));
        assertThat(json.get("sliders").get(0).get("name").asString()).isEqualTo("label");
    }

    @Test
    void tableIsReadable() {
        Run run = directions("--count", 1, "--samples", 60, "--test-samples", 4);
        assertThat(run.out()).startsWith("direction").contains("pc0").contains("%");
        assertThat(run.err()).contains("galatea: wrote").contains(DirectionsFile.NAME);
    }

    @Test
    void wordsThatDoNotBelongTogetherAreRefused() {
        Object[] start = {"directions", "--network", network, "--outdir", out, "--method"};
        refused("--layer must be given with layer-pca: none", start, "layer-pca");
        refused("--layer must have the method layer-pca: given", start, "pca", "--layer", "0");
        refused("--class-name must be given", start, "class");
        refused("--class-name must have a --segmenter: none", start, "class", "--class-name", "a");
        refused("--labels must have the method class", start, "pca", "--labels", "x.csv");
        refused("must be one of pca, layer-pca, sefa, class", start, "svm");
        refused("samples must be at least", start, "pca", "--samples", "0");
        refused("test samples must be at least 4: 3", start, "pca", "--test-samples", "3");
        refused("layers must be neighbours: [0, 2]", start, "pca", "--layers", "0,2");
        assertThat(out).doesNotExist();
    }

    private static void refused(String message, Object[] start, Object... more) {
        Object[] args = new Object[start.length + more.length];
        System.arraycopy(start, 0, args, 0, start.length);
        System.arraycopy(more, 0, args, start.length, more.length);
        fails(2, message, args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "d:1", "d:1=x", ":1=2", "d:1=2@x", "d:=2"})
    void wrongWordsAreExplained(String word) {
        fails(
                2,
                "--direction",
                "generate",
                "--network",
                network,
                "--seeds",
                0,
                "--outdir",
                out,
                "--direction",
                word);
    }

    @Test
    void wrongFilesAreExplained() throws IOException {
        Object[] start = {"generate", "--network", network, "--seeds", 0, "--outdir", out};
        refused(1, "absent", start, "--direction", folder.resolve("absent") + ":0=1");
        refused(1, "galatea.directions", start, "--direction", network + ":0=1");
        directions("--count", 2, "--samples", 60, "--test-samples", 4);
        refused(
                2,
                "direction must be 0 to 1 or one of pc0, pc1: pc7",
                start,
                "--direction",
                file() + ":pc7=1");
        refused(2, "must move layers in [0, 5]: 3-9", start, "--direction", file() + ":0=1@3-9");
        network = TinyNetworks.write(folder.resolve("dcgan.safetensors"), TinyNetworks.DCGAN);
        start[2] = network;
        refused(2, "need a network with styles", start, "--direction", file() + ":0=1");
    }

    private static void refused(int code, String message, Object[] start, Object... more) {
        Object[] args = new Object[start.length + more.length];
        System.arraycopy(start, 0, args, 0, start.length);
        System.arraycopy(more, 0, args, start.length, more.length);
        fails(code, message, args);
    }
}
