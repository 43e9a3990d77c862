package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    @TempDir Path folder;
    private final Mutations mutations = new Mutations(5);
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
            check(mutations.damaged(seeds), inputs);
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
}
