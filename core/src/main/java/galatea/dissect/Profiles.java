package galatea.dissect;

import java.util.List;

/**
 * What was counted of the units of some layers.
 *
 * @param fractions shares of the pixels that the units' levels stand for
 * @param units layer after layer
 */
record Profiles(Fractions fractions, List<UnitProfile> units) {}
