package galatea.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir Path folder;

    @Test
    void everyTypeSurvivesARoundTrip() throws IOException {
        Path path = folder.resolve("a.safetensors");
        SafetensorsWriter.write(
                path,
                List.of(
                        TensorEntry.of("weight", new float[] {1, -2, 3, 4, 5, 6}, 2, 3),
                        TensorEntry.of("step", new long[] {1L << 40}),
                        TensorEntry.of("moment", new double[] {Math.E}, 1),
                        TensorEntry.of("words", new int[] {-5}, 1),
                        TensorEntry.of("rng", new byte[] {1, -1}, 2),
                        TensorEntry.of("empty", new float[0], 0, 7)),
                Map.of("config", "{\"ψ\": 0.7}"));
        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.names())
                .containsExactly("weight", "step", "moment", "words", "rng", "empty");
        assertThat(file.metadata()).isEqualTo(Map.of("config", "{\"ψ\": 0.7}"));
        assertThat(file.shape("weight")).containsExactly(2, 3);
        assertThat(file.floats("weight")).containsExactly(1, -2, 3, 4, 5, 6);
        assertThat(file.longs("step")).containsExactly(1L << 40);
        assertThat(file.shape("step")).isEmpty();
        assertThat(file.doubles("moment")).containsExactly(Math.E);
        assertThat(file.longs("words")).containsExactly(-5);
        assertThat(file.longs("rng")).containsExactly(1, 255);
        assertThat(file.shape("empty")).containsExactly(0, 7);
        assertThat(file.floats("empty")).isEmpty();
        assertThat(file.data("weight").isReadOnly()).isTrue();
    }

    @Test
    void dataBeginAtAMultipleOfEightAndFollowTheSpecification() throws IOException {
        Path path = folder.resolve("a.safetensors");
        SafetensorsWriter.write(path, List.of(TensorEntry.of("a", new float[] {1}, 1)), Map.of());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        assertThat(header.strip())
                .isEqualTo("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
        assertThat(bytes.getFloat(8 + length)).isEqualTo(1);
    }

    @Test
    void halvesAndBrainFloatsBecomeSingles() throws IOException {
        String header =
                "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                        + "\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}";
        byte[] data = {
            0, 0x3c, 1, 0, 0, (byte) 0xfc, 0, (byte) 0xc0, (byte) 0x80, 0x3f, 0, (byte) 0xc0
        };
        SafetensorsFile file = SafetensorsFile.open(file(header, data));
        assertThat(file.names()).containsExactly("h", "b");
        assertThat(file.floats("h")).containsExactly(1, 0x1p-24f, Float.NEGATIVE_INFINITY, -2);
        assertThat(file.floats("b")).containsExactly(1, -2);
        assertThat(file.dtype("b")).isEqualTo(DType.BF16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                " {}",
                "{\"a\":1}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F99\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999,99999999999],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"k\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3000000000],\"data_offsets\":[0,3000000000]}}"
            })
    void refusesAHostileHeader(String header) throws IOException {
        Path path = file(header, new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(path + ": ");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path path = folder.resolve("a.safetensors");
        SafetensorsWriter.write(
                path, List.of(TensorEntry.of("a", new float[] {1, 2}, 2)), Map.of("k", "v"));
        byte[] whole = Files.readAllBytes(path);
        Path part = folder.resolve("part.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(part, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsFile.open(part))
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void damagedBytesNeverGiveAnythingButAFormatException() throws IOException {
        Path path = folder.resolve("a.safetensors");
        SafetensorsWriter.write(
                path, List.of(TensorEntry.of("a", new float[] {1, 2}, 2)), Map.of("k", "v"));
        byte[] whole = Files.readAllBytes(path);
        Random random = new Random(1);
        Path damaged = folder.resolve("damaged.safetensors");
        for (int trial = 0; trial < 500; trial++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            Files.write(damaged, bytes);
            try {
                SafetensorsFile file = SafetensorsFile.open(damaged);
                file.names().forEach(file::floats);
            } catch (FormatException e) {
                assertThat(e).hasMessageStartingWith(damaged + ": ");
            }
        }
    }

    @Test
    void aWriterThatFailsLeavesTheOldFile() throws IOException {
        Path path = folder.resolve("a.safetensors");
        SafetensorsWriter.write(path, List.of(), Map.of("k", "old"));
        assertThatThrownBy(
                        () ->
                                SafetensorsWriter.write(
                                        path,
                                        List.of(TensorEntry.of("a", new float[] {1}, 2)),
                                        Map.of()))
                .hasMessage("data of a must have 8 bytes: 4");
        assertThat(SafetensorsFile.open(path).metadata()).containsEntry("k", "old");
    }

    @Test
    void namesTheUnknownTensorAndTheDuplicate() throws IOException {
        TensorEntry entry = TensorEntry.of("a", new float[] {1}, 1);
        Path path = folder.resolve("a.safetensors");
        assertThatThrownBy(() -> SafetensorsWriter.write(path, List.of(entry, entry), Map.of()))
                .hasMessage("names must differ: a");
        SafetensorsWriter.write(path, List.of(entry), Map.of());
        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.has("a")).isTrue();
        assertThat(file.has("b")).isFalse();
        assertThatThrownBy(() -> file.floats("b")).hasMessage("tensor must be in " + path + ": b");
    }

    @Test
    void filesBeyondTwoGibibytesAreMappedInParts() throws IOException {
        long size = 1_200_000_000;
        String header =
                """
                {"a":{"dtype":"U8","shape":[%1$d],"data_offsets":[0,%1$d]},
                "b":{"dtype":"U8","shape":[%1$d],"data_offsets":[%1$d,%2$d]}}"""
                        .formatted(size, 2 * size);
        Path path = file(header, new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            long start = sparse.length();
            sparse.seek(start + size);
            sparse.write(3);
            sparse.setLength(start + 2 * size);
        }
        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.data("a").remaining()).isEqualTo((int) size);
        assertThat(file.data("a").get((int) size - 1)).isZero();
        assertThat(file.data("b").get(0)).isEqualTo((byte) 3);
        assertThat(file.data("b").get((int) size - 1)).isZero();
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("file.safetensors"), bytes.array());
    }
}
