package galatea.data;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of stored entries. Equal contents give equal files. */
final class DatasetZip {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream out;

    /**
     * @param target is not closed
     */
    DatasetZip(OutputStream target) {
        out = new ZipOutputStream(target);
        out.setMethod(ZipOutputStream.STORED);
    }

    /** Adds an entry. */
    void add(String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /** Writes the table of contents. */
    void finish() throws IOException {
        out.finish();
    }
}
