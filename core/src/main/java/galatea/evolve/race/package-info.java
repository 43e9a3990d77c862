/**
 * Races: ways to train a generator of points under equal conditions, over several seeds, with the
 * statistics that tell whether one is better.
 */
@NullMarked
package galatea.evolve.race;

import org.jspecify.annotations.NullMarked;
