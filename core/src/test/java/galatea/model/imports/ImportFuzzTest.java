package galatea.model.imports;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.testing.FixtureFiles;
import galatea.testing.Fuzz;
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

/** Damaged networks of this and of other programs. */
@ExtendWith(OneThread.class)
class ImportFuzzTest {
    @TempDir Path folder = Path.of("");

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
        Fuzz.run("networks", folder.resolve("input"), seeds, ImportFuzzTest::open);
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
