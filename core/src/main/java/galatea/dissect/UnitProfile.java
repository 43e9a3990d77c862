package galatea.dissect;

import java.util.List;

/**
 * What a dissection counts of one unit, before any of it is judged.
 *
 * @param unit the unit
 * @param levels thresholds, ascending, one per fraction
 * @param search counts over the sample on which thresholds are chosen
 * @param test counts over the sample on which they are judged
 * @param peaks pictures of the test sample in which the unit is most active
 */
record UnitProfile(
        Unit unit, double[] levels, UnitCounts search, UnitCounts test, List<Peaks.Peak> peaks) {}
