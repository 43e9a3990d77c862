package galatea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.model.style.StyleConfig;
import galatea.testing.TinyNetworks;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void writeNetwork() throws IOException {
        file = TinyNetworks.write(folder.resolve("n.safetensors"), TinyNetworks.STYLE);
    }

    @Test
    void valuesConfigAndProvenanceComeBack() throws IOException {
        NetworkFile opened = NetworkFile.open(file);
        assertThat(opened.config()).isEqualTo(TinyNetworks.STYLE);
        assertThat(opened.provenance().dataset()).isEqualTo("tiny");
        assertThat(opened.provenance().imagesSeen()).isEqualTo(1000);
        assertThat(opened.lod()).isZero();
        try (Generator original = TinyNetworks.generator(TinyNetworks.STYLE, 5);
                Generator loaded = NetworkFile.load(file)) {
            assertThat(values(loaded)).usingRecursiveComparison().isEqualTo(values(original));
        }
    }

    @Test
    void tensorsAreRowMajorInTheFile() throws IOException {
        try (Generator loaded = NetworkFile.load(file)) {
            Parameter conv =
                    loaded.parameters().trained().stream()
                            .filter(p -> p.shape().length == 4 && p.shape()[2] == 3)
                            .findFirst()
                            .orElseThrow();
            SafetensorsFile plain = SafetensorsFile.open(file);
            assertThat(plain.floats("generator/" + conv.name()))
                    .isEqualTo(Ops.floats(conv.tensor()));
            assertThat(conv.tensor().is_contiguous()).isFalse();
        }
    }

    @Test
    void discriminatorComesBack() throws IOException {
        try (Discriminator original = Networks.discriminator(TinyNetworks.STYLE, DType.FLOAT32, 6);
                Discriminator loaded = NetworkFile.open(file).discriminator()) {
            assertThat(Ops.floats(loaded.parameters().values()))
                    .isEqualTo(Ops.floats(original.parameters().values()));
        }
    }

    @Test
    void missingDiscriminatorIsSaid() throws IOException {
        rewrite((entries, texts) -> entries.removeIf(e -> e.name().startsWith("discriminator/")));
        NetworkFile opened = NetworkFile.open(file);
        assertThat(opened.hasDiscriminator()).isFalse();
        assertThatThrownBy(opened::discriminator)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("has no discriminator");
    }

    @Test
    void summaryCountsBothNetworks() throws IOException {
        NetworkSummary summary = NetworkSummary.of(NetworkFile.open(file));
        try (Generator generator = NetworkFile.load(file)) {
            assertThat(summary.generatorParameters()).isEqualTo(generator.parameters().count());
            assertThat(summary.layers()).isEqualTo(generator.layers());
        }
        assertThat(summary.discriminatorParameters()).isPositive();
    }

    @Test
    void everyFamilyComesBack() throws IOException {
        Path dcgan = TinyNetworks.write(folder.resolve("d.safetensors"), TinyNetworks.DCGAN);
        try (Generator loaded = NetworkFile.load(dcgan)) {
            assertThat(loaded.config()).isEqualTo(TinyNetworks.DCGAN);
        }
    }

    @Test
    void missingTensorIsNamed() throws IOException {
        rewrite((entries, texts) -> entries.removeIf(e -> e.name().endsWith("dlatent_avg")));
        assertThatThrownBy(() -> NetworkFile.load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("tensors are missing: generator/dlatent_avg");
    }

    @Test
    void unexpectedTensorIsNamed() throws IOException {
        rewrite((entries, texts) -> entries.add(TensorEntry.of("generator/x", new float[1], 1)));
        assertThatThrownBy(() -> NetworkFile.load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("tensors are unexpected: generator/x");
    }

    @Test
    void otherNetworkThanTheConfigSaysIsRefused() throws IOException {
        StyleConfig wider = TinyNetworks.STYLE.withFmaps(64, 12);
        rewrite((entries, texts) -> texts.put("config", NetworkConfigs.toJson(wider)));
        assertThatThrownBy(() -> NetworkFile.load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("must have shape");
    }

    @Test
    void configOutOfRangeIsRefused() throws IOException {
        rewrite(
                (entries, texts) ->
                        texts.computeIfPresent(
                                "config",
                                (key, json) ->
                                        json.replace("\"resolution\":16", "\"resolution\":17")));
        assertThatThrownBy(() -> NetworkFile.open(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("resolution must be");
    }

    @Test
    void levelOfDetailBeyondTheNetworkIsRefused() throws IOException {
        rewrite((entries, texts) -> texts.put("lod", "3"));
        assertThatThrownBy(() -> NetworkFile.open(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("lod must be");
    }

    @Test
    void tensorsWithoutOurTextsAreNoNetwork() throws IOException {
        rewrite((entries, texts) -> texts.clear());
        assertThatThrownBy(() -> NetworkFile.open(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("must be a network of Galatea or of a known layout (")
                .hasMessageContaining("; found: ")
                .hasMessageContaining("generator/");
    }

    @Test
    void newestSnapshotOfARunIsTaken() throws IOException {
        for (String number : List.of("000002", "000010", "000009")) {
            Files.copy(file, folder.resolve("network-snapshot-%s.safetensors".formatted(number)));
        }
        assertThat(NetworkSource.locate(folder.toString()))
                .hasFileName("network-snapshot-000010.safetensors");
    }

    private static Map<String, float[]> values(Generator generator) {
        Map<String, float[]> values = new HashMap<>();
        List<Parameter> all = new ArrayList<>(generator.parameters().trained());
        all.addAll(generator.parameters().buffers());
        all.forEach(p -> values.put(p.name(), Ops.floats(p.tensor())));
        return values;
    }

    /** Writes the file again with other tensors or texts. */
    private void rewrite(BiConsumer<List<TensorEntry>, Map<String, String>> change)
            throws IOException {
        SafetensorsFile old = SafetensorsFile.open(file);
        List<TensorEntry> entries = new ArrayList<>();
        for (String name : old.names()) {
            entries.add(
                    new TensorEntry(name, old.dtype(name), old.shape(name), () -> old.data(name)));
        }
        Map<String, String> texts = new HashMap<>(old.metadata());
        change.accept(entries, texts);
        SafetensorsWriter.write(file, entries, texts);
    }
}
