package galatea.format;

import galatea.image.Picture;
import galatea.image.Png;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.zip.CRC32C;

/**
 * Appends scalars and pictures to an event file that TensorBoard shows while it grows.
 *
 * <p>The file is a sequence of records: u64 length, u32 masked CRC-32C of the length, the event,
 * u32 masked CRC-32C of the event, all little-endian. Each record is written in one call: an
 * interrupted process leaves at most one incomplete record, which TensorBoard ignores. Safe for use
 * by several threads.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto">Event</a>
 */
public final class TensorBoardWriter implements Closeable {

    // Fields of the messages Event, Summary, Summary.Value and Summary.Image.
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int VALUE_IMAGE = 4;
    private static final int IMAGE_HEIGHT = 1;
    private static final int IMAGE_WIDTH = 2;
    private static final int IMAGE_COLORSPACE = 3;
    private static final int IMAGE_PNG = 4;
    private static final int MASK_DELTA = 0xa282ead8;

    private final Path path;
    private final FileChannel channel;
    private final Clock clock;

    private TensorBoardWriter(Path path, FileChannel channel, Clock clock) {
        this.path = path;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Starts a new file {@code events.out.tfevents.SECONDS.galatea}.
     *
     * @param folder where TensorBoard looks for it; must exist
     */
    public static TensorBoardWriter open(Path folder) throws IOException {
        return open(folder, Clock.systemUTC());
    }

    /** Starts a new file whose name and events take their time from the clock. */
    static TensorBoardWriter open(Path folder, Clock clock) throws IOException {
        long seconds = clock.instant().getEpochSecond();
        while (true) {
            Path path = folder.resolve("events.out.tfevents.%d.galatea".formatted(seconds));
            try {
                FileChannel channel =
                        FileChannel.open(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                TensorBoardWriter writer = new TensorBoardWriter(path, channel, clock);
                writer.append(
                        writer.event(0).text(EVENT_FILE_VERSION, "brain.Event:2").toByteArray());
                return writer;
            } catch (FileAlreadyExistsException e) {
                seconds++; // another writer began in the same second
            }
        }
    }

    /** The event file. */
    public Path path() {
        return path;
    }

    /**
     * Adds one point of a curve.
     *
     * @param tag name of the curve, for example {@code Loss/generator}
     * @param step position on the horizontal axis
     * @param value the point; NaN is shown as such
     */
    public void scalar(String tag, long step, double value) throws IOException {
        summary(step, new ProtoWriter().text(VALUE_TAG, tag).single(VALUE_SIMPLE, (float) value));
    }

    /**
     * Adds one picture.
     *
     * @param tag name of the series of pictures
     * @param step position in the series
     */
    public void image(String tag, long step, Picture picture) throws IOException {
        ProtoWriter image =
                new ProtoWriter()
                        .integer(IMAGE_HEIGHT, picture.height())
                        .integer(IMAGE_WIDTH, picture.width())
                        .integer(IMAGE_COLORSPACE, picture.channels())
                        .bytes(IMAGE_PNG, Png.encode(picture));
        summary(step, new ProtoWriter().text(VALUE_TAG, tag).message(VALUE_IMAGE, image));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void summary(long step, ProtoWriter value) throws IOException {
        ProtoWriter summary = new ProtoWriter().message(SUMMARY_VALUE, value);
        append(event(step).message(EVENT_SUMMARY, summary).toByteArray());
    }

    private ProtoWriter event(long step) {
        double seconds = clock.millis() / 1000.0;
        return new ProtoWriter().real(EVENT_WALL_TIME, seconds).integer(EVENT_STEP, step);
    }

    private synchronized void append(byte[] event) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + event.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(event.length);
        bytes.putInt(maskedCrc(bytes.array(), Long.BYTES));
        bytes.put(event).putInt(maskedCrc(event, event.length)).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }
}
