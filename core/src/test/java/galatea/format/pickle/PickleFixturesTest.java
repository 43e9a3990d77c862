package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.format.Npy;
import galatea.testing.SharedFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference files, against each other and against arrays beside them. */
@NullUnmarked // what a file holds is not known before
class PickleFixturesTest {

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf/network-snapshot.pkl, 177",
        "stylegan1_tf_128/network-snapshot.pkl, 245",
        "stylegan1_tf_conditional/network-snapshot.pkl, 145",
        "stylegan1_genforce/stylegan.pth, 184",
        "stylegan2_ada/network-snapshot-000100-protocol4.pkl, 292",
        "stylegan2_ada_conditional/network-snapshot-000100.pkl, 219",
        "gandissect_progressive_gan/generator.pth, 18",
        "gandissect_progressive_gan/generator_wrapped.pth, 18",
        "gandissect_progressive_gan/generator_oldnames.pth, 18",
    })
    void everyFileIsReadWhole(String file, int tensors) throws Exception {
        assertThat(PickleFile.isPickle(fixture(file))).isTrue();
        Map<String, StoredTensor> found = TensorTree.tensors(PickleFile.read(fixture(file)));
        assertThat(found).hasSize(tensors);
        for (StoredTensor tensor : found.values()) {
            assertThat(tensor.floats()).doesNotContain(Float.NaN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rosinality_stylegan1/train_step-4.model, 581",
        "egan_toy/generator.pth, 6",
        "egan_toy/discriminator.pth, 6",
    })
    void sharedFilesAreReadWhole(String file, int tensors) throws IOException {
        Path path = SharedFiles.require("fixtures/" + file);
        assertThat(PickleFile.isPickle(path)).isTrue();
        Map<String, StoredTensor> found = TensorTree.tensors(PickleFile.read(path));
        assertThat(found).hasSize(tensors);
        for (StoredTensor tensor : found.values()) {
            assertThat(tensor.floats()).doesNotContain(Float.NaN);
        }
    }

    @Test
    void tensorFlowNetworksAreRecords() throws Exception {
        List<?> root = (List<?>) PickleFile.read(fixture("stylegan1_tf/network-snapshot.pkl"));
        assertThat(root).hasSize(3).hasOnlyElementsOfType(PickledObject.class);
        PickledObject average = (PickledObject) root.get(2);
        assertThat(average.className()).isEqualTo("dnnlib.tflib.network.Network");
        assertThat(average.fields().get("components")).isInstanceOf(Map.class);
        assertThat(average.fields().get("build_module_src")).isInstanceOf(String.class);
        assertThat(TensorTree.tensors(root).get("2/variables/dlatent_avg").floats())
                .isEqualTo(array("stylegan1_tf/dlatent_avg.npy"));
    }

    /** Of a network of NVIDIA's for Torch; the program text in the file is dropped. */
    @ParameterizedTest
    @CsvSource({
        "stylegan2_ada/network-snapshot-000100-protocol4.pkl, stylegan2_ada/w_avg.npy",
        "stylegan2_ada_conditional/network-snapshot-000100.pkl, stylegan2_ada_conditional/w_avg.npy"
    })
    void persistentObjectsAreRecords(String file, String average) throws Exception {
        Map<?, ?> root = (Map<?, ?>) PickleFile.read(fixture(file));
        PickledObject generator = (PickledObject) root.get("G_ema");
        assertThat(generator.className()).isEqualTo("Generator");
        assertThat(generator.fields().get("_init_kwargs")).isInstanceOf(Map.class);
        assertThat(root.get("training_set_kwargs")).isInstanceOf(Map.class);
        assertThat(TensorTree.tensors(root).get("G_ema/_modules/mapping/_buffers/w_avg").floats())
                .isEqualTo(array(average));
    }

    @Test
    void protocolsGiveTheSame() throws Exception {
        assertSame(
                PickleFile.read(
                        SharedFiles.require(
                                "fixtures/stylegan1_tf/network-snapshot-protocol2.pkl")),
                PickleFile.read(fixture("stylegan1_tf/network-snapshot.pkl")));
        assertSame(
                PickleFile.read(
                        SharedFiles.require("fixtures/stylegan2_ada/network-snapshot-000100.pkl")),
                PickleFile.read(fixture("stylegan2_ada/network-snapshot-000100-protocol4.pkl")));
    }

    @Test
    void wrappedAndRenamedNetworksHaveTheSameNumbers() throws Exception {
        String folder = "gandissect_progressive_gan/";
        Map<String, StoredTensor> plain =
                TensorTree.tensors(PickleFile.read(fixture(folder + "generator.pth")));
        Map<String, StoredTensor> wrapped =
                TensorTree.tensors(PickleFile.read(fixture(folder + "generator_wrapped.pth")));
        for (Map.Entry<String, StoredTensor> entry : plain.entrySet()) {
            assertThat(wrapped.get("state_dict/" + entry.getKey()).floats())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue().floats());
        }
        Map<?, ?> old = (Map<?, ?>) PickleFile.read(fixture(folder + "generator_oldnames.pth"));
        assertThat(((StoredTensor) old.get("features.0.conv.weight")).floats())
                .isEqualTo(plain.get("layer1.conv.weight").floats());
    }

    /** The same numbers, written by TensorFlow row by row and by Torch with strides. */
    @Test
    void twoLayoutsHoldTheSameNumbers() throws Exception {
        Map<String, StoredTensor> tf =
                TensorTree.tensors(PickleFile.read(fixture("stylegan1_tf/network-snapshot.pkl")));
        Map<?, ?> torch = (Map<?, ?>) PickleFile.read(fixture("stylegan1_genforce/stylegan.pth"));
        Map<?, ?> average = (Map<?, ?>) torch.get("generator_smooth");
        for (int i = 0; i < 2; i++) { // [in, out] and [out, in]
            StoredTensor theirs =
                    Objects.requireNonNull(
                            tf.get("2/components/mapping/variables/Dense%d/weight".formatted(i)));
            StoredTensor ours = (StoredTensor) average.get("mapping.dense%d.weight".formatted(i));
            assertTransposed(ours, theirs, 1, 0);
        }
        String conv = "2/components/synthesis/variables/4x4/Conv/weight"; // [k, k, in, out]
        assertTransposed(
                (StoredTensor) average.get("synthesis.layer1.weight"), tf.get(conv), 3, 2, 0, 1);
        assertThat(((StoredTensor) average.get("truncation.w_avg")).floats())
                .isEqualTo(array("stylegan1_tf/dlatent_avg.npy"));
    }

    /** Element i of the one at the index of the other whose dimensions are in another order. */
    private static void assertTransposed(StoredTensor ours, StoredTensor theirs, int... order)
            throws IOException {
        long[] shape = ours.shape();
        long[] other = theirs.shape();
        float[] expected = new float[theirs.floats().length];
        for (int i = 0; i < expected.length; i++) {
            int rest = i;
            int[] index = new int[shape.length];
            for (int d = shape.length - 1; d >= 0; d--) {
                index[order[d]] = rest % (int) shape[d];
                rest /= (int) shape[d];
            }
            int at = 0;
            for (int d = 0; d < other.length; d++) {
                at = at * (int) other[d] + index[d];
            }
            expected[i] = theirs.floats()[at];
        }
        assertThat(ours.floats()).isEqualTo(expected);
    }

    private static void assertSame(Object one, Object two) throws IOException {
        Map<String, StoredTensor> a = TensorTree.tensors(one);
        Map<String, StoredTensor> b = TensorTree.tensors(two);
        assertThat(new TreeMap<>(a).keySet()).isEqualTo(new TreeMap<>(b).keySet());
        for (Map.Entry<String, StoredTensor> entry : a.entrySet()) {
            StoredTensor other = b.get(entry.getKey());
            assertThat(entry.getValue().shape()).isEqualTo(other.shape());
            assertThat(entry.getValue().floats()).as(entry.getKey()).isEqualTo(other.floats());
        }
    }

    private static float[] array(String name) throws Exception {
        return galatea.format.Elements.floats(
                galatea.format.DType.F32, Npy.read(fixture(name)).data());
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(PickleFile.class.getResource("/fixtures/" + name)).toURI());
    }
}
