package galatea.model.imports;

import static galatea.testing.TensorAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.format.pickle.PickleFile;
import galatea.format.pickle.PickledObject;
import galatea.format.pickle.StoredTensor;
import galatea.model.NetworkFile;
import galatea.model.StyledGenerator;
import galatea.model.style2.Architecture;
import galatea.model.style2.DiscriminatorPlan;
import galatea.model.style2.Style2Config;
import galatea.testing.FixtureFiles;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of StyleGAN2-ADA as they are, in part, and with parts that are not known. */
@ExtendWith(OneThread.class)
class Style2AdaTest {
    private static final Path PLAIN =
            FixtureFiles.path("stylegan2_ada", "network-snapshot-000100-protocol4.pkl");
    private static final Path CONDITIONAL =
            FixtureFiles.path("stylegan2_ada_conditional", "network-snapshot-000100.pkl");

    @TempDir Path folder;
    private Map<Object, Object> root = Map.of();

    @BeforeEach
    void read() throws IOException {
        root = mutable(PickleFile.read(PLAIN));
    }

    @Test
    void settingsComeFromTheModules() throws IOException {
        Style2Config config =
                new Style2Config(
                        32,
                        3,
                        0,
                        16,
                        18,
                        18,
                        8,
                        List.of(16, 16, 16, 16),
                        true,
                        2.5,
                        new DiscriminatorPlan(
                                Architecture.RESIDUAL, List.of(16, 16, 16, 16), 16, 8, 4, 2.5));
        assertThat(imported().config()).isEqualTo(config);
        assertThat(NetworkFile.open(CONDITIONAL).config())
                .isEqualTo(
                        new Style2Config(
                                16,
                                3,
                                3,
                                12,
                                14,
                                14,
                                2,
                                List.of(14, 14, 12),
                                true,
                                0,
                                new DiscriminatorPlan(
                                        Architecture.PLAIN, List.of(14, 14, 12), 14, 8, 32, 0)));
    }

    @Test
    void generatorAloneIsRead() throws IOException {
        ForeignNetwork whole = imported();
        ForeignNetwork alone = Imports.read(PLAIN, root.get("G_ema"), ImportOptions.DEFAULT);
        assertThat(alone.discriminator()).isEmpty();
        assertThat(alone.config().latentSize()).isEqualTo(16);
        assertThat(alone.generator().keySet()).isEqualTo(whole.generator().keySet());
        alone.generator()
                .forEach(
                        (name, w) ->
                                assertThat(w.values())
                                        .isEqualTo(
                                                requireNonNull(whole.generator().get(name))
                                                        .values()));
    }

    @Test
    void eitherGeneratorStandsInForTheOther() throws IOException {
        float[] averaged = constant(ImportOptions.DEFAULT);
        float[] trained = constant(new ImportOptions(null, false));
        assertThat(trained).isNotEqualTo(averaged);
        Object removed = root.remove("G");
        assertThat(constant(new ImportOptions(null, false))).isEqualTo(averaged);
        root.put("G", removed);
        root.remove("G_ema");
        assertThat(constant(ImportOptions.DEFAULT)).isEqualTo(trained);
    }

    private float[] constant(ImportOptions options) throws IOException {
        ForeignNetwork network = Imports.read(PLAIN, root, options);
        return requireNonNull(network.generator().get("4x4/Const/const")).values();
    }

