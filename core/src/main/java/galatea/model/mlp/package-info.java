/** Multilayer perceptrons: the networks of toy problems. */
@NullMarked
package galatea.model.mlp;

import org.jspecify.annotations.NullMarked;
