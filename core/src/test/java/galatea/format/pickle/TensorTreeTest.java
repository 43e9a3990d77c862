package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // what a file holds is not known before
class TensorTreeTest {

    @Test
    void pathsGoThroughMapsListsObjectsAndNamedPairs() {
        PickledObject object = new PickledObject("Generator", List.of());
        object.fill(Map.of("w_avg", tensor(8)));
        Map<Object, Object> root = new LinkedHashMap<>();
        root.put("g/a.weight", tensor(2, 3));
        root.put(7L, Arrays.asList(null, tensor()));
        root.put("object", object);
        root.put("variables", List.of(List.of("4x4/Const", tensor(1)), List.of("lod", 1L)));
        assertThat(TensorTree.describe(root, 10))
                .containsExactly(
                        "g/a.weight  float32 [2, 3]",
                        "7/1  float32 []",
                        "object/w_avg  float32 [8]",
                        "variables/4x4/Const  float32 [1]");
        assertThat(TensorTree.describe(root, 1))
                .containsExactly("g/a.weight  float32 [2, 3]", "and 3 more");
        assertThat(TensorTree.tensors(root).get("object/w_avg"))
                .isSameAs(object.fields().get("w_avg"));
    }

    @Test
    void whatIsSharedIsUnderEachOfItsPaths() {
        Map<String, Object> shared = Map.of("w", tensor(1));
        Map<Object, Object> root = new LinkedHashMap<>();
        root.put("a", shared);
        root.put("b", shared);
        assertThat(TensorTree.tensors(root)).containsOnlyKeys("a/w", "b/w");
    }

    @Test
    void withoutTensorsItSaysWhatIsThere() {
        assertThat(TensorTree.describe(null, 5)).containsExactly("no tensors; None");
        assertThat(TensorTree.describe(3L, 5)).containsExactly("no tensors; a Long");
        assertThat(TensorTree.describe(List.of(1), 5)).containsExactly("no tensors; a list of 1");
        assertThat(TensorTree.describe(Map.of("k\u001b[2J", 1), 5))
                .containsExactly("no tensors; a dictionary with keys [k?[2J]");
        assertThat(TensorTree.describe(tensor(2), 5))
                .containsExactly("the file itself  float32 [2]");
        assertThatThrownBy(() -> TensorTree.describe(null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxLines must be at least 1: 0");
    }

    private static StoredTensor tensor(long... shape) {
        Storage storage =
                Storage.of(Encoding.FLOAT32, ByteBuffer.allocate(400), ByteOrder.LITTLE_ENDIAN);
        return new StoredTensor("file", storage, 0, shape, new long[shape.length]);
    }
}
