package galatea.project;

import galatea.image.Picture;
import galatea.latent.Latent;
import java.util.List;

/**
 * What was found for a picture: the nearest of all steps without exploration.
 *
 * @param latent z, or ws [numWs, wSize], with noise maps if they were looked for
 * @param target the picture, as the network would draw it: square, in its size and channels
 * @param picture what the network draws for the latent with {@link galatea.latent.NoiseMode#CONST}
 * @param start distances of the picture at which the search began
 * @param found distances of what was found
 * @param psnr peak signal-to-noise ratio of the picture in decibels, at most 100
 * @param losses distance at each step, exploration included
 */
public record ProjectionResult(
        Latent latent,
        Picture target,
        Picture picture,
        Distances start,
        Distances found,
        double psnr,
        List<Double> losses) {

    /** Copies the list. */
    public ProjectionResult {
        losses = List.copyOf(losses);
    }
}
