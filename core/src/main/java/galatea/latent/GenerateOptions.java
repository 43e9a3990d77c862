package galatea.latent;

import org.jspecify.annotations.Nullable;

/**
 * How pictures are generated.
 *
 * @param truncation of the styles; anything but {@link Truncation#NONE} needs the style family
 * @param noise of the style family; ignored by families without noise inputs
 * @param label class of the pictures, from 0; null exactly for a network without classes
 */
public record GenerateOptions(Truncation truncation, NoiseMode noise, @Nullable Integer label) {

    /** No truncation, the stored noise, no class. */
    public static GenerateOptions defaults() {
        return new GenerateOptions(Truncation.NONE, NoiseMode.CONST, null);
    }

    /** The same with ψ on all layers, in [−1, 2]. */
    public GenerateOptions withPsi(double psi) {
        return withTruncation(Truncation.of(psi));
    }

    /** The same with another truncation. */
    public GenerateOptions withTruncation(Truncation other) {
        return new GenerateOptions(other, noise, label);
    }

    /** The same with other noise. */
    public GenerateOptions withNoise(NoiseMode mode) {
        return new GenerateOptions(truncation, mode, label);
    }

    /** The same for a class. */
    public GenerateOptions withLabel(int index) {
        return new GenerateOptions(truncation, noise, index);
    }
}
