package galatea.cli;

import galatea.latent.GenerateOptions;
import galatea.latent.NoiseMode;
import galatea.latent.Truncation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pictures are drawn. */
final class DrawOptions {
    @Option(
            names = "--trunc",
            paramLabel = "PSI",
            defaultValue = "1",
            description = "Truncation psi, -1 to 2: 1 is off, 0 the average (${DEFAULT-VALUE}).")
    private double psi;

    @Option(
            names = "--trunc-cutoff",
            paramLabel = "LAYERS",
            description = "Truncate only the first layers (all).")
    private int cutoff = Truncation.ALL_LAYERS;

    @Option(
            names = "--noise-mode",
            paramLabel = "MODE",
            defaultValue = "CONST",
            description = "Noise inputs: random (from the seed), const or none (const).")
    private NoiseMode noise = NoiseMode.CONST;

    @Option(
            names = "--class",
            paramLabel = "INDEX",
            description = "Class of the pictures, for networks with classes.")
    private @Nullable Integer label;

    GenerateOptions options() {
        return new GenerateOptions(new Truncation(psi, cutoff), noise, label);
    }
}
