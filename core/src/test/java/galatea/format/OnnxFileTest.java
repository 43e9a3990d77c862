package galatea.format;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
    private static final int HALF = 10;

    @TempDir Path folder;

    private static NpyArray constant(OnnxFile model, String name) {
        return requireNonNull(model.constants().get(name));
    }

    private static OnnxBuilder builder() {
        return new OnnxBuilder(11, 1, 2, 4, 4)
                .constant("w", new float[] {1, 2, 3, 4}, 2, 2, 1, 1)
                .constant("s", 1, -1)
                .node(
                        "Conv",
                        List.of("x", "w", ""),
                        "c",
                        OnnxBuilder.attribute("strides", new long[] {1, 2}),
                        OnnxBuilder.attribute("group", 1L),
                        OnnxBuilder.attribute("auto_pad", "VALID"),
                        OnnxBuilder.attribute("alpha", 0.5f))
                .node("Reshape", List.of("c", "s"), "y");
    }

    @Test
    void filesAreReadAsTheyAre() throws Exception {
        OnnxFile model = OnnxFile.read(builder().write(folder.resolve("m.onnx")));
        assertThat(model.opset()).isEqualTo(11);
        assertThat(model.inputs()).containsExactly("x");
        assertThat(model.outputs()).containsExactly("y");
        assertThat(constant(model, "w").floats()).containsExactly(1, 2, 3, 4);
        assertThat(constant(model, "s").longs()).containsExactly(1, -1);
        OnnxNode conv = model.nodes().get(0);
        assertThat(conv.operator()).isEqualTo("Conv");
        assertThat(conv.inputs()).containsExactly("x", "w", "");
        assertThat(conv.integers("strides")).containsExactly(1, 2);
        assertThat(conv.integers("pads", 3)).containsExactly(3);
        assertThat(conv.integer("group", 9)).isEqualTo(1);
        assertThat(conv.text("auto_pad", "")).isEqualTo("VALID");
        assertThat(conv.real("alpha", 0)).isEqualTo(0.5);
        assertThat(conv.described()).isEqualTo("Conv (c)");
    }

    /** Elements lie in raw_data, or in a list of their own kind, packed or not. */
    @Test
    void constantsOfEveryLayoutAreRead() throws Exception {
        ProtoWriter packed =
                OnnxBuilder.tensor(1, 2).text(8, "packed").bytes(4, Elements.bytes(1f, 2f).array());
        ProtoWriter single = OnnxBuilder.tensor(1, 2).text(8, "single").single(4, 1).single(4, 2);
        ProtoWriter halves =
                OnnxBuilder.tensor(HALF, 2).text(8, "halves").integer(5, 0x3c00).integer(5, 0xc000);
        ProtoWriter longs = OnnxBuilder.tensor(7, 2).text(8, "longs").bytes(7, new byte[] {5, 6});
        OnnxFile model =
                OnnxFile.parse(
                        "m",
                        builder()
                                .constant(packed)
                                .constant(single)
                                .constant(halves)
                                .constant(longs)
                                .bytes());
        assertThat(constant(model, "packed").floats()).containsExactly(1, 2);
        assertThat(constant(model, "single").floats()).containsExactly(1, 2);
        assertThat(constant(model, "halves").floats()).containsExactly(1, -2);
        assertThat(constant(model, "longs").longs()).containsExactly(5, 6);
    }

    @Test
    void wrongConstantsAreExplained() {
        refused(OnnxBuilder.tensor(8, 1).text(8, "words"), "must have type 1, 2, 6");
        refused(OnnxBuilder.tensor(1, 2).text(8, "short").bytes(9, new byte[4]), "8 bytes");
        refused(OnnxBuilder.tensor(1, -2).text(8, "negative"), "size must be at least 0");
        refused(OnnxBuilder.tensor(1, 1L << 40, 1L << 40).text(8, "huge"), "2^63");
        refused(OnnxBuilder.tensor(1, 1).integer(14, 1), "must lie in the file itself");
    }

    private static void refused(ProtoWriter tensor, String message) {
        byte[] bytes = builder().constant(tensor).bytes();
        assertThatThrownBy(() -> OnnxFile.parse("m", bytes))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> OnnxFile.parse("m", new byte[0]))
                .isInstanceOf(FormatException.class)
                .hasMessage("m: not an ONNX network: it must have operations");
        assertThatThrownBy(() -> OnnxFile.parse("m", new byte[] {(byte) 0x89, 'P', 'N', 'G'}))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void damagedFilesGiveOneKindOfError() throws IOException {
        byte[] whole = builder().bytes();
        for (int length = 0; length < whole.length; length++) {
            parse(Arrays.copyOf(whole, length));
        }
        Fuzz.run("onnx", folder.resolve("m"), List.of(whole), OnnxFile::read);
    }

    private static void parse(byte[] bytes) {
        try {
            assertThat(OnnxFile.parse("m", bytes).nodes()).isNotEmpty();
        } catch (FormatException e) {
            assertThat(e).hasMessageStartingWith("m: ");
        }
    }

    @Test
    void absentFilesAreMissed() {
        assertThatThrownBy(() -> OnnxFile.read(folder.resolve("absent")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        assertThat(Files.exists(folder)).isTrue();
    }
}
