package galatea.data;

import static java.util.Objects.requireNonNull;

/**
 * How to open a source.
 *
 * @param under only what lies below this member, {@code /} between folders; empty for everything
 * @param padIdx whether idx pictures of 28x28 get a border of 2 zeros, to 32x32
 */
public record SourceOptions(String under, boolean padIdx) {

    /** Trims slashes around {@code under}. */
    public SourceOptions {
        requireNonNull(under, "under is null");
        under = under.replace('\\', '/').replaceAll("^/+|/+$", "");
    }

    /** Everything, idx pictures at their own size. */
    public static SourceOptions defaults() {
        return new SourceOptions("", false);
    }

    /** The same with another {@code under}. */
    public SourceOptions withUnder(String member) {
        return new SourceOptions(member, padIdx);
    }

    /** The same with another {@code padIdx}. */
    public SourceOptions withPadIdx(boolean pad) {
        return new SourceOptions(under, pad);
    }
}
