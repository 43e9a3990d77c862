package galatea.dissect;

import galatea.latent.Latent;

/**
 * A picture in which a class is present in a cell, and one in which it could be inserted in a cell.
 *
 * @param present the first picture
 * @param presentCell its cell, row by row
 * @param absent the second picture
 * @param absentCell its cell, which has nothing to do with that of the first
 */
record CellPair(Latent present, int presentCell, Latent absent, int absentCell) {}
