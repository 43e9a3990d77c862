package galatea.latent;

import galatea.format.FormatException;
import galatea.format.Npy;
import galatea.format.NpyArray;
import galatea.testing.Fuzz;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged latents and directions. */
class LatentFuzzTest {
    @TempDir Path folder = Path.of("");

    @Test
    void archivesOfLatents() throws IOException {
        try (GeneratorSession session = session()) {
            Path good = folder.resolve("good.npz");
            LatentFile.write(good, session.latent(1), session);
            byte[] plain = Files.readAllBytes(good);
            LatentFile.write(good, session.latent(1).with(session.storedNoise()), session);
            byte[] noisy = Files.readAllBytes(good);
            Path input = folder.resolve("input.npz");
            Fuzz.run("latents", input, List.of(plain, noisy), file -> read(file, session));
        }
    }

    @Test
    void arraysOfLatents() throws IOException {
        try (GeneratorSession session = session()) {
            Path good = folder.resolve("good.npy");
            Npy.write(good, NpyArray.of(session.latent(1).values(), 1, 16));
            byte[] array = Files.readAllBytes(good);
            Path input = folder.resolve("input.npy");
            Fuzz.run("arrays", input, List.of(array), file -> read(file, session));
        }
    }

    @Test
    void directions() throws IOException {
        Path good = folder.resolve("good.safetensors");
        DirectionsFile.write(good, DirectionsFileTest.directions());
        List<byte[]> seeds = List.of(Files.readAllBytes(good));
        Fuzz.run("directions", folder.resolve("input"), seeds, DirectionsFile::read);
    }

    private static GeneratorSession session() {
        return GeneratorSession.of(TinyNetworks.generator(TinyNetworks.STYLE, 5), 0);
    }

    /** Latents of another network are the user's words, not the file's fault. */
    private static void read(Path file, GeneratorSession session) throws IOException {
        try {
            LatentFile.read(file, session);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file.toString(), String.valueOf(e.getMessage()), e);
        }
    }
}
