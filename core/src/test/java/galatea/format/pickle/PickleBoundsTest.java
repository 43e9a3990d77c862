package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import galatea.format.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small files that would cost much if they were believed. */
@Timeout(30)
@NullUnmarked // what a file holds is not known before
class PickleBoundsTest {
    @TempDir Path folder;

    @Test
    void listsMayBeSoDeepAndNoDeeper() throws IOException {
        Object deep = read("]".repeat(200) + "a".repeat(199) + ".");
        assertThat(deep.hashCode()).isEqualTo(deep.hashCode());
        assertRefused("]".repeat(250) + "a".repeat(249) + ".", "at most 200 deep");
        assertRefused("]" + "\u0085".repeat(1_000_000) + ".", "at most 200 deep");
    }

    @Test
    void listsThatShareTheirPartsMustNotGrowWithoutBounds() {
        assertRefused("K\u0001\u0085" + "2\u0086".repeat(60) + ".", "of 20000000 elements");
        assertRefused("}" + "q\u00000}K\u0001h\u0000sK\u0002h\u0000s".repeat(60) + ".", "elements");
    }

    @Test
    void keysMustStaySmall() {
        assertRefused("}N\u0085" + "2\u0086".repeat(60) + "Ns.", "at most 16 parts");
        assertRefused("}" + "N" + "\u0085".repeat(100_000) + "Ns.", "at most 16 parts");
        assertRefused("}" + "K\u0001\u0085Ns".repeat(5001) + ".", "at most 5000 keys");
    }

    @Test
    void recalledValuesMustNotMultiply() {
        String text = "X\u0000\u0000\u0010\u0000" + "x".repeat(1 << 20) + "q\u00000";
        String encode = "c_codecs\nencode\nq\u00010";
        assertRefused(text + encode + "h\u0001h\u0000\u0085R".repeat(1000) + ".", "copied");
        String list = "](" + "N".repeat(100_000) + "eq\u00000";
        String copy = "c__builtin__\nlist\nq\u00010";
        assertRefused(list + copy + "h\u0001h\u0000\u0085R".repeat(1000) + ".", "copied");
        String name = "c" + "m".repeat(1000) + "\nn\nq\u00000";
        assertRefused(name + "h\u0000)R".repeat(10_000) + ".", "copied");
        assertRefused("c" + "m".repeat(1001) + "\nn\n.", "at most 1000 characters");
    }

    @Test
    void nestedStreamsMustNotRepeatForEver() {
        byte[] many = new byte[100_000];
        java.util.Arrays.fill(many, (byte) 'N');
        byte[] inner = TinyPickle.stream(new TinyPickle().raw(many).stop(), Map.of(), 1);
        byte[] outer =
                new TinyPickle()
                        .name("torch.storage", "_load_from_bytes")
                        .raw("q\u00000")
                        .bytes(inner)
                        .raw("q\u00010")
                        .raw("h\u0000h\u0001\u0085R".repeat(10_000))
                        .stop();
        assertRefused(outer, "instructions");
        byte[] nested = inner;
        for (int i = 0; i < 4; i++) {
            nested =
                    TinyPickle.stream(
                            new TinyPickle()
                                    .name("torch.storage", "_load_from_bytes")
                                    .bytes(nested)
                                    .raw("\u0085R")
                                    .stop(),
                            Map.of(),
                            1);
        }
        assertRefused(nested, "more than 3 deep");
    }

    @Test
    void instructionsAreBounded() {
        assertRefused("}".repeat(5_000_001) + ".", "at most 5000000 instructions");
    }

    @Test
    void objectsMayFormCirclesAndChains() throws IOException {
        PickledObject circle =
                (PickledObject) read("cm\nn\n)Rq\u0000}X\u0001\u0000\u0000\u0000ah\u0000sb.");
        assertThat(circle.fields().get("a")).isSameAs(circle);
        assertThat(TensorTree.tensors(circle)).isEmpty();
        assertThat(TensorTree.describe(circle, 3))
                .containsExactly("no tensors; an object of class m.n");
        Object deep =
                read("cm\nn\nq\u00000" + "h\u0000)R".repeat(100_000) + "b".repeat(99_999) + ".");
        assertThat(TensorTree.describe(deep, 3)).hasSize(1);
        assertThat(deep).hasToString("PickledObject[m.n]");
    }

    @Test
    void objectsThatShareTheirPartsAreWalkedInBoundedTime() throws IOException {
        StringBuilder pickle = new StringBuilder("cm\nn\nq\u00000N");
        for (int i = 0; i < 100; i++) { // an object of a pair of the one before, twice
            pickle.append("q\u00010h\u0000)Rh\u0001h\u0001\u0086b");
        }
        Object root = read(pickle.append(".").toString());
        assertTimeout(Duration.ofSeconds(20), () -> assertThat(TensorTree.tensors(root)).isEmpty());
    }

    @Test
    void oneListSharedByManyIsNoProblem() throws IOException {
        Object lists = read("](K\u0001lq\u00000(" + "h\u0000".repeat(1000) + "e.");
        assertThat(lists).isEqualTo(java.util.Collections.nCopies(1000, List.of(1L)));
    }

    private void assertRefused(String latin1, String message) {
        assertRefused(latin1.getBytes(StandardCharsets.ISO_8859_1), message);
    }

    private void assertRefused(byte[] pickle, String message) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    private Object read(String latin1) throws IOException {
        return read(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Object read(byte[] pickle) throws IOException {
        return PickleFile.read(Files.write(folder.resolve("a.pkl"), pickle));
    }
}
