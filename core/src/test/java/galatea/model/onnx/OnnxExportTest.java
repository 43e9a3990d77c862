package galatea.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.format.NpyArray;
import galatea.format.Npz;
import galatea.format.OnnxGraph;
import galatea.format.OnnxPort;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.NoiseMode;
import galatea.latent.NumpyRandom;
import galatea.latent.Truncation;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.model.NetworkFile;
import galatea.model.NetworkSource;
import galatea.model.Noise;
import galatea.model.Provenance;
import galatea.model.dcgan.DcganConfig;
import galatea.model.dcgan.Normalization;
import galatea.model.mlp.MlpConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleGenerator;
import galatea.model.style.StyleSwitches;
import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.testing.PlantedGenerator;
import galatea.testing.TinyNetworks;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime draws what the networks draw. */
@ExtendWith(OneThread.class)
class OnnxExportTest {
    private static final ProgressiveConfig PROGRESSIVE =
            ProgressiveConfig.paper(32, 3).withLatents(16).withWidths(List.of(16, 14, 10, 8));

    @TempDir Path folder;

    static Stream<StyleConfig> styles() {
        StyleConfig gray = StyleConfig.paper(16, 1).withFmaps(64, 16).withMapping(16, 2);
        return Stream.of(
                TinyNetworks.STYLE,
                TinyNetworks.CONDITIONAL,
                gray,
                StyleConfig.paper(4, 3).withFmaps(64, 16).withMapping(16, 1),
                TinyNetworks.STYLE.withConfiguration('A'),
                TinyNetworks.CONDITIONAL.withConfiguration('B'),
                TinyNetworks.STYLE.withConfiguration('C'),
                TinyNetworks.STYLE.withConfiguration('D'),
                with(new StyleSwitches(true, true, true, true, true, true, true)),
                with(new StyleSwitches(true, true, true, false, true, true, false)),
                with(new StyleSwitches(true, true, false, false, false, false, false)),
                with(new StyleSwitches(false, true, false, false, true, true, false)),
                with(new StyleSwitches(false, false, true, false, true, false, false)));
    }

    private static StyleConfig with(StyleSwitches switches) {
        StyleConfig c = TinyNetworks.STYLE;
        return new StyleConfig(
                c.resolution(),
                c.channels(),
                c.labelSize(),
                c.latentSize(),
                c.wSize(),
                c.mappingWidth(),
                c.mappingLayers(),
                c.widths(),
                switches,
                c.mixingProbability(),
                c.normEpsilon(),
                c.stddevGroup());
    }

    @ParameterizedTest
    @MethodSource("styles")
    void mappingGivesTheStylesOfTheSession(StyleConfig config) throws IOException {
        try (GeneratorSession session = GeneratorSession.of(written(config, 0), 0);
                OnnxModel mapping = OnnxModel.open(folder.resolve("mapping.onnx"))) {
            for (Truncation truncation :
                    List.of(Truncation.NONE, Truncation.of(0.7), new Truncation(-0.5, 1))) {
                checkStyles(session, mapping, truncation, 1);
                checkStyles(session, mapping, truncation, 3);
            }
        }
    }

    private static void checkStyles(
            GeneratorSession session, OnnxModel mapping, Truncation truncation, int n)
            throws IOException {
        NpyArray ws = mapping.run(mappingInputs(session, truncation, n), "ws");
        int size = ws.floats().length / n;
        assertThat(ws.shape()).startsWith(n, session.numWs());
        for (int i = 0; i < n; i++) {
            GenerateOptions options = options(session, i).withTruncation(truncation);
            float[] expected = session.styles(session.latent(i), options).values();
            assertClose(part(ws, i, size), expected);
        }
    }

    private static Map<String, NpyArray> mappingInputs(
            GeneratorSession session, Truncation truncation, int n) {
        Map<String, NpyArray> inputs = inputs(session, n);
        inputs.put("psi", NpyArray.of(new float[] {(float) truncation.psi()}, 1));
        inputs.put("cutoff", NpyArray.of(new long[] {truncation.cutoff()}, 1));
        return inputs;
    }

    /** Latents of seeds 0… and, if there are classes, classes 0…. */
    private static Map<String, NpyArray> inputs(GeneratorSession session, int n) {
        int size = session.config().latentSize();
        int classes = session.config().labelSize();
        float[] z = new float[n * size];
        float[] labels = new float[n * classes];
        for (int i = 0; i < n; i++) {
            System.arraycopy(session.latent(i).values(), 0, z, i * size, size);
            if (classes > 0) {
                labels[i * classes + i % classes] = 1;
            }
        }
        Map<String, NpyArray> inputs = new HashMap<>();
        inputs.put("z", NpyArray.of(z, n, size));
        if (classes > 0) {
            inputs.put("labels", NpyArray.of(labels, n, classes));
        }
        return inputs;
    }

