package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages real files at random. Each must be read or refused with an {@code IOException}, within
 * bounds of time and memory. {@code -Dgalatea.fuzz.seconds=180} makes it last longer.
 */
@NullUnmarked // what a file holds is not known before
class PickleFuzzTest {
    private static final long SECONDS = Long.getLong("galatea.fuzz.seconds", 4);
    private static final long MAX_NANOS = 10_000_000_000L;
    private static final long FREE_MEMORY = 64L << 20;
    private static final long MAX_MEMORY_RATIO = 200;
    private static final long MAX_FLOATS = 50_000_000;
    private static final List<String> SEEDS =
            List.of(
                    "fixtures/stylegan1_tf_conditional/network-snapshot.pkl",
                    "fixtures/stylegan2_ada_conditional/network-snapshot-000100.pkl",
                    "fixtures/gandissect_progressive_gan/generator.pth",
                    "fixtures/gandissect_progressive_gan/generator_wrapped.pth",
                    "pickle/plain0.pkl",
                    "pickle/plain2.pkl",
                    "pickle/plain4.pkl",
                    "pickle/numpy0.pkl",
                    "pickle/numpy2.pkl",
                    "pickle/numpy5.pkl");

    private static final String INSTRUCTIONS =
            "(.012FIJKLMNPQRSTUVXabcd}eghjl]pqrtio)usGBC\u0081\u0085\u0086\u0087\u0088\u0089\u008a"
                    + "\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096";

    @TempDir Path folder;
    private final Random random = new Random(5);
    private int read;

    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (String seed : SEEDS) {
            try (InputStream in = PickleFile.class.getResourceAsStream("/" + seed)) {
                seeds.add(Objects.requireNonNull(in, seed).readAllBytes());
            }
        }
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int inputs = 0;
        while (System.nanoTime() < end) {
            check(damaged(seeds), inputs);
            inputs++;
        }
        System.out.printf("PickleFuzzTest: %d inputs, %d of them read%n", inputs, read);
        assertThat(read).isBetween(1, inputs - 1);
    }

    private void check(byte[] input, int number) throws IOException {
        Path path = folder.resolve("input");
        Files.write(path, input);
        long start = System.nanoTime();
        long memory = allocated();
        String message = null;
        try {
            Object root = PickleFile.read(path);
            memory = requireModest(memory, input.length, number);
            use(root);
            read++;
        } catch (IOException e) {
            message = Objects.requireNonNull(e.getMessage());
            requireModest(memory, input.length, number);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Path kept = Files.createTempFile("galatea-fuzz", ".bin");
            Files.write(kept, input);
            throw new AssertionError("input %d, kept as %s".formatted(number, kept), e);
        }
        assertThat(System.nanoTime() - start).as("time of input %d", number).isLessThan(MAX_NANOS);
        assertThat(message == null || message.startsWith(path.toString())).isTrue();
    }

    private long requireModest(long before, int size, int number) {
        long now = allocated();
        assertThat(now - before)
                .as("memory taken for input %d of %d bytes", number, size)
                .isLessThan(FREE_MEMORY + MAX_MEMORY_RATIO * size);
        return now;
    }

    /** What a caller may do with anything that was read. */
    private static void use(Object root) {
        assertThat(TensorTree.describe(root, 10)).hasSizeBetween(1, 11);
        assertThat(Objects.hashCode(root)).isEqualTo(Objects.hashCode(root));
        assertThat(String.valueOf(root)).isNotNull();
        long floats = 0;
        for (StoredTensor tensor : TensorTree.tensors(root).values()) {
            try {
                floats += floats < MAX_FLOATS ? tensor.floats().length : 0;
                assertThat(tensor.dtype()).isNotNull();
            } catch (galatea.format.FormatException e) {
                assertThat(e.getMessage()).contains(": ");
            }
        }
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private byte[] damaged(List<byte[]> seeds) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        int changes = 1 + random.nextInt(random.nextBoolean() ? 2 : 12);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = changed(bytes, seeds);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes, List<byte[]> seeds) {
        int at = place(bytes);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = instruction();
            case 3 -> {
                return Arrays.copyOf(bytes, random.nextInt(3) == 0 ? at : bytes.length);
            }
            case 4 -> huge(bytes, at);
            case 5 -> {
                return joined(bytes, at, inserted(), at);
            }
            case 6 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = place(other);
                int to = Math.min(other.length, from + random.nextInt(600));
                return joined(bytes, at, Arrays.copyOfRange(other, from, to), at);
            }
            default -> {
                return joined(
                        bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(40)));
            }
        }
        return bytes;
    }

    /** Mostly where instructions are dense: near the front or the end. */
    private int place(byte[] bytes) {
        int near = Math.min(bytes.length, 4000);
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(near);
            case 1 -> bytes.length - 1 - random.nextInt(near);
            default -> random.nextInt(bytes.length);
        };
    }

    private byte[] inserted() {
        byte[] added = new byte[1 + random.nextInt(20)];
        for (int i = 0; i < added.length; i++) {
            added[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(8) : instruction();
        }
        return added;
    }

    private byte instruction() {
        return (byte) INSTRUCTIONS.charAt(random.nextInt(INSTRUCTIONS.length()));
    }

    private void huge(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] values = {-1, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 62, 1L << 31, 0};
        long value = values[random.nextInt(values.length)];
        if (random.nextBoolean() && at + 8 <= bytes.length) {
            buffer.putLong(at, value);
        } else if (at + 4 <= bytes.length) {
            buffer.putInt(at, (int) value);
        }
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = new byte[end + middle.length + bytes.length - start];
        System.arraycopy(bytes, 0, joined, 0, end);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }
}
