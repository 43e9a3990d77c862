package galatea.model;

import org.jspecify.annotations.Nullable;

/**
 * The file of another program that a network was read from.
 *
 * @param layout of the file, such as {@code StyleGAN of genforce (.pth)}
 * @param psi ψ at which that program draws unless told otherwise, in [−1, 2]; 1 is no truncation
 * @param cutoff number of layers that it truncates then; null for all
 */
public record Source(String layout, double psi, @Nullable Integer cutoff) {
    /** Of a program that does not truncate unless told to. */
    public static Source untruncated(String layout) {
        return new Source(layout, 1, null);
    }
}