    /** Of which the bound of the features is not known. */
    @Test
    void stateDictionaryIsRead() throws IOException {
        Path file = folder.resolve("state.safetensors");
        writeState(PLAIN, file, List.of());
        NetworkFile opened = NetworkFile.open(file);
        assertThat(opened.config())
                .isEqualTo(
                        ((Style2Config) imported().config())
                                .withConvClamp(256)
                                .withDiscriminator(
                                        new DiscriminatorPlan(
                                                Architecture.RESIDUAL,
                                                List.of(16, 16, 16, 16),
                                                16,
                                                8,
                                                4,
                                                256)));
        try (StyledGenerator g = (StyledGenerator) opened.generator();
                StyledGenerator own = (StyledGenerator) NetworkFile.load(PLAIN)) {
            assertThat(Ops.floats(g.parameters().values()))
                    .isEqualTo(Ops.floats(own.parameters().values()));
            assertThat(Ops.floats(g.parameters().bufferValues()))
                    .isEqualTo(Ops.floats(own.parameters().bufferValues()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void averageThatIsNotThereIsEstimated(boolean conditional) throws IOException {
        Path source = conditional ? CONDITIONAL : PLAIN;
        Path file = folder.resolve("state.safetensors");
        writeState(source, file, List.of("mapping.w_avg"));
        try (StyledGenerator g = (StyledGenerator) NetworkFile.load(file);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Engine.seed(7);
            Tensor z = Ops.randn(DType.FLOAT32, 3000, g.config().latentSize());
            Tensor w = g.map(z, conditional ? classes(3000) : null);
            Tensor mean = Ops.mean(w, 0).view(g.wSize());
            double bound = 5 * Ops.item(w.std()) / Math.sqrt(3000);
            assertThat(g.wAverage()).isCloseTo(mean, 0, bound);
            assertThat(Ops.item(g.wAverage().abs().max())).isGreaterThan(10 * bound);
        }
    }

    /** Three of them in turn: [n, 3]. */
    private static Tensor classes(int n) {
        float[] oneHot = new float[3 * n];
        for (int i = 0; i < n; i++) {
            oneHot[3 * i + i % 3] = 1;
        }
        return Ops.of(oneHot, n, 3);
    }

    private static void writeState(Path source, Path file, List<String> without)
            throws IOException {
        Modules modules = Modules.of("f", mutable(PickleFile.read(source)).get("G_ema"));
        List<TensorEntry> entries = new ArrayList<>();
        for (Map.Entry<String, StoredTensor> tensor : modules.tensors().tensors().entrySet()) {
            if (!without.contains(tensor.getKey())) {
                StoredTensor value = tensor.getValue();
                entries.add(TensorEntry.of(tensor.getKey(), value.floats(), value.shape()));
            }
        }
        SafetensorsWriter.write(file, entries, Map.of());
    }

    @Test
    void networkOfStyleGan3IsCalledByItsName() {
        PickledObject block = module("G_ema.synthesis.b4");
        Object constant = requireNonNull(part(block, "_parameters").get("const"));
        refused(
                "G_ema.synthesis",
                synthesis -> {
                    part(synthesis, "_parameters").put("input.weight", constant);
                    part(synthesis, "_modules").clear();
                },
                "must be a StyleGAN2: the alias-free generators of StyleGAN3 are not read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            G_ema.synthesis.b8.conv1 | activation | relu | activation of synthesis.b8.conv1 must be lrelu: relu
            G_ema.synthesis.b8.conv1 | conv_clamp | 3    | synthesis.b8.conv1.conv_clamp must be that of the others: 3.0
            G_ema.synthesis.b8.torgb | conv_clamp | none | synthesis.b8.torgb.conv_clamp must be a number: none
            D.b4.mbstd               | num_channels | 2  | num_channels of b4.mbstd must be 1: 2.0
            D.b4.mbstd               | group_size | -3   | discriminator.stddevGroup must be in [0, 1048576]: -3
            """)
    void unknownSettingsAreNamed(String path, String name, String value, String message) {
        refused(path, m -> mutable(m.fields()).put(name, number(value)), message);
    }

    private static Object number(String value) {
        return value.matches("-?\\d+") ? (Object) Double.valueOf(value) : value;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            G_ema.synthesis.b8.conv0 | affine     | must have the tensor synthesis.b8.conv0.affine.weight: none
            G_ema.synthesis.b8       | torgb      | architecture of the generator must be skip: synthesis.b8 has no torgb
            G_ema.synthesis          | b4         | must have blocks from synthesis.b4 to at most synthesis.b1024
            G_ema.mapping            | fc0        | must have the tensor mapping.fc0.weight: none
            D.b4                     | fc         | must have the tensor b4.fc.weight: none
            """)
    void missingPartsAreNamed(String path, String module, String message) {
        refused(path, m -> part(m, "_modules").remove(module), message);
    }

    @Test
    void anotherFilterIsRefused() {
        PickledObject conv = module("G_ema.synthesis.b4.conv1");
        Object noise = requireNonNull(part(conv, "_buffers").get("noise_const")); // [4, 4] too
        refused(
                "G_ema.synthesis.b8",
                block -> part(block, "_buffers").put("resample_filter", noise),
                "synthesis.b8.resample_filter must be of [1, 3, 3, 1]: another filter");
    }

    @Test
    void modulesInACircleEnd() throws IOException {
        part(module("G_ema.synthesis"), "_modules").put("again", module("G_ema"));
        assertThat(imported().config().resolution()).isEqualTo(32);
    }

    private void refused(String path, Consumer<PickledObject> damage, String message) {
        damage.accept(module(path));
        assertThatThrownBy(this::imported)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(PLAIN.toString())
                .hasMessageContaining(message);
    }

    private ForeignNetwork imported() throws IOException {
        return Imports.read(PLAIN, root, ImportOptions.DEFAULT);
    }

    private PickledObject module(String path) {
        String[] names = path.split("\\.");
        PickledObject module = (PickledObject) requireNonNull(root.get(names[0]));
        for (int i = 1; i < names.length; i++) {
            module = child(module, names[i]);
        }
        return module;
    }

    private static PickledObject child(PickledObject module, String name) {
        return (PickledObject) requireNonNull(part(module, "_modules").get(name));
    }

    /** A dictionary of a module, which can be changed. */
    private static Map<Object, Object> part(PickledObject module, String kind) {
        return mutable(module.fields().get(kind));
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> mutable(@Nullable Object map) {
        return (Map<Object, Object>) requireNonNull(map);
    }
}
