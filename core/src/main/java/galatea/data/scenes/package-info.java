/**
 * The built-in data set: an endless, procedural collection of small landscapes with houses, each
 * with an exact label map.
 *
 * <p>A scene is first described as shapes on the unit square, whatever the resolution ({@code
 * SceneDescription}), then turned into a stack of painted shapes ({@code Element}) and sampled 4 x
 * 4 times per pixel ({@code Rasterizer}). Pictures and label maps come from the same samples, so
 * they agree exactly. Only the four operations and the square root are used, on strict doubles: the
 * same arguments give the same bytes on every machine and Java version, which Java2D does not
 * promise.
 */
@NullMarked
package galatea.data.scenes;

import org.jspecify.annotations.NullMarked;
