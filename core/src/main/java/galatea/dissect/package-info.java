/**
 * GAN dissection (Bau et al. 2018, arXiv 1811.10597): which units of a generator stand for which
 * class of things, proved by ablating and inserting them; artifact units found and removed.
 *
 * <p>Start at {@link galatea.dissect.Specimen}.
 */
@NullMarked
package galatea.dissect;

import org.jspecify.annotations.NullMarked;
