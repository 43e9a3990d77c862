/**
 * Ways to go in Z and W that change pictures in some manner: found, and proved on other pictures.
 */
@NullMarked
package galatea.direction;

import org.jspecify.annotations.NullMarked;
