package galatea.format.pickle;

import galatea.format.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Python programs saved: plain pickles of protocols 0 to 5 and files of {@code
 * torch.save}, old and new.
 *
 * <p>The result is made of null, Boolean, Long, BigInteger, Double, String, byte[], List (lists,
 * tuples and sets), Map (in the file's order), {@link StoredTensor}, {@link PickledObject} and
 * {@link PickledName}. Nothing that a file names is ever loaded or run. Lengths are checked before
 * memory is taken; a file may have 5 million instructions, bytes and storages of fewer than 2^31
 * bytes, and lists and dictionaries in each other 200 deep, not in themselves.
 *
 * @see <a href="https://docs.python.org/3/library/pickletools.html">The instructions</a>
 */
public final class PickleFile {
    private static final int PROTO = 0x80;
    private static final int HEAD_BYTES = 32;

    private PickleFile() {}

    /**
     * Whether a file begins as a pickle of protocol 2 to 5 does, or is a zip of {@code torch.save}.
     * Nothing else of it is looked at.
     */
    public static boolean isPickle(Path path) throws IOException {
        byte[] head = head(path);
        return isZip(head) ? TorchZip.isTorch(path) : isPickle(head);
    }

    /**
     * Reads a file.
     *
     * @throws FormatException for whatever is wrong with its bytes
     */
    public static @Nullable Object read(Path path) throws IOException {
        byte[] head = head(path);
        try {
            return isZip(head) ? TorchZip.read(path) : stream(path);
        } catch (Damage e) {
            String message = e.getMessage() + (isZip(head) || isPickle(head) ? "" : begins(head));
            throw new FormatException(path.toString(), message, e);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new FormatException(path.toString(), "zip must be sound: " + e.getMessage(), e);
        }
    }

    private static String begins(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        return "; must be a pickle or a torch file, but begins with " + Damage.quote(start);
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    private static boolean isZip(byte[] head) {
        return head.length >= 2 && head[0] == 'P' && head[1] == 'K';
    }

    private static boolean isPickle(byte[] head) {
        return head.length >= 2 && (head[0] & 0xff) == PROTO && head[1] >= 2 && head[1] <= 5;
    }

    private static @Nullable Object stream(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new Damage("pickle must have fewer than 2^31 bytes: " + channel.size());
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            ByteInput in = new ByteInput(bytes);
            Source source = new Source(path.toString(), new Budget(bytes.remaining()), 0);
            Object root = new Machine(in, source, PickleFile::refuse).run();
            return TorchStream.isMagic(root) ? TorchStream.readAfterMagic(in, source) : root;
        }
    }

    private static Object refuse(@Nullable Object id) {
        throw new Damage("plain pickle must have no persistent ids");
    }
}
