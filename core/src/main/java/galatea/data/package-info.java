/**
 * Image sources, decoding, caching and sampling.
 *
 * <p>An {@link galatea.data.ImageSource} names and decodes pictures of any size (height, width,
 * channels; uint8). A {@link galatea.data.Preparation} makes them square training images (channels,
 * height, width; uint8), which {@link galatea.data.ImageSet} keeps and a {@link
 * galatea.data.Sampler} shows. {@link galatea.data.TrainingImages#open} does it all in one step.
 */
@NullMarked
package galatea.data;

import org.jspecify.annotations.NullMarked;
