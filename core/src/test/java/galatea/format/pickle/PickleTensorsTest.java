package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.DType;
import galatea.format.Elements;
import galatea.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // what a file holds is not known before
class PickleTensorsTest {
    private static final byte[] SIX = Elements.bytes(1f, 2f, 3f, 4f, 5f, 6f).array();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void viewsShareTheirStorage(boolean zip) throws IOException {
        byte[] object =
                new TinyPickle()
                        .raw("(")
                        .tensor("FloatStorage", "0", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                        .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
                        .tensor("FloatStorage", "0", 6, 4, new long[] {2}, new long[] {1})
                        .tensor("FloatStorage", "0", 6, 5, new long[] {}, new long[] {})
                        .tensor("FloatStorage", "0", 6, 1, new long[] {2, 2}, new long[] {0, 2})
                        .tensor("FloatStorage", "0", 6, 9, new long[] {0, 4}, new long[] {4, 1})
                        .raw("l")
                        .stop();
        List<?> tensors = (List<?>) read(file(object, Map.of("0", SIX), 4, zip));
        assertTensor(tensors.get(0), DType.F32, new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        assertTensor(tensors.get(1), DType.F32, new long[] {3, 2}, 1, 4, 2, 5, 3, 6);
        assertTensor(tensors.get(2), DType.F32, new long[] {2}, 5, 6);
        assertTensor(tensors.get(3), DType.F32, new long[] {}, 6);
        assertTensor(tensors.get(4), DType.F32, new long[] {2, 2}, 2, 4, 2, 4);
        assertTensor(tensors.get(5), DType.F32, new long[] {0, 4});
    }

    @ParameterizedTest
    @CsvSource({
        "FloatStorage, 4, F32, 0000803f000000c0, 1, -2",
        "DoubleStorage, 8, F64, 000000000000f03f00000000000000c0, 1, -2",
        "HalfStorage, 2, F16, 003c00c0, 1, -2",
        "BFloat16Storage, 2, BF16, 803f00c0, 1, -2",
        "LongStorage, 8, I64, 0100000000000000feffffffffffffff, 1, -2",
        "IntStorage, 4, I32, 01000000feffffff, 1, -2",
        "ShortStorage, 2, I32, 0100feff, 1, -2",
        "CharStorage, 1, I32, 01fe, 1, -2",
        "ByteStorage, 1, U8, 01fe, 1, 254",
        "BoolStorage, 1, BOOL, 0001, 0, 1",
    })
    void everyKindOfStorage(String storage, int size, DType type, String hex, float a, float b)
            throws IOException {
        byte[] object =
                new TinyPickle()
                        .raw("(")
                        .tensor(storage, "k", 2, 0, new long[] {2}, new long[] {1})
                        .tensor(storage, "k", 2, 1, new long[] {2}, new long[] {0})
                        .raw("l")
                        .stop();
        Map<String, byte[]> data = Map.of("k", java.util.HexFormat.of().parseHex(hex));
        for (boolean zip : new boolean[] {false, true}) {
            List<?> tensors = (List<?>) read(file(object, data, size, zip));
            assertTensor(tensors.get(0), type, new long[] {2}, a, b);
            assertTensor(tensors.get(1), type, new long[] {2}, b, b);
        }
    }

    @Test
    void parametersCudaStoragesAndSizesUnwrap() throws IOException {
        byte[] object =
                new TinyPickle()
                        .name("torch._utils", "_rebuild_parameter")
                        .raw("(")
                        .name("torch._utils", "_rebuild_tensor")
                        .raw("((")
                        .text("storage")
                        .name("torch.cuda", "FloatStorage")
                        .text("0")
                        .text("cuda:0")
                        .raw("K\u0006NtQK\u0000")
                        .name("torch", "Size")
                        .numbers(6)
                        .raw("\u0085R")
                        .numbers(1)
                        .raw("tR")
                        .raw("\u0088")
                        .name("collections", "OrderedDict")
                        .raw(")RtR")
                        .stop();
        assertTensor(
                read(file(object, Map.of("0", SIX), 4, false)),
                DType.F32,
                new long[] {6},
                1,
                2,
                3,
                4,
                5,
                6);
    }

    @Test
    void veryOldFilesHavePartsOfStorages() throws IOException {
        byte[] object =
                new TinyPickle()
                        .name("torch._utils", "_rebuild_tensor")
                        .raw("((")
                        .text("storage")
                        .name("torch", "FloatStorage")
                        .text("0")
                        .text("cpu")
                        .raw("K\u0006(")
                        .text("part")
                        .raw("K\u0002K\u0003ttQK\u0001")
                        .numbers(2)
                        .numbers(1)
                        .raw("tR")
                        .stop();
        assertTensor(
                read(file(object, Map.of("0", SIX), 4, false)), DType.F32, new long[] {2}, 4, 5);
    }

    @Test
    void untypedStoragesGetTheTypeOfTheTensor() throws IOException {
        byte[] object =
                new TinyPickle()
                        .name("torch._utils", "_rebuild_tensor_v3")
                        .raw("((")
                        .text("storage")
                        .name("torch.storage", "UntypedStorage")
                        .text("0")
                        .text("cpu")
                        .raw("K\u0004tQK\u0000")
                        .numbers(2)
                        .numbers(1)
                        .raw("\u0089}")
                        .name("torch", "uint16")
                        .raw("tR")
                        .stop();
        Map<String, byte[]> data = Map.of("0", new byte[] {1, 0, -1, -1});
        assertTensor(read(file(object, data, 1, true)), DType.I32, new long[] {2}, 1, 65535);
    }

    @Test
    void streamsLieInPickles() throws IOException {
        byte[] storage =
                TinyPickle.stream(
                        new TinyPickle().storage("FloatStorage", "7", 6).stop(),
                        Map.of("7", SIX),
                        4);
        byte[] object =
                new TinyPickle()
                        .name("torch._utils", "_rebuild_tensor_v2")
                        .raw("(")
                        .name("torch.storage", "_load_from_bytes")
                        .bytes(storage)
                        .raw("\u0085R")
                        .number(2)
                        .numbers(2)
                        .numbers(2)
                        .raw("\u0089NtR")
                        .stop();
        assertTensor(read(object), DType.F32, new long[] {2}, 3, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 5})
    void numpyArraysOfEveryType(int protocol) throws IOException {
        Map<?, ?> arrays = (Map<?, ?>) read(resource("numpy%d.pkl".formatted(protocol)));
        for (String code :
                List.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")) {
            for (String name :
                    List.of(
                            "<" + code,
                            ">" + code,
                            "<" + code + " fortran",
                            ">" + code + " fortran")) {
                StoredTensor array = (StoredTensor) arrays.get(name);
                assertThat(array.shape()).as(name).containsExactly(2, 3);
                assertThat(array.floats()).as(name).containsExactly(1, 2, 3, 0, 5, 100);
            }
        }
        assertTensor(arrays.get("bool"), DType.BOOL, new long[] {1, 2}, 1, 0);
        assertTensor(arrays.get("large"), DType.I64, new long[] {2}, 0x1p64f, 0x1p63f);
        assertTensor(arrays.get("number"), DType.F32, new long[] {}, 2.5f);
        assertTensor(arrays.get("big-endian number"), DType.F64, new long[] {}, -3);
        assertTensor(arrays.get("no dimension"), DType.F64, new long[] {}, 4);
        assertTensor(arrays.get("empty"), DType.F32, new long[] {0, 3});
        for (String name : List.of("texts", "objects", "complex")) {
            StoredTensor array = (StoredTensor) arrays.get(name);
            assertThatThrownBy(array::floats)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("array must be of");
        }
        assertThat(((PickledObject) arrays.get("random")).className()).startsWith("numpy.random.");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6, 2, must lie in its 6 elements",
        "6, 1, 1, must lie in its 6 elements",
        "0, 2, 6, must lie in its 6 elements",
        "-1, 1, 1, must lie in its 6 elements",
        "0, 4611686018427387904, 4, must lie in its 6 elements",
        "0, 9223372036854775807, 9223372036854775807, must lie in its 6 elements",
        "0, -1, 1, whole numbers from 0",
        "0, 1, -1, whole numbers from 0",
    })
    void tensorsOutsideTheirStorageAreRefused(long offset, long size, long stride, String message) {
        byte[] object =
                new TinyPickle()
                        .tensor(
                                "FloatStorage",
                                "0",
                                6,
                                offset,
                                new long[] {size},
                                new long[] {stride})
                        .stop();
        for (boolean zip : new boolean[] {false, true}) {
            assertThatThrownBy(() -> read(file(object, Map.of("0", SIX), 4, zip)))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void repeatedElementsAreBounded() throws IOException {
        byte[] object =
                new TinyPickle()
                        .raw("(")
                        .tensor(
                                "FloatStorage",
                                "0",
                                6,
                                0,
                                new long[] {1000, 1000},
                                new long[] {0, 0})
                        .tensor(
                                "FloatStorage",
                                "0",
                                6,
                                0,
                                new long[] {1001, 1001},
                                new long[] {0, 0})
                        .raw("l")
                        .stop();
        List<?> tensors = (List<?>) read(file(object, Map.of("0", SIX), 4, true));
        assertThat(((StoredTensor) tensors.get(0)).floats()).hasSize(1_000_000).containsOnly(1);
        assertThatThrownBy(() -> ((StoredTensor) tensors.get(1)).floats())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("at most 1000384 elements: shape [1001, 1001]");
    }

    @Test
    void shapesBeyondAllNumbersAreRefused() {
        long[] shape = {1L << 40, 1L << 40};
        byte[] object =
                new TinyPickle().tensor("FloatStorage", "0", 6, 0, shape, new long[] {0, 0}).stop();
        assertThatThrownBy(() -> read(file(object, Map.of("0", SIX), 4, true)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("shape must have 0 to 2^63 - 1 elements");
    }

    @Test
    void storagesThatDoNotFitTheFileAreRefused() {
        for (long count : new long[] {5, 7, 1L << 28, (1L << 62) + 6, Long.MAX_VALUE, -1}) {
            byte[] object =
                    new TinyPickle()
                            .tensor("FloatStorage", "0", count, 0, new long[] {1}, new long[] {1})
                            .stop();
            for (boolean zip : new boolean[] {false, true}) {
                assertThatThrownBy(() -> read(file(object, Map.of("0", SIX), 4, zip)))
                        .as("%d %s", count, zip)
                        .isInstanceOf(FormatException.class)
                        .hasMessageContaining("storage");
            }
        }
    }

    @Test
    void bigEndianFilesAreRefused() throws IOException {
        byte[] object = new TinyPickle().raw("N").stop();
        byte[] big = "big".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> read(TinyPickle.zip(object, Map.of("/byteorder", big), false)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("must be little-endian: big");
        byte[] little = "little\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(read(TinyPickle.zip(object, Map.of("/byteorder", little), false))).isNull();
        byte[] stream = TinyPickle.stream(object, Map.of(), 4);
        assertThat(read(stream)).isNull();
        int flag =
                new String(stream, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .indexOf("\u0088s.");
        stream[flag] = (byte) 0x89;
        assertThatThrownBy(() -> read(stream))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("must be little-endian");
    }

    @Test
    void compressedZipsAreReadAndBombsAreNot() throws IOException {
        byte[] object =
                new TinyPickle()
                        .tensor("ByteStorage", "0", 1000, 0, new long[] {1}, new long[] {1})
                        .stop();
        byte[] modest = TinyPickle.zip(object, Map.of("0", new byte[1000]), true);
        assertTensor(read(modest), DType.U8, new long[] {1}, 0);
        byte[] bomb =
                new TinyPickle()
                        .tensor("ByteStorage", "0", 20_000_000, 0, new long[] {1}, new long[] {1})
                        .stop();
        assertThatThrownBy(
                        () -> read(TinyPickle.zip(bomb, Map.of("0", new byte[20_000_000]), true)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("together at most 16 times the file");
    }

    @Test
    void onlyZipsOfTorchAreTaken() throws IOException {
        byte[] pickle = new TinyPickle().raw("\u0080\u0002N").stop();
        assertThat(PickleFile.isPickle(write(pickle))).isTrue();
        assertThat(PickleFile.isPickle(write(TinyPickle.zip(pickle, Map.of(), false)))).isTrue();
        assertThat(PickleFile.isPickle(write(new byte[] {'P', 'K', 3, 4}))).isFalse();
        assertThat(PickleFile.isPickle(write(new byte[0]))).isFalse();
        assertThat(PickleFile.isPickle(write(new byte[] {(byte) 0x80, 6, 'N', '.'}))).isFalse();
        assertThatThrownBy(() -> read(new byte[] {'P', 'K', 3, 4}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("zip must be sound");
        assertThatThrownBy(() -> PickleFile.read(folder.resolve("absent")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    private static void assertTensor(Object value, DType type, long[] shape, float... floats)
            throws IOException {
        StoredTensor tensor = (StoredTensor) value;
        assertThat(tensor.dtype()).isEqualTo(type);
        assertThat(tensor.shape()).isEqualTo(shape);
        assertThat(tensor.floats()).isEqualTo(floats);
    }

    private static byte[] file(byte[] object, Map<String, byte[]> data, int size, boolean zip) {
        return zip ? TinyPickle.zip(object, data, false) : TinyPickle.stream(object, data, size);
    }

    private Object read(byte[] bytes) throws IOException {
        return PickleFile.read(write(bytes));
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PickleFile.class.getResourceAsStream("/pickle/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
