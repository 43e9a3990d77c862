package galatea.model.style;

/**
 * The parts that the paper's Tables 1 and 4 switch on and off, and those in which reimplementations
 * differ from it.
 *
 * @param styles w controls each layer through scale and shift
 * @param noise a noise input per layer
 * @param pixelNorm feature vectors scaled to unit length after each layer
 * @param instanceNorm feature maps normalised before the style
 * @param constant a learned constant in place of a layer fed with w
 * @param blur bilinear rather than nearest-neighbour resampling
 * @param biasBeforeBlur the bias of an upsampling layer is blurred with its output
 * @param widensFirst the discriminator's blocks change their width in the first convolution rather
 *     than the second
 */
public record StyleSwitches(
        boolean styles,
        boolean noise,
        boolean pixelNorm,
        boolean instanceNorm,
        boolean constant,
        boolean blur,
        boolean biasBeforeBlur,
        boolean widensFirst) {

    /** The generator that the paper proposes: configurations E and F. */
    public static final StyleSwitches ALL_ON =
            new StyleSwitches(true, true, false, true, true, true, false, false);

    /** The switches of Table 1, A…F. */
    static StyleSwitches configuration(char letter) {
        return switch (letter) {
            case 'A' -> new StyleSwitches(false, false, true, false, false, false, false, false);
            case 'B' -> new StyleSwitches(false, false, true, false, false, true, false, false);
            case 'C' -> new StyleSwitches(true, false, false, true, false, true, false, false);
            case 'D' -> new StyleSwitches(true, false, false, true, true, true, false, false);
            case 'E', 'F' -> ALL_ON;
            default ->
                    throw new IllegalArgumentException(
                            "configuration must be a letter from A to F: " + letter);
        };
    }
}
