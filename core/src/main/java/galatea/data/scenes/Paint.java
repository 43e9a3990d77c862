package galatea.data.scenes;

/** The colour of a shape from point to point. */
sealed interface Paint {

    /** The colour at a point of the unit square, {@code 0xRRGGBB}. */
    int colorAt(double x, double y);

    /** Whether the colour is the same for all x of one height. */
    default boolean sameAcross(double y) {
        return true;
    }

    /** One colour everywhere. */
    record Flat(int color) implements Paint {
        @Override
        public int colorAt(double x, double y) {
            return color;
        }
    }

    /** From one colour at height {@code top} to another at height {@code bottom}. */
    record Vertical(double top, double bottom, int topColor, int bottomColor) implements Paint {
        @Override
        public int colorAt(double x, double y) {
            double share = (y - top) / (bottom - top);
            return Colors.mix(topColor, bottomColor, Math.max(0, Math.min(1, share)));
        }
    }

    /** A vertical gradient with a round glow in it. */
    record Glowing(Vertical sky, double x, double y, double radius, int glow, double strength)
            implements Paint {
        @Override
        public boolean sameAcross(double pointY) {
            return Math.abs(pointY - y) >= radius;
        }

        @Override
        public int colorAt(double pointX, double pointY) {
            int color = sky.colorAt(pointX, pointY);
            double dx = (pointX - x) / radius;
            double dy = (pointY - y) / radius;
            double share = 1 - (dx * dx + dy * dy);
            return share <= 0 ? color : Colors.mix(color, glow, strength * share * share);
        }
    }

    /** Rock with snow above a jagged line. */
    record Snowy(Vertical rock, double snowLine, int snow) implements Paint {
        private static final double TEETH = 14;
        private static final double DEPTH = 0.05;

        @Override
        public boolean sameAcross(double y) {
            return y < snowLine || y >= snowLine + DEPTH;
        }

        @Override
        public int colorAt(double x, double y) {
            double phase = x * TEETH - Math.floor(x * TEETH);
            double jag = DEPTH * Math.abs(2 * phase - 1);
            return y < snowLine + jag ? snow : rock.colorAt(x, y);
        }
    }
}
