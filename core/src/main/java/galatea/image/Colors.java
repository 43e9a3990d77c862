package galatea.image;

import java.awt.Color;
import java.util.List;

/**
 * Colours that also colour-blind readers tell apart, as {@code 0xRRGGBB}.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, Color Universal Design, 2008</a>
 */
public final class Colors {

    /** Strong blue. */
    public static final int BLUE = 0x0072b2;

    /** Orange-red. */
    public static final int VERMILION = 0xd55e00;

    /** Bluish green. */
    public static final int GREEN = 0x009e73;

    /** Reddish purple. */
    public static final int PURPLE = 0xcc79a7;

    /** Yellow-orange. */
    public static final int ORANGE = 0xe69f00;

    /** Light blue. */
    public static final int SKY_BLUE = 0x56b4e9;

    /** Black. */
    public static final int BLACK = 0x000000;

    /**
     * The colours above, in the order in which series take them. Yellow, the eighth of the
     * published palette, is left out: it is too pale for lines and dots on white.
     */
    public static final List<Integer> OKABE_ITO =
            List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY_BLUE, BLACK);

    /** Axes and text of plots. */
    static final Color INK = new Color(0x333333);

    /** Thin lines that points stay readable on. */
    static final Color FAINT_INK = new Color(0x8a8a8a);

    /** Grid lines of plots. */
    static final Color GRID = new Color(0xe4e4e4);

    /** Grid lines over coloured areas. */
    static final Color VEIL = new Color(0x40ffffff, true);

    private Colors() {}

    /**
     * The colour of a series; colours repeat after the last.
     *
     * @param index number of the series, at least 0
     */
    public static int ofSeries(int index) {
        return OKABE_ITO.get(index % OKABE_ITO.size());
    }

    /**
     * A colour between two.
     *
     * @param share 0 gives {@code from}, 1 gives {@code to}
     */
    static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = from >> shift & 0xff;
            int high = to >> shift & 0xff;
            mixed |= (int) Math.round(low + share * (high - low)) << shift;
        }
        return mixed;
    }

    /** A colour through which half of what is below shows. */
    static Color halfTransparent(int rgb) {
        return new Color(0x80000000 | (rgb & 0xffffff), true);
    }
}
