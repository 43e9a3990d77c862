package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionsFileTest {
    private static final String HEAD =
            "{\"version\":1,\"space\":\"w\",\"method\":\"pca\",\"network\":\"abc\","
                    + "\"names\":[\"pc0\",\"smile (big)\"],\"layers\":[null,[2,5]]}";

    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve(DirectionsFile.NAME);
    }

    static Directions directions() {
        return new Directions(
                "pca",
                "abc",
                new float[] {1, 2, 3},
                List.of(
                        new Direction("pc0", Space.W, new float[] {0, 0.6f, 0.8f}, null, 2, 0.25),
                        new Direction(
                                "smile (big)",
                                Space.W,
                                new float[] {1, 0, 0},
                                new LayerRange(2, 5),
                                0.125,
                                Double.NaN)));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        DirectionsFile.write(file, directions());
        for (Path path : List.of(file, folder)) {
            Directions read = DirectionsFile.read(path);
            assertThat(read.method()).isEqualTo("pca");
            assertThat(read.network()).isEqualTo("abc");
            assertThat(read.mean()).containsExactly(1, 2, 3);
            assertThat(read.list().toString()).isEqualTo(directions().list().toString());
            assertThat(read.get("0").explained()).isEqualTo(0.25);
            assertThat(read.get("smile (big)").layers()).isEqualTo(new LayerRange(2, 5));
            assertThat(read.get("1").explained()).isNaN();
        }
        byte[] first = Files.readAllBytes(file);
        DirectionsFile.write(file, DirectionsFile.read(file));
        assertThat(file).hasBinaryContent(first);
    }

    private void write(String head, List<TensorEntry> entries) throws IOException {
        SafetensorsWriter.write(file, entries, Map.of("galatea.directions", head));
    }

    private static List<TensorEntry> entries(double sigma) {
        return List.of(
                TensorEntry.of("values", new float[] {0, 0.6f, 0.8f, 1, 0, 0}, 2, 3),
                TensorEntry.of("mean", new float[3], 3),
                TensorEntry.of("sigma", new double[] {1, sigma}, 2),
                TensorEntry.of("explained", new double[2], 2));
    }

    @Test
    void formatIsAsDocumented() throws IOException {
        write(HEAD, entries(1));
        assertThat(DirectionsFile.read(file).list()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1|\"version\":2|version must be 1: 2",
                "\"version\":1|\"version\":\"x\"|galatea.directions must be a JSON object",
                "\"space\":\"w\"|\"space\":\"q\"|space must be z or w: q",
                "\"space\":\"w\"|\"space\":null|must have space, method",
                "\"space\":\"w\"|\"space\":\"z\"|layers must be absent in space z: 2-5",
                "[null,[2,5]]|null|must have space, method",
                "[null,[2,5]]|[null]|names and layers must be 1 to 10000 and as many: 2 and 1",
                "[null,[2,5]]|[null,[2]]|layers must be null or [first, last]: [2]",
                "[null,[2,5]]|[null,[5,2]]|layers must go from at least 0 upwards: 5-2",
                "[null,[2,5]]|[null,\"x\"]|galatea.directions must be a JSON object",
                "\"pc0\"|null|name must be 1 to 100",
                "\"pc0\"|\"smile (big)\"|names must differ: smile (big)",
                "\"pc0\",||names and layers must be 1 to 10000 and as many: 1 and 2",
                "\"pc0\"|\"a:b\"|name must be 1 to 100",
            })
    void wrongHeadsAreExplained(String part, String other, String message) throws IOException {
        write(HEAD.replace(part, other == null ? "" : other), entries(1));
        refused(message);
    }

    @Test
    void wrongTensorsAreExplained() throws IOException {
        SafetensorsWriter.write(file, entries(1), Map.of());
        refused("must have the text galatea.directions to be a file of directions");
        write("null", entries(1));
        refused("version must be 1: none");
        write(HEAD, entries(Double.NaN));
        refused("sigma must be at least 0: NaN");
        write(HEAD, entries(1).subList(0, 3));
        refused("must have the tensor: explained");
        write(HEAD, List.of(TensorEntry.of("mean", new float[0], 0)));
        refused("mean must be F32 [-1]: F32 [0]");
        write(HEAD, List.of(TensorEntry.of("mean", new double[3], 3)));
        refused("mean must be F32 [-1]: F64 [3]");
        write(
                HEAD,
                List.of(
                        TensorEntry.of("mean", new float[3], 3),
                        TensorEntry.of("values", new float[6], 3, 2)));
        refused("values must be F32 [2, 3]: F32 [3, 2]");
        Files.writeString(file, "no safetensors");
        refused("safetensors header must have");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> DirectionsFile.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(DirectionsFile.NAME)
                .hasMessageContaining(message);
    }

    @Test
    void absentFilesAreNamed() {
        assertThatThrownBy(() -> DirectionsFile.read(folder))
                .isInstanceOf(NoSuchFileException.class);
    }
}
