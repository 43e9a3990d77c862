package galatea.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes animated GIF files with 256 colours per frame; equal frames give equal bytes.
 *
 * <p>{@link Apng} keeps all colours; GIF is for programs that know nothing better. Transparent
 * pixels are laid over white.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF 89a</a>
 */
public final class Gif {

    private static final int MAX_DELAY_MILLIS = 655_350;
    private static final int MAX_SIZE = 0xffff;
    private static final int COLORS = 256;
    private static final int COLOR_BITS = 8;
    private static final int WHITE = 0xffffff;
    private static final int MAX_BLOCK = 255;

    private Gif() {}

    /**
     * The bytes of an animation.
     *
     * @param frames at least one, all of the same size and channels, at most 65535 pixels a side
     * @param delayMillis time each frame stays, 1…655350 milliseconds; rounded to hundredths of a
     *     second, and many programs slow down below 20 milliseconds
     * @param loops how often it plays; 0 = for ever
     */
    public static byte[] encode(List<Picture> frames, int delayMillis, int loops) {
        Frames.require(frames, delayMillis, MAX_DELAY_MILLIS, loops);
        Picture first = frames.get(0);
        requireSize(first);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeText(out, "GIF89a");
        writeShorts(out, first.width(), first.height());
        out.writeBytes(new byte[] {0x70, 0, 0}); // no global palette
        if (loops != 1) {
            writeLoops(out, loops == 0 ? 0 : loops - 1);
        }
        for (Picture frame : frames) {
            writeFrame(out, Channels.toRgb(frame, WHITE), Math.max(1, (delayMillis + 5) / 10));
        }
        out.write(0x3b); // end of file
        return out.toByteArray();
    }

    private static void requireSize(Picture frame) {
        if (frame.width() > MAX_SIZE || frame.height() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "frames must be at most 65535 pixels a side: %d x %d"
                            .formatted(frame.width(), frame.height()));
        }
    }

    private static void writeLoops(ByteArrayOutputStream out, int repeats) {
        out.writeBytes(new byte[] {0x21, (byte) 0xff, 11});
        writeText(out, "NETSCAPE2.0");
        out.writeBytes(new byte[] {3, 1});
        writeShorts(out, repeats);
        out.write(0);
    }

    private static void writeFrame(ByteArrayOutputStream out, Picture frame, int hundredths) {
        out.writeBytes(new byte[] {0x21, (byte) 0xf9, 4, 1 << 2}); // keep the frame
        writeShorts(out, hundredths);
        out.writeBytes(new byte[] {0, 0});
        out.write(0x2c);
        writeShorts(out, 0, 0, frame.width(), frame.height());
        out.write(0x80 | (COLOR_BITS - 1)); // own palette of 256
        Palette palette = new Palette(frame.pixels(), COLORS);
        writePalette(out, palette.colors());
        out.write(COLOR_BITS);
        writeBlocks(out, new LzwEncoder(COLOR_BITS).encode(palette.indices(frame.pixels())));
    }

    private static void writePalette(ByteArrayOutputStream out, int[] colors) {
        for (int i = 0; i < COLORS; i++) {
            int color = i < colors.length ? colors[i] : 0;
            out.write(color >> 16);
            out.write(color >> 8);
            out.write(color);
        }
    }

    private static void writeBlocks(ByteArrayOutputStream out, byte[] data) {
        for (int start = 0; start < data.length; start += MAX_BLOCK) {
            int size = Math.min(MAX_BLOCK, data.length - start);
            out.write(size);
            out.write(data, start, size);
        }
        out.write(0);
    }

    private static void writeShorts(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
            out.write(value >> 8);
        }
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
