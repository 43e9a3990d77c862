package galatea.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The container of a PNG file: a signature, then chunks of length, type, data and CRC-32. */
final class PngChunks {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngChunks() {
        out.writeBytes(SIGNATURE);
    }

    /** Adds a chunk with a type of four letters. */
    PngChunks add(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    /**
     * Adds the IHDR chunk of an image with 8 bits per sample, not interlaced.
     *
     * @param colorType 0 gray, 2 RGB, 3 palette, 6 RGBA
     */
    PngChunks header(int width, int height, int colorType) {
        ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
        data.put((byte) 8).put((byte) colorType); // then deflate, adaptive filters, no interlace
        return add("IHDR", data.array());
    }

    /** Ends the file and gives its bytes. */
    byte[] end() {
        return add("IEND", new byte[0]).out.toByteArray();
    }
}