    private static GenerateOptions options(GeneratorSession session, int i) {
        int classes = session.config().labelSize();
        GenerateOptions options = GenerateOptions.defaults();
        return classes == 0 ? options : options.withLabel(i % classes);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void synthesisDrawsThePicturesOfTheSession(StyleConfig config) throws IOException {
        for (double lod : config.resolution() == 4 ? new double[] {0} : new double[] {0, 1, 0.4}) {
            try (GeneratorSession session = GeneratorSession.of(written(config, lod), lod);
                    OnnxModel mapping = OnnxModel.open(folder.resolve("mapping.onnx"));
                    OnnxModel synthesis = OnnxModel.open(folder.resolve("synthesis.onnx"))) {
                for (int n : new int[] {1, 3}) {
                    var given = mappingInputs(session, new Truncation(0.7, 3), n);
                    NpyArray ws = mapping.run(given, "ws");
                    checkPictures(session, synthesis, ws, NoiseMode.CONST);
                    checkPictures(session, synthesis, ws, NoiseMode.NONE);
                }
            }
        }
    }

    private void checkPictures(
            GeneratorSession session, OnnxModel synthesis, NpyArray ws, NoiseMode mode)
            throws IOException {
        Map<String, NpyArray> inputs = new HashMap<>();
        inputs.put("ws", ws);
        boolean noise = ((StyleConfig) session.config()).switches().noise();
        if (noise) {
            Path stored = folder.resolve("noise.npz");
            for (String name : Npz.names(stored)) {
                NpyArray own = Npz.read(stored, name);
                float[] zeros = new float[own.floats().length];
                inputs.put(name, mode == NoiseMode.CONST ? own : NpyArray.of(zeros, own.shape()));
            }
        }
        NpyArray images = synthesis.run(inputs, "image");
        int n = (int) ws.shape()[0];
        int size = images.floats().length / n;
        assertThat(images.shape())
                .containsExactly(
                        n, session.config().channels(), session.resolution(), session.resolution());
        for (int i = 0; i < n; i++) {
            GenerateOptions options =
                    options(session, i).withNoise(mode).withTruncation(new Truncation(0.7, 3));
            assertClose(part(images, i, size), session.levels(session.latent(i), options));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void noiseMayDifferFromPictureToPicture(int n) throws IOException {
        try (StyleGenerator generator = (StyleGenerator) written(TinyNetworks.STYLE, 0);
                OnnxModel synthesis = OnnxModel.open(folder.resolve("synthesis.onnx"))) {
            Map<String, NpyArray> inputs = new LinkedHashMap<>();
            inputs.put("ws", random(1, n, 6, 16));
            List<NpyArray> noises = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int r = 4 << (i / 2);
                noises.add(random(10 + i, i == 2 ? 1 : n, 1, r, r)); // one is the same for all
                inputs.put("noise" + i, noises.get(i));
            }
            float[] expected = synthesized(generator, inputs.get("ws"), noises);
            assertClose(synthesis.run(inputs, "image").floats(), expected);
        }
    }

    private static float[] synthesized(
            StyleGenerator generator, NpyArray ws, List<NpyArray> noises) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Noise noise =
                    (layer, n, r) -> Ops.of(noises.get(layer).floats(), noises.get(layer).shape());
            return Ops.floats(
                    generator.synthesize(Ops.of(ws.floats(), ws.shape()), noise, 0, LayerTap.NONE));
        }
    }

