/** The layers GANs are made of. */
@NullMarked
package galatea.nn;

import org.jspecify.annotations.NullMarked;
