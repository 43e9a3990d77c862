package galatea.format.pickle;

import galatea.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Python programs saved: plain pickles and files of {@code torch.save}, old and new.
 *
 * <p>The result is made of null, Boolean, Long, BigInteger, Double, String, byte[], List (lists,
 * tuples, sets), Map (in the file's order), {@link StoredTensor}, {@link PickledObject} and {@link
 * PickledName}. Nothing in a file is ever run; lengths are checked before memory is taken, so that
 * memory stays within a small multiple of the file.
 */
public final class PickleFile {
    private static final int PROTO = 0x80;

    private PickleFile() {}

    /** Whether a file begins as a zip or a pickle of protocol 2 to 5 does. */
    public static boolean isPickle(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(2);
            return isZip(head)
                    || (head.length == 2
                            && (head[0] & 0xff) == PROTO
                            && head[1] >= 2
                            && head[1] <= 5);
        }
    }

    /**
     * Reads a file.
     *
     * @throws FormatException for whatever is wrong with its bytes
     */
    public static @Nullable Object read(Path path) throws IOException {
        try {
            return isZip(head(path)) ? TorchZip.read(path) : stream(path);
        } catch (Damage e) {
            throw new FormatException(path.toString(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | java.util.zip.ZipException e) { // hostile bytes of other kinds
            throw new FormatException(path.toString(), "is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(2);
        }
    }

    private static boolean isZip(byte[] head) {
        return head.length == 2 && head[0] == 'P' && head[1] == 'K';
    }

    private static @Nullable Object stream(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new Damage("must have fewer than 2^31 bytes: " + channel.size());
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            ByteInput in = new ByteInput(bytes);
            Object root =
                    new Machine(
                                    in,
                                    new KnownCalls(0),
                                    id -> {
                                        throw new Damage("pickle must have no persistent ids");
                                    })
                            .run();
            return TorchStream.isMagic(root) ? TorchStream.readAfterMagic(in) : root;
        }
    }
}
