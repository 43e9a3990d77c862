/** Adversarial training: losses, schedule, run directory, exact resume. */
@NullMarked
package galatea.train;

import org.jspecify.annotations.NullMarked;
