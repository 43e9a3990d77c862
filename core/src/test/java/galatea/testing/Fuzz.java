package galatea.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Damages files at random. Each must be read, or refused with an {@code IOException} that names the
 * file, soon. {@code -Dgalatea.fuzz.seconds=180} makes it last longer.
 */
public final class Fuzz {
    private static final long SECONDS = Long.getLong("galatea.fuzz.seconds", 4);
    private static final long MAX_NANOS = 20_000_000_000L;

    private Fuzz() {}

    /** What is tested: reads a file, and uses what it gives. */
    @FunctionalInterface
    public interface Reader {
        /** Returns if all is well. */
        void read(Path file) throws IOException;
    }

    /**
     * Damages files until the time is up.
     *
     * @param file where to put them
     * @param seeds whole files
     */
    public static void run(String name, Path file, List<byte[]> seeds, Reader reader)
            throws IOException {
        Mutations mutations = new Mutations(6);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int inputs = 0;
        int readable = 0;
        while (System.nanoTime() < end) {
            byte[] input = mutations.damaged(seeds);
            Files.write(file, input);
            readable += isReadable(file, input, reader) ? 1 : 0;
            inputs++;
        }
        System.out.printf("%s: %d damaged files, %d of them readable%n", name, inputs, readable);
        assertThat(readable).isBetween(1, inputs - 1);
    }

    private static boolean isReadable(Path file, byte[] input, Reader reader) throws IOException {
        long start = System.nanoTime();
        boolean readable = false;
        try {
            reader.read(file);
            readable = true;
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith(file.toString());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Path kept = Files.createTempFile("galatea-fuzz", ".bin");
            Files.write(kept, input);
            throw new AssertionError("input kept as " + kept, e);
        }
        assertThat(System.nanoTime() - start).isLessThan(MAX_NANOS);
        return readable;
    }
}
