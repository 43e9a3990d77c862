/** Pictures in pure Java: pixels, PNG, grids, animations, charts. */
@NullMarked
package galatea.image;

import org.jspecify.annotations.NullMarked;
