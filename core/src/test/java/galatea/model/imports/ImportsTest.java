package galatea.model.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.format.pickle.PickleFile;
import galatea.format.pickle.StoredTensor;
import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.testing.FixtureFiles;
import galatea.testing.SharedFiles;
import galatea.torch.Ops;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State dictionaries in safetensors files, and files that are refused. */
class ImportsTest {
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "stylegan1_genforce, stylegan.pth, generator_smooth",
        "gandissect_progressive_gan, generator.pth, ''"
    })
    void safetensorsWithTheNamesOfAStateDictionary(String fixture, String file, String key)
            throws IOException {
        Path original = FixtureFiles.path(fixture, file);
        Path copy = copied(state(original, key), name -> true);
        assertThat(weights(copy)).isEqualTo(weights(original));
    }

    @Test
    void rosinalityGeneratorAlone() throws IOException {
        Path original = SharedFiles.require("fixtures/rosinality_stylegan1/train_step-4.model");
        ImportOptions at32 = new ImportOptions(32, true);
        Path bare = copied(state(original, "g_running"), name -> true);
        assertThat(NetworkFile.open(bare, at32).config().resolution()).isEqualTo(32);
        assertThat(weights(bare)).isEqualTo(weights(original));
    }

    @Test
    void missingTensorIsNamed() throws IOException {
        Path original = FixtureFiles.path("stylegan1_genforce", "stylegan.pth");
        String gone = "synthesis.layer3.style.weight";
        Path copy = copied(state(original, "generator_smooth"), name -> !name.equals(gone));
        assertThatThrownBy(() -> NetworkFile.open(copy))
                .isInstanceOf(FormatException.class)
                .hasMessage(copy + ": must have the tensor " + gone + ": none");
    }

    @Test
    void unknownTensorsAreListed() throws IOException {
        Path file = folder.resolve("other.safetensors");
        List<TensorEntry> entries = List.of(TensorEntry.of("encoder.weight", new float[6], 2, 3));
        SafetensorsWriter.write(file, entries, Map.of());
        assertThatThrownBy(() -> NetworkFile.open(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(
                        file + ": must be a network of Galatea or of a known layout")
                .hasMessageContaining(String.join(", ", Imports.layouts()))
                .hasMessageContaining("found: encoder.weight  float32 [2, 3]");
    }

    @Test
    void resolutionIsThatOfTheFile() {
        Path file = FixtureFiles.path("stylegan1_genforce", "stylegan.pth");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkFile.open(file, new ImportOptions(64, true)))
                .withMessage("resolution must be 32, the only one in %s: 64".formatted(file));
    }

    private static Map<String, StoredTensor> state(Path file, String key) throws IOException {
        Map<String, StoredTensor> state = new LinkedHashMap<>();
        Map<?, ?> dictionary = Roots.dictionary(PickleFile.read(file), key);
        dictionary.forEach(
                (name, value) -> {
                    if (value instanceof StoredTensor tensor) {
                        state.put(String.valueOf(name), tensor);
                    }
                });
        return state;
    }

    private Path copied(Map<String, StoredTensor> state, Predicate<String> kept)
            throws IOException {
        List<TensorEntry> entries = new java.util.ArrayList<>();
        for (Map.Entry<String, StoredTensor> tensor : state.entrySet()) {
            if (kept.test(tensor.getKey())) {
                StoredTensor stored = tensor.getValue();
                entries.add(TensorEntry.of(tensor.getKey(), stored.floats(), stored.shape()));
            }
        }
        Path file = folder.resolve("state.safetensors");
        SafetensorsWriter.write(file, entries, Map.of());
        return file;
    }

    private static float[] weights(Path file) throws IOException {
        try (Generator generator = NetworkFile.load(file)) {
            return Ops.floats(generator.parameters().values());
        }
    }
}
