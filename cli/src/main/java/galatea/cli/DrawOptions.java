package galatea.cli;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.NoiseMode;
import galatea.latent.Space;
import galatea.latent.Truncation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pictures are drawn. */
final class DrawOptions {
    @Option(
            names = "--trunc",
            paramLabel = "PSI",
            description =
                    "Truncation psi, -1 to 2: 1 is off, 0 the average (1; for the file of another"
                            + " program what that program does: official StyleGAN and genforce 0.7"
                            + " on 8 layers, rosinality 0.7 on all, StyleGAN2-ADA 1).")
    private @Nullable Double psi;

    @Option(
            names = "--trunc-cutoff",
            paramLabel = "LAYERS",
            description = "Truncate only the first layers (all).")
    private @Nullable Integer cutoff;

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

    /** For latents of a space: given styles are truncated only if the user says so. */
    GenerateOptions options(GeneratorSession session, Space space) {
        Truncation otherwise = space == Space.W ? Truncation.NONE : session.truncation();
        return new GenerateOptions(truncation(otherwise), noise, label);
    }

    /** For z. */
    GenerateOptions options(GeneratorSession session) {
        return options(session, Space.Z);
    }

    /** Layers are all as soon as the user names psi. */
    private Truncation truncation(Truncation otherwise) {
        int all = psi == null ? otherwise.cutoff() : Truncation.ALL_LAYERS;
        return new Truncation(psi == null ? otherwise.psi() : psi, cutoff == null ? all : cutoff);
    }
}
