package galatea.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The entries of a zip, read in place: nothing is ever extracted to a path. */
final class ZipTree implements FileTree {
    private final Path path;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new TreeMap<>();

    ZipTree(Path path) throws IOException {
        this.path = path;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw new DataException(
                    "%s must be a zip: %s; copy or download it again"
                            .formatted(path, e.getMessage()),
                    e);
        }
        zip.stream().filter(entry -> !entry.isDirectory()).forEach(this::add);
    }

    private void add(ZipEntry entry) {
        String name = entry.getName().replace('\\', '/');
        if (!FileTree.isHidden(name)) {
            entries.put(name, entry);
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public byte[] read(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new DataException(path + " has no member " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) MAX_FILE_BYTES);
            if (in.read() >= 0) {
                throw new DataException(
                        "%s must be at most %d bytes unpacked: more"
                                .formatted(name, MAX_FILE_BYTES));
            }
            return bytes;
        }
    }

    @Override
    public String root() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
