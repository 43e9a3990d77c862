package galatea.latent;

import org.jspecify.annotations.Nullable;

/**
 * How pictures are generated.
 *
 * @param truncation of the styles; anything but {@link Truncation#NONE} needs the style family
 * @param noise of the style family; ignored by families without noise inputs
 * @param label class of the pictures, from 0; null exactly for a network without classes
 * @param shift along directions, after the truncation
 */
public record GenerateOptions(
        Truncation truncation, NoiseMode noise, @Nullable Integer label, Shift shift) {

    /** Without a shift. */
    public GenerateOptions(Truncation truncation, NoiseMode noise, @Nullable Integer label) {
        this(truncation, noise, label, Shift.NONE);
    }

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
        return new GenerateOptions(other, noise, label, shift);
    }

    /** The same with other noise. */
    public GenerateOptions withNoise(NoiseMode mode) {
        return new GenerateOptions(truncation, mode, label, shift);
    }

    /** The same for a class. */
    public GenerateOptions withLabel(int index) {
        return new GenerateOptions(truncation, noise, index, shift);
    }

    /** The same along other directions. */
    public GenerateOptions withShift(Shift other) {
        return new GenerateOptions(truncation, noise, label, other);
    }

    /** The same for styles that {@link GeneratorSession#styles} has truncated and moved already. */
    public GenerateOptions forStyles() {
        return new GenerateOptions(Truncation.NONE, noise, label, Shift.NONE);
    }
}
