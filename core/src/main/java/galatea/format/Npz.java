package galatea.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz} format: a zip archive of {@code .npy} members. */
public final class Npz {

    private static final String SUFFIX = ".npy";

    private Npz() {}

    /** Names of the arrays, without {@code .npy}, in the order of the archive. */
    public static List<String> names(Path file) throws IOException {
        try (ZipFile zip = open(file)) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        }
    }

    /**
     * Reads one array of fewer than 2³¹ bytes.
     *
     * @param name without {@code .npy}
     * @throws FormatException if the file is no zip archive, has no such member, or the member is
     *     damaged
     */
    public static NpyArray read(Path file, String name) throws IOException {
        return read(file, name, Integer.MAX_VALUE);
    }

    /**
     * Reads one array of at most {@code maxBytes} bytes of elements: archives may unfold to far
     * more than their own size.
     *
     * @param name without {@code .npy}
     * @throws FormatException if the file is no zip archive, has no such member, or the member is
     *     damaged or larger
     */
    public static NpyArray read(Path file, String name, int maxBytes) throws IOException {
        try (ZipFile zip = open(file)) {
            ZipEntry entry = zip.getEntry(name + SUFFIX);
            if (entry == null) {
                throw new FormatException(file.toString(), "must have the array: " + name);
            }
            try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                return Npy.read(in, file + "!" + entry.getName(), maxBytes);
            }
        } catch (ZipException | EOFException e) {
            throw new FormatException(file.toString(), "member is damaged: " + name, e);
        }
    }

    /**
     * Writes or replaces an archive atomically; equal arrays give equal bytes.
     *
     * @param arrays by name, without {@code .npy}, written in the map's order
     */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        AtomicFiles.write(
                file,
                out -> {
                    ZipOutputStream zip = new ZipOutputStream(out);
                    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                        zip.putNextEntry(entry);
                        Npy.write(zip, array.getValue());
                        zip.closeEntry();
                    }
                    zip.finish();
                });
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new FormatException(file.toString(), "must be a zip archive (npz)", e);
        }
    }
}
