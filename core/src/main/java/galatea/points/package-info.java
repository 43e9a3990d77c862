/**
 * Points in the plane: toy data sets, and how well a set of points matches one.
 *
 * <p>A {@link galatea.points.PointSource} draws points: a {@link galatea.points.Mixture} of equal
 * normal distributions, a {@link galatea.points.SwissRoll}, or a {@link
 * galatea.points.PictureDensity}. {@link galatea.points.ModeStatistics} counts which modes of a
 * mixture a set of points covers; {@link galatea.points.Mmd} compares any two sets. Sets of points
 * are {@code float[]}, [n, 2] row-major: x right, y up, in the units of the data set.
 */
@NullMarked
package galatea.points;

import org.jspecify.annotations.NullMarked;
