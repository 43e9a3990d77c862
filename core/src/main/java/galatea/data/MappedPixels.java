package galatea.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Images in a temporary file that is mapped into memory: the operating system keeps what is in use.
 *
 * <p>The file is written through a channel, where a full disk is an error and not a crash, and
 * mapped only when it is complete.
 */
final class MappedPixels implements PixelStore {
    private static final int MAX_SEGMENT = 1 << 30;

    private final int imageBytes;
    private final int imagesPerSegment;
    private final Path file;
    private final FileChannel channel;
    private final List<MappedByteBuffer> segments = new ArrayList<>();

    MappedPixels(int imageBytes, Path folder) throws IOException {
        this.imageBytes = imageBytes;
        imagesPerSegment = Math.max(1, MAX_SEGMENT / imageBytes);
        file = Files.createTempFile(folder, "galatea-images-", ".u8");
        file.toFile().deleteOnExit();
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void add(byte[] image) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(image);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void finish() throws IOException {
        long total = channel.size();
        long segment = (long) imagesPerSegment * imageBytes;
        for (long at = 0; at < total; at += segment) {
            long length = Math.min(segment, total - at);
            segments.add(channel.map(FileChannel.MapMode.READ_ONLY, at, length));
        }
        channel.close();
    }

    @Override
    public void read(int index, byte[] target, int offset) {
        int start = index % imagesPerSegment * imageBytes;
        segments.get(index / imagesPerSegment).get(start, target, offset, imageBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        segments.clear();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Windows keeps mapped files until the process ends: deleteOnExit removes it then.
            file.toFile().deleteOnExit();
        }
    }
}
