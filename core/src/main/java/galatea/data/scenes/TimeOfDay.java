package galatea.data.scenes;

/** The light a scene is seen in; all colours {@code 0xRRGGBB}. */
enum TimeOfDay {
    MORNING(0x74B4EA, 0xFCE6C6, 0xFFF6E6, 0xFFD64A, 0xFFF9EF, 0xEBD6CE, 0xCFCBD8),
    NOON(0x3F97EA, 0xBDE3FA, 0xFFFFFF, 0xFFDA2E, 0xFFFFFF, 0xD3DFEA, 0xB4CCE2),
    EVENING(0x6A76C4, 0xFFBC7C, 0xFBDDBE, 0xFF8A2E, 0xFFE6D2, 0xE6A79C, 0xC9A0AE),
    DUSK(0x1F2C62, 0xD67F92, 0xA2A4CE, 0xFF6E4E, 0xB6A2C4, 0x6E629A, 0x6C6496);

    private final int zenith;
    private final int skyline;
    private final int light;
    private final int sun;
    private final int cloudTop;
    private final int cloudBottom;
    private final int haze;

    TimeOfDay(
            int zenith, int skyline, int light, int sun, int cloudTop, int cloudBottom, int haze) {
        this.zenith = zenith;
        this.skyline = skyline;
        this.light = light;
        this.sun = sun;
        this.cloudTop = cloudTop;
        this.cloudBottom = cloudBottom;
        this.haze = haze;
    }

    /** The time of a new scene: mostly day, sometimes evening, seldom dusk. */
    static TimeOfDay draw(SceneRandom random) {
        double lot = random.between(0, 1);
        if (lot < 0.25) {
            return MORNING;
        }
        if (lot < 0.65) {
            return NOON;
        }
        return lot < 0.88 ? EVENING : DUSK;
    }

    /** Upper end of the sky. */
    int zenith() {
        return zenith;
    }

    /** Lower end of the sky. */
    int skyline() {
        return skyline;
    }

    /** A surface of this colour in the light of this time. */
    int lit(int surface) {
        return Colors.light(surface, light);
    }

    /** The same surface seen through a share of hazy air. */
    int distant(int surface, double share) {
        return Colors.mix(lit(surface), haze, share);
    }

    int sun() {
        return sun;
    }

    int cloudTop() {
        return cloudTop;
    }

    int cloudBottom() {
        return cloudBottom;
    }

    /** Whether lamps are lit behind the windows. */
    boolean lampsLit() {
        return this == DUSK;
    }
}
