/** Pictures in pure Java: pixels, PNG, grids, animations. */
@NullMarked
package galatea.image;

import org.jspecify.annotations.NullMarked;
