package galatea.cli;

import galatea.format.Npy;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which latents: one of the two options. */
final class LatentOptions {
    @Option(
            names = "--seeds",
            paramLabel = "LIST",
            converter = IntRanges.Converter.class,
            description = "Seeds such as 0-3,7: the z of NumPy's RandomState(seed).")
    private @Nullable IntRanges seeds;

    @Option(
            names = "--latents",
            paramLabel = "FILE.npy",
            description = "Array of z [N, latentSize] or styles [N, numWs, wSize].")
    private @Nullable Path file;

    /** Latents by the name of their picture without ending, such as {@code seed0000}. */
    List<Named> latents(GeneratorSession session) throws IOException {
        List<Named> named = new ArrayList<>();
        if (seeds != null) {
            for (long seed : seeds.values()) {
                named.add(new Named("seed%04d".formatted(seed), session.latent(seed)));
            }
        } else if (file != null) {
            for (Latent latent : session.latents(Npy.read(file))) {
                named.add(new Named("latent%04d".formatted(named.size()), latent));
            }
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException("latents must have at least one row: 0");
        }
        return named;
    }

    /** A latent with the name of its picture. */
    record Named(String name, Latent latent) {}
}
