package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.data.LabelClasses;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class QuadPartsTest {

    /** Gives the same label maps whatever it sees. */
    private record Fixed(LabelClasses classes, byte... labels) implements Segmenter {
        @Override
        public String identity() {
            return "fixed";
        }

        @Override
        public byte[] labels(Tensor images) {
            return labels.clone();
        }
    }

    private static final LabelClasses SKY_AND_TREE =
            new LabelClasses(List.of("sky", "tree"), List.of(0, 1), -1);

    private static List<String> names(QuadParts parts, int height, int width) {
        try (Scope scope = new Scope()) {
            byte[] labels = parts.labels(Ops.zeros(DType.FLOAT32, 1, 3, height, width));
            List<String> names = new java.util.ArrayList<>();
            for (byte label : labels) {
                names.add(parts.classes().names().get(label & 0xff));
            }
            return names;
        }
    }

    @Test
    void oneComponentGivesAllFourParts() {
        QuadParts parts = new QuadParts(new Fixed(SKY_AND_TREE, new byte[] {1, 1, 1, 1}));
        assertThat(parts.maps()).isEqualTo(3);
        assertThat(names(parts, 2, 2))
                .containsExactly(
                        "tree", "tree", "tree", "tree", // whole
                        "tree-t", "tree-t", "tree-b", "tree-b", //
                        "tree-l", "tree-r", "tree-l", "tree-r");
    }

    @Test
    void bothOfTwoComponentsAreSplit() {
        byte[] map = {
            1, 1, 0, 1, 1, //
            1, 1, 0, 1, 1
        };
        QuadParts parts = new QuadParts(new Fixed(SKY_AND_TREE, map));
        assertThat(names(parts, 2, 5).subList(10, 20))
                .containsExactly(
                        "tree-t", "tree-t", "sky-t", "tree-t", "tree-t", //
                        "tree-b", "tree-b", "sky-b", "tree-b", "tree-b");
        assertThat(names(parts, 2, 5).subList(20, 30))
                .containsExactly(
                        "tree-l", "tree-r", "sky-r", "tree-l", "tree-r", //
                        "tree-l", "tree-r", "sky-r", "tree-l", "tree-r");
    }

    @Test
    void cornersDoNotConnect() {
        byte[] map = {
            1, 0, //
            0, 1
        };
        assertThat(Component.of(map, 2)).hasSize(4);
        byte[] ring = {
            1, 1, 1, //
            1, 0, 1, //
            1, 1, 1
        };
        assertThat(Component.of(ring, 3)).extracting(c -> c.pixels().length).containsExactly(8, 1);
    }

    @Test
    void unlabelledPixelsHaveNoParts() {
        QuadParts parts = new QuadParts(new Fixed(TinySegmenters.CLASSES, new byte[] {0, 0, 2, 2}));
        assertThat(parts.classes().unlabelled()).isZero();
        assertThat(parts.classes().names())
                .startsWith("none", "sky", "tree", "sky-t")
                .hasSize(3 + 8);
        assertThat(names(parts, 2, 2).subList(4, 8))
                .containsExactly("none", "none", "tree-b", "tree-b");
    }

    @Test
    void anUnlabelledClassIsAdded() {
        QuadParts parts = new QuadParts(new Fixed(SKY_AND_TREE, new byte[] {0}));
        assertThat(parts.classes().names()).hasSize(2 + 1 + 8).contains("unlabelled");
        assertThat(parts.classes().names().get(parts.classes().unlabelled()))
                .isEqualTo("unlabelled");
        assertThat(parts.identity()).isEqualTo("quad parts of fixed");
    }

    @Test
    void classesMustFit() {
        LabelClasses many =
                new LabelClasses(Collections.nCopies(60, "x"), Collections.nCopies(60, 0), 0);
        assertThatThrownBy(() -> new QuadParts(new Fixed(many, new byte[1])))
                .hasMessage("classes with their parts must be at most 256: 296");
    }
}