    private static NpyArray random(long seed, long... shape) {
        int count = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        double[] draws = new NumpyRandom(seed).randn(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) draws[i];
        }
        return NpyArray.of(values, shape);
    }

    static Stream<NetworkConfig> others() {
        return Stream.of(
                PROGRESSIVE,
                PROGRESSIVE.grown(),
                PROGRESSIVE.withLabels(3),
                TinyNetworks.DCGAN,
                DcganConfig.small(64, 1).withFeatures(2).withLatents(6),
                TinyNetworks.DCGAN.withNorms(Normalization.NONE, Normalization.BATCH),
                TinyNetworks.DCGAN.withNorms(Normalization.INSTANCE, Normalization.BATCH),
                MlpConfig.plane(8));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherFamiliesDrawThePicturesOfTheSession(NetworkConfig config) throws IOException {
        for (double lod : config.growing() ? new double[] {0, 1, 2.25} : new double[] {0}) {
            try (GeneratorSession session = GeneratorSession.of(written(config, lod), lod);
                    OnnxModel model = OnnxModel.open(folder.resolve("generator.onnx"))) {
                for (int n : new int[] {1, 3}) {
                    NpyArray images = model.run(inputs(session, n), "image");
                    int size = images.floats().length / n;
                    for (int i = 0; i < n; i++) {
                        float[] own = session.levels(session.latent(i), options(session, i));
                        assertClose(part(images, i, size), own);
                    }
                }
            }
        }
    }

    @Test
    void shippedNetworkIsExportedWithinTheTolerance() throws IOException {
        NetworkFile file = NetworkFile.open(NetworkSource.locate("builtin:scenes"));
        try (Generator generator = file.generator()) {
            OnnxExport export = OnnxExport.of(generator, file.lod(), file.provenance());
            export.write(folder);
            int size = file.config().latentSize();
            List<float[]> latents =
                    LongStream.range(0, 8)
                            .mapToObj(seed -> Latent.ofSeed(seed, size).values())
                            .toList();
            double difference =
                    OnnxCheck.largestDifference(export, folder, generator, file.lod(), latents);
            assertThat(difference).isLessThan(OnnxCheck.TOLERANCE);
        }
    }

    @Test
    void checkFindsAnotherNetwork() throws IOException {
        try (Generator one = TinyNetworks.generator(TinyNetworks.CONDITIONAL, 5);
                Generator other = TinyNetworks.generator(TinyNetworks.CONDITIONAL, 6)) {
            OnnxExport export = OnnxExport.of(one, 0, Provenance.of(5, 0, null, null));
            export.write(folder);
            List<float[]> latents = List.of(NumpyRandom.z(1, 16), NumpyRandom.z(2, 16));
            assertThat(OnnxCheck.largestDifference(export, folder, one, 0, latents))
                    .isLessThan(1e-5);
            assertThat(OnnxCheck.largestDifference(export, folder, other, 0, latents))
                    .isGreaterThan(0.1);
            assertThat(OnnxCheck.largestDifference(export, folder, one, 1, latents))
                    .isInfinite(); // pictures of another size
        }
    }

    @Test
    void exportAndCheckKeepNoNativeMemory() {
        try (Generator generator = TinyNetworks.generator(TinyNetworks.CONDITIONAL, 5)) {
            LeakCheck.assertLeavesNothingBehind(() -> exportAndCheck(generator));
        }
    }

    private void exportAndCheck(Generator generator) {
        try {
            OnnxExport export = OnnxExport.of(generator, 0, Provenance.of(5, 0, null, null));
            export.write(folder);
            List<float[]> latents = List.of(NumpyRandom.z(1, 16));
            OnnxCheck.largestDifference(export, folder, generator, 0, latents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void portsSayWhatToFeed() throws IOException {
        try (Generator generator = TinyNetworks.generator(TinyNetworks.CONDITIONAL, 5)) {
            OnnxExport export = OnnxExport.of(generator, 1, Provenance.of(5, 0, null, null));
            assertThat(export.files())
                    .containsExactly("mapping.onnx", "synthesis.onnx", "noise.npz");
            OnnxGraph mapping = export.graphs().get(0);
            assertThat(shapes(mapping.inputs()))
                    .containsExactly("z[N, 16]", "labels[N, 3]", "psi[1]", "cutoff[1]");
            assertThat(shapes(mapping.outputs())).containsExactly("ws[N, 6, 16]");
            OnnxGraph synthesis = export.graphs().get(1);
            assertThat(shapes(synthesis.inputs()))
                    .containsExactly(
                            "ws[N, 6, 16]",
                            "noise0[B0, 1, 4, 4]",
                            "noise1[B1, 1, 4, 4]",
                            "noise2[B2, 1, 8, 8]",
                            "noise3[B3, 1, 8, 8]");
            assertThat(shapes(synthesis.outputs())).containsExactly("image[N, 3, 8, 8]");
            assertThat(synthesis.inputs()).allMatch(port -> !port.doc().isEmpty());
        }
    }

    private static List<String> shapes(List<OnnxPort> ports) {
        return ports.stream().map(port -> port.name() + port.shape()).toList();
    }

    @Test
    void refusesFamiliesAndLevelsThatItHasNot() {
        Provenance provenance = Provenance.of(5, 0, null, null);
        try (Generator planted = new PlantedGenerator();
                Generator dcgan = TinyNetworks.generator(TinyNetworks.DCGAN, 5)) {
            assertThatThrownBy(() -> OnnxExport.of(planted, 0, provenance))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "family of the network must be style, progressive, dcgan or mlp");
            assertThatThrownBy(() -> OnnxExport.of(dcgan, 1, provenance))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lod must be 0, the network does not grow: 1.0");
        }
    }

    private Generator written(NetworkConfig config, double lod) throws IOException {
        Generator generator =
                config instanceof DcganConfig dcgan
                        ? TinyNetworks.signed(dcgan, 5)
                        : TinyNetworks.generator(config, 5);
        OnnxExport.of(generator, lod, Provenance.of(5, 0, null, null)).write(folder);
        return generator;
    }

    private static float[] part(NpyArray array, int i, int size) {
        float[] part = new float[size];
        System.arraycopy(array.floats(), i * size, part, 0, size);
        return part;
    }

    /** Without any normalisation, features grow to thousands, and rounding with them. */
    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double tolerance = OnnxCheck.TOLERANCE;
        for (float value : expected) {
            tolerance = Math.max(tolerance, 1e-6 * Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as("value %d", i)
                    .isCloseTo(expected[i], within(tolerance));
        }
    }
}
