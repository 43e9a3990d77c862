/**
 * Semantic segmentation of pictures: which class does every pixel belong to? By a network of ONNX,
 * by a U-Net trained here on labelled pictures, or by rules on colours.
 */
@NullMarked
package galatea.segment;

import org.jspecify.annotations.NullMarked;
