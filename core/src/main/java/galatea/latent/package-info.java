/** Working in Z and W: seeds, truncation, style mixing, interpolation. */
@NullMarked
package galatea.latent;

import org.jspecify.annotations.NullMarked;
