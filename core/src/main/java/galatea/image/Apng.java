package galatea.image;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Encodes animated PNG files: all colours, no loss. Programs that know only PNG show the first
 * frame.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#apng-frame-based-animation">Animation chunks</a>
 */
public final class Apng {

    private static final int MAX_DELAY_MILLIS = 0xffff;

    private Apng() {}

    /**
     * The bytes of an animation.
     *
     * @param frames at least one, all of the same size and channels
     * @param delayMillis time each frame stays, 1…65535 milliseconds
     * @param loops how often it plays; 0 = for ever
     */
    public static byte[] encode(List<Picture> frames, int delayMillis, int loops) {
        Frames.require(frames, delayMillis, MAX_DELAY_MILLIS, loops);
        Picture first = frames.get(0);
        PngChunks chunks =
                new PngChunks().header(first.width(), first.height(), Png.colorType(first));
        chunks.add("acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(loops).array());
        int sequence = 0;
        for (int i = 0; i < frames.size(); i++) {
            Picture frame = frames.get(i);
            chunks.add("fcTL", frameControl(frame, sequence++, delayMillis));
            byte[] data = Png.imageData(frame);
            if (i == 0) {
                chunks.add("IDAT", data);
            } else {
                ByteBuffer numbered = ByteBuffer.allocate(4 + data.length);
                chunks.add("fdAT", numbered.putInt(sequence++).put(data).array());
            }
        }
        return chunks.end();
    }

    private static byte[] frameControl(Picture frame, int sequence, int delayMillis) {
        return ByteBuffer.allocate(26)
                .putInt(sequence)
                .putInt(frame.width())
                .putInt(frame.height())
                .putInt(0) // x
                .putInt(0) // y
                .putShort((short) delayMillis)
                .putShort((short) 1000) // parts of a second
                .put((byte) 0) // leave the frame when its time is over
                .put((byte) 0) // replace what was there
                .array();
    }
}
