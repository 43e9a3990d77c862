package galatea.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are either complete or absent.
 *
 * <p>The bytes go to {@code NAME.part} in the folder of the target, are forced to the disk, and are
 * then moved over the target in one step. A reader sees the old file or the new one, never a part;
 * a process that dies leaves the old file untouched.
 */
public final class AtomicFiles {

    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFiles() {}

    /** Writes the content of a file to a stream; need not close it. */
    @FunctionalInterface
    public interface ByteWriter {
        /** Writes all bytes of the file. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content of a file to a channel; must not close it. */
    @FunctionalInterface
    public interface ChannelWriter {
        /** Writes all bytes of the file, from position 0. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes or replaces a file through a buffered stream.
     *
     * @param target the file; its folder must exist
     * @throws IOException if the writer or the disk fails; the target is then as it was
     */
    public static void write(Path target, ByteWriter writer) throws IOException {
        writeChannel(
                target,
                channel -> {
                    OutputStream out =
                            new BufferedOutputStream(
                                    Channels.newOutputStream(channel), BUFFER_BYTES);
                    writer.writeTo(out);
                    out.flush();
                });
    }

    /** Writes or replaces a file with the given bytes. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
    }

    /** Writes or replaces a file with the text in UTF-8. */
    public static void writeString(Path target, String text) throws IOException {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes or replaces a file through its channel, for writers that hold large buffers.
     *
     * @param target the file; its folder must exist
     * @throws IOException if the writer or the disk fails; the target is then as it was
     */
    public static void writeChannel(Path target, ChannelWriter writer) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                writer.writeTo(channel);
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part); // gone already unless something failed
        }
    }
}
