package galatea.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.SharedFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "c_f4, F32",
        "fortran_f8, F64",
        "big_endian_f4, F32",
        "version2_i4, I32",
        "version3_u1, U8"
    })
    void readsWhatNumpyWrites(String name, DType type) throws IOException {
        NpyArray array = Npy.read(new ByteArrayInputStream(resource(name + ".npy")), name);
        assertThat(array.type()).isEqualTo(type);
        assertThat(array.shape()).containsExactly(2, 3, 4);
        float[] expected = new float[24];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = i;
        }
        assertThat(array.floats()).containsExactly(expected);
    }

    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        byte[] numpy = resource("c_f4.npy");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Npy.write(out, Npy.read(new ByteArrayInputStream(numpy), "c_f4.npy"));
        byte[] ours = out.toByteArray();
        int dataStart = 128;
        assertThat(ours).hasSize(numpy.length);
        assertThat(new String(ours, 10, dataStart - 10, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 4), }")
                .endsWith("\n");
        assertThat(ours).containsExactly(numpy);
    }

    @Test
    void everyTypeSurvivesARoundTrip() throws IOException {
        assertThat(roundTrip(NpyArray.of(new float[] {1, Float.NaN}, 2)).floats())
                .containsExactly(1, Float.NaN);
        assertThat(roundTrip(NpyArray.of(new double[] {Math.PI})).doubles())
                .containsExactly(Math.PI);
        assertThat(roundTrip(NpyArray.of(new long[] {Long.MIN_VALUE}, 1, 1)).longs())
                .containsExactly(Long.MIN_VALUE);
        assertThat(roundTrip(NpyArray.of(new int[] {-3, 4}, 2)).longs()).containsExactly(-3, 4);
        assertThat(roundTrip(NpyArray.of(new byte[] {-1}, 1)).longs()).containsExactly(255);
        assertThat(roundTrip(NpyArray.of(new float[0], 0, 512)).shape()).containsExactly(0, 512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3000000000,), }",
                "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }",
                "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (7,), }",
                "{}",
                ""
            })
    void refusesAHostileHeader(String header) {
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(file(header)), "x.npy"))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("x.npy: ");
    }

    @Test
    void refusesObjectsOtherFilesAndTruncation() throws IOException {
        byte[] object = resource("object.npy");
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(object), "o.npy"))
                .hasMessage("o.npy: npy type must be float16/32/64, int32/64, uint8 or bool: |O");
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(new byte[80]), "o.npy"))
                .hasMessage("o.npy: must begin with \\x93NUMPY: not an npy file");
        byte[] whole = resource("c_f4.npy");
        for (int length = 0; length < whole.length; length += 5) {
            InputStream part = new ByteArrayInputStream(whole, 0, length);
            assertThatThrownBy(() -> Npy.read(part, "t.npy")).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void readsMembersOfAnNpz() throws IOException {
        Path file = folder.resolve("two.npz");
        Files.write(file, resource("two.npz"));
        assertThat(Npz.names(file)).containsExactly("z", "flags", "half", "scalar");
        assertThat(Npz.read(file, "z").shape()).containsExactly(2, 3, 4);
        assertThat(Npz.read(file, "flags").longs()).containsExactly(1, 0);
        assertThat(Npz.read(file, "half").floats())
                .containsExactly(1.5f, -2, 0x1p-24f, Float.POSITIVE_INFINITY);
        assertThat(Npz.read(file, "scalar").longs()).containsExactly(-7);
        assertThatThrownBy(() -> Npz.read(file, "w")).hasMessage(file + ": must have the array: w");
    }

    @Test
    void writesAnNpzWithEqualBytesEachTime() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("b", NpyArray.of(new float[] {1, 2}, 2));
        arrays.put("a", NpyArray.of(new long[] {3}, 1));
        Path first = folder.resolve("1.npz");
        Path second = folder.resolve("2.npz");
        Npz.write(first, arrays);
        Npz.write(second, arrays);
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Npz.names(first)).containsExactly("b", "a");
        assertThat(Npz.read(first, "b").floats()).containsExactly(1, 2);
    }

    @Test
    void refusesAnNpzThatIsNoZip() throws IOException {
        Path file = Files.writeString(folder.resolve("x.npz"), "nothing");
        assertThatThrownBy(() -> Npz.read(file, "a")).isInstanceOf(FormatException.class);
    }

    @Test
    void readsTheSharedFixtures() throws IOException {
        Path z = SharedFiles.require("fixtures/stylegan1_tf/z.npy");
        assertThat(Npy.read(z).shape()).hasSize(2);
    }

    private NpyArray roundTrip(NpyArray array) throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, array);
        NpyArray read = Npy.read(file);
        assertThat(read.type()).isEqualTo(array.type());
        assertThat(read.shape()).containsExactly(array.shape());
        return read;
    }

    private static byte[] file(String header) {
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(text.length);
        out.write(0);
        out.writeBytes(text);
        out.writeBytes(new byte[16]);
        return out.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = NpyTest.class.getResourceAsStream("/npy/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
