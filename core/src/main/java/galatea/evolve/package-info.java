/**
 * Evolutionary training (E-GAN, Wang et al. 2018, arXiv 1803.00657): generators breed children by
 * mutation, a discriminator judges them, the fittest survive. For networks of every family, on
 * pictures and on points in the plane.
 *
 * <p>Start at {@link galatea.evolve.EvolutionTrainer}.
 */
@NullMarked
package galatea.evolve;

import org.jspecify.annotations.NullMarked;
