package galatea.segment;

import java.util.List;
import java.util.Set;

/**
 * A tensor through which a network takes or gives pictures.
 *
 * @param name of the tensor
 * @param half whether its values are halves rather than singles
 * @param channelsLast whether it is [1, H, W, C] rather than [1, C, H, W]
 * @param height pixels; -1 for any
 * @param width pixels; -1 for any
 * @param channels number of channels; -1 if not told
 */
record ModelPort(
        String name, boolean half, boolean channelsLast, long height, long width, long channels) {
    /** What describes it. */
    static final Set<String> KEYS = Set.of("name", "type", "shape", "layout");

    /** Reads and checks a description. */
    static ModelPort read(String where, CardReader card) {
        String type = card.oneOf("type", List.of("float32", "float16"));
        String layout = card.oneOf("layout", List.of("NCHW", "NHWC"));
        long[] shape = card.sizes("shape");
        if (shape[0] > 1) {
            throw new IllegalArgumentException(
                    "%s.shape must begin with 1 or null, one picture: %d"
                            .formatted(where, shape[0]));
        }
        boolean last = layout.equals("NHWC");
        return new ModelPort(
                card.text("name"),
                type.equals("float16"),
                last,
                last ? shape[1] : shape[2],
                last ? shape[2] : shape[3],
                last ? shape[3] : shape[1]);
    }

    /** The shape for one picture. */
    long[] shape(long pictureHeight, long pictureWidth, long channelCount) {
        return channelsLast
                ? new long[] {1, pictureHeight, pictureWidth, channelCount}
                : new long[] {1, channelCount, pictureHeight, pictureWidth};
    }
}
