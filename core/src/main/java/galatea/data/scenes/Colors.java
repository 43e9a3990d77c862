package galatea.data.scenes;

/** Arithmetic on colours packed as {@code 0xRRGGBB}, in integers only. */
final class Colors {
    private Colors() {}

    /** The colour {@code share} of the way from one colour to another, share in [0, 1]. */
    static int mix(int from, int to, double share) {
        int weight = (int) (share * 256 + 0.5);
        int rest = 256 - weight;
        int redBlue = ((from & 0xff00ff) * rest + (to & 0xff00ff) * weight) >>> 8 & 0xff00ff;
        int green = ((from & 0x00ff00) * rest + (to & 0x00ff00) * weight) >>> 8 & 0x00ff00;
        return redBlue | green;
    }

    /** A surface of one colour under light of another. */
    static int light(int surface, int light) {
        return channel(surface, light, 16)
                | channel(surface, light, 8)
                | channel(surface, light, 0);
    }

    /** The colour with a share of its brightness taken away. */
    static int darker(int color, double share) {
        return mix(color, 0x101830, share);
    }

    /** The colour with a share of white added. */
    static int lighter(int color, double share) {
        return mix(color, 0xfffdf0, share);
    }

    /** Writes red, green and blue from {@code offset} on. */
    static void store(int color, byte[] pixels, int offset) {
        pixels[offset] = (byte) (color >> 16);
        pixels[offset + 1] = (byte) (color >> 8);
        pixels[offset + 2] = (byte) color;
    }

    private static int channel(int surface, int light, int shift) {
        int product = (surface >> shift & 0xff) * (light >> shift & 0xff);
        return ((product + 127) / 255) << shift;
    }
}
