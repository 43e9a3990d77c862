package galatea.project;

import galatea.image.Picture;
import galatea.latent.Latent;

/**
 * What was found for a picture: the nearest of all steps without exploration.
 *
 * @param latent z, or ws [numWs, wSize], with noise maps if they were looked for
 * @param target the picture, as the network would draw it: square, in its size and channels
 * @param picture what the network draws for the latent
 * @param psnr peak signal-to-noise ratio of the two in decibels, at most 100
 * @param losses distance at each step, exploration included
 */
public record ProjectionResult(
        Latent latent, Picture target, Picture picture, double psnr, double[] losses) {}
