package galatea.model.imports;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.testing.FixtureFiles;
import galatea.testing.Mutations;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages files of networks at random. Each must give its networks or an {@code IOException} that
 * names the file, soon. {@code -Dgalatea.fuzz.seconds=180} makes it last longer.
 */
@ExtendWith(OneThread.class)
class ImportFuzzTest {
    private static final long SECONDS = Long.getLong("galatea.fuzz.seconds", 4);
    private static final long MAX_NANOS = 20_000_000_000L;

    @TempDir Path folder = Path.of("");
    private int opened;

    @Test
    void damagedFilesAreOpenedOrRefused() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String name :
                List.of(
                        "stylegan1_tf_conditional/network-snapshot.pkl",
                        "stylegan1_tf/network-snapshot.pkl",
                        "stylegan1_genforce/stylegan.pth",
                        "stylegan2_ada_conditional/network-snapshot-000100.pkl",
                        "gandissect_progressive_gan/generator.pth",
                        "gandissect_progressive_gan/generator_wrapped.pth")) {
            String[] parts = name.split("/", 2);
            seeds.add(Files.readAllBytes(FixtureFiles.path(parts[0], parts[1])));
        }
        Path ours = TinyNetworks.write(folder.resolve("ours.safetensors"), TinyNetworks.STYLE);
        seeds.add(Files.readAllBytes(ours));
        Mutations mutations = new Mutations(6);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int inputs = 0;
        while (System.nanoTime() < end) {
            check(mutations.damaged(seeds), inputs);
            inputs++;
        }
        System.out.printf("ImportFuzzTest: %d inputs, %d of them opened%n", inputs, opened);
        assertThat(opened).isBetween(1, inputs - 1);
    }

    private void check(byte[] input, int number) throws IOException {
        Path path = folder.resolve("input");
        Files.write(path, input);
        long start = System.nanoTime();
        try {
            open(path);
            opened++;
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith(path.toString());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Path kept = Files.createTempFile("galatea-fuzz", ".bin");
            Files.write(kept, input);
            throw new AssertionError("input %d, kept as %s".formatted(number, kept), e);
        }
        assertThat(System.nanoTime() - start).as("time of input %d", number).isLessThan(MAX_NANOS);
    }

    private static void open(Path path) throws IOException {
        NetworkFile file = NetworkFile.open(path);
        try (Generator generator = file.generator()) {
            assertThat(generator.config()).isEqualTo(file.config());
        }
        if (file.hasDiscriminator()) {
            try (Discriminator discriminator = file.discriminator()) {
                assertThat(discriminator.config()).isEqualTo(file.config());
            }
        }
    }
}
