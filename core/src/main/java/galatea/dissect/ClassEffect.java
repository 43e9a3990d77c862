package galatea.dissect;

/**
 * What an intervention does to a class, over a sample of pictures.
 *
 * @param name of the class
 * @param pictures that show it before or after
 * @param pixelsBefore over all pictures
 * @param pixelsAfter over all pictures
 * @param difference 95 % interval of pixelsAfter − pixelsBefore
 * @param relative 95 % interval of {@link #relativeChange()}
 */
public record ClassEffect(
        String name,
        int pictures,
        long pixelsBefore,
        long pixelsAfter,
        Interval difference,
        Interval relative) {
    /** Pixels that the class wins, or loses if below 0. */
    public long change() {
        return pixelsAfter - pixelsBefore;
    }

    /** The change in parts of the pixels before, at least −1; 0 for a class that was not there. */
    public double relativeChange() {
        return pixelsBefore == 0 ? 0 : (double) change() / pixelsBefore;
    }

    /** Whether the interval of the difference excludes 0. */
    public boolean isSignificant() {
        return difference.low() > 0 || difference.high() < 0;
    }
}
