package galatea.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip of stored entries that appears under its name only when it is complete. Equal contents give
 * equal files.
 */
final class DatasetZip implements Closeable {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path dest;
    private final Path temporary;
    private final ZipOutputStream out;

    DatasetZip(Path dest) throws IOException {
        this.dest = dest.toAbsolutePath();
        Path folder = this.dest.getParent();
        if (folder == null) {
            throw new DataException("dest must be a file: " + dest);
        }
        Files.createDirectories(folder);
        temporary = Files.createTempFile(folder, "." + dest.getFileName() + ".", ".tmp");
        out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)));
        out.setMethod(ZipOutputStream.STORED);
    }

    /** Adds an entry. */
    void add(String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /** Moves the complete file into place. */
    void finish() throws IOException {
        out.close();
        try {
            Files.move(temporary, dest, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, dest, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes the file if it was not finished. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
