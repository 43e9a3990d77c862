package galatea.cli;

import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.LatentFile;
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
            paramLabel = "FILE",
            description =
                    "Array (.npy) of z [N, latentSize] or styles [N, numWs, wSize], or archive"
                            + " (.npz) with such an array z or w and noise maps, such as the"
                            + " projected_w.npz of project.")
    private @Nullable Path file;

    /** Latents by the name of their picture without ending, such as {@code seed0000}. */
    List<Named> latents(GeneratorSession session) throws IOException {
        List<Named> named = new ArrayList<>();
        if (seeds != null) {
            for (long seed : seeds.values()) {
                named.add(new Named("seed%04d".formatted(seed), session.latent(seed)));
            }
        } else if (file != null) {
            for (Latent latent : LatentFile.read(file, session)) {
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
