/** Finding real pictures in the latent space of a network. */
@NullMarked
package galatea.project;

import org.jspecify.annotations.NullMarked;
