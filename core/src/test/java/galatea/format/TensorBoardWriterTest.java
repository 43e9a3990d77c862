package galatea.format;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.image.Picture;
import galatea.image.Png;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardWriterTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

    @TempDir Path folder;

    @Test
    void eventsReadBack() throws IOException {
        Picture picture = Picture.blank(5, 3, 3);
        Path path;
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder, CLOCK)) {
            path = writer.path();
            writer.scalar("Loss/generator", 300, 0.25);
            writer.image("fakes", 1L << 33, picture);
        }
        assertThat(path).hasFileName("events.out.tfevents.1700000000.galatea");
        List<byte[]> events = records(path);
        assertThat(events).hasSize(3);

        Map<Integer, Object> first = fields(events.get(0));
        assertThat(first.get(1)).isEqualTo(1_700_000_000.5);
        assertThat(text(first.get(3))).isEqualTo("brain.Event:2");

        Map<Integer, Object> scalar = fields(events.get(1));
        assertThat(scalar.get(2)).isEqualTo(300L);
        Map<Integer, Object> value = fields(fields(scalar.get(5)).get(1));
        assertThat(text(value.get(1))).isEqualTo("Loss/generator");
        assertThat(value.get(2)).isEqualTo(0.25f);

        Map<Integer, Object> image = fields(events.get(2));
        assertThat(image.get(2)).isEqualTo(1L << 33);
        Map<Integer, Object> pixels = fields(fields(fields(image.get(5)).get(1)).get(4));
        assertThat(pixels.get(1)).isEqualTo(3L);
        assertThat(pixels.get(2)).isEqualTo(5L);
        assertThat(pixels.get(3)).isEqualTo(3L);
        assertThat(bytes(pixels.get(4))).containsExactly(Png.encode(picture));
    }

    @Test
    void twoWritersOfTheSameSecondHaveTheirOwnFiles() throws IOException {
        try (TensorBoardWriter first = TensorBoardWriter.open(folder, CLOCK);
                TensorBoardWriter second = TensorBoardWriter.open(folder, CLOCK)) {
            assertThat(first.path()).isNotEqualTo(second.path());
        }
    }

    private static List<byte[]> records(Path path) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(mask(length));
            byte[] event = new byte[(int) ByteBuffer.wrap(length).order(in.order()).getLong()];
            in.get(event);
            assertThat(in.getInt()).isEqualTo(mask(event));
            records.add(event);
        }
        return records;
    }

    private static int mask(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long value = crc.getValue();
        return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
    }

    private static Map<Integer, Object> fields(@Nullable Object message) {
        ByteBuffer in = ByteBuffer.wrap(bytes(message)).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Object> fields = new HashMap<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            fields.put(
                    key >>> 3,
                    switch (key & 7) {
                        case 0 -> varint(in);
                        case 1 -> in.getDouble();
                        case 5 -> in.getFloat();
                        default -> {
                            byte[] bytes = new byte[(int) varint(in)];
                            in.get(bytes);
                            yield bytes;
                        }
                    });
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static byte[] bytes(@Nullable Object field) {
        return (byte[]) requireNonNull(field);
    }

    private static String text(@Nullable Object field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }
}
