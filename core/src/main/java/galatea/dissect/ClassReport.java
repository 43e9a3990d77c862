package galatea.dissect;

/**
 * A class of a dissection.
 *
 * @param name its name
 * @param rgb its colour, such as {@code #9ccbf0}
 * @param share of the pixels of the held-out sample
 */
public record ClassReport(String name, String rgb, double share) {}
