package galatea.dissect;

import galatea.data.ContentHash;
import galatea.segment.Segmenter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.bytedeco.pytorch.Tensor;

/**
 * The label maps of a sample: segmented once, then read from a file that is named after all that
 * they depend on. What an interrupted process has segmented is not segmented again.
 */
final class LabelStore implements AutoCloseable {
    /** Larger pictures are labelled at every second pixel, or every fourth… */
    private static final int MAX_SIDE = 128;

    private final Segmenter segmenter;
    private final int pictures;
    private final int side;
    private final int stride; // pixels of a picture per pixel of a label map
    private final Path finished;
    private final Path part;
    private final FileChannel channel;
    private int known; // pictures in the file

    private LabelStore(Segmenter segmenter, Specimen specimen, Path folder) throws IOException {
        this.segmenter = segmenter;
        pictures = specimen.size();
        stride = Math.max(1, specimen.resolution() / MAX_SIDE);
        side = specimen.resolution() / stride;
        String name = ContentHash.of("1\n" + specimen.identity() + "\n" + segmenter.identity());
        finished = folder.resolve(name + ".labels");
        part = folder.resolve(name + ".labels.part");
        channel = open();
        known = (int) Math.min(pictures, channel.size() / bytesPerPicture());
    }

    /**
     * Opens or starts the labels of a sample.
     *
     * @param folder for the files of all samples, made if it is not there
     * @throws FileSystemException if another process is labelling the same sample
     */
    static LabelStore open(Segmenter segmenter, Specimen specimen, Path folder) throws IOException {
        Files.createDirectories(folder);
        return new LabelStore(segmenter, specimen, folder);
    }

    private FileChannel open() throws IOException {
        if (Files.exists(finished) && Files.size(finished) == pictures * bytesPerPicture()) {
            return FileChannel.open(finished, StandardOpenOption.READ);
        }
        FileChannel file =
                FileChannel.open(
                        part,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // of this process: the same as if it were of another
        }
        file.close();
        throw new FileSystemException(
                part.toString(), null, "is being written by another dissection; wait for its end");
    }

    /** Height and width of the label maps. */
    int side() {
        return side;
    }

    private long bytesPerPicture() {
        return (long) segmenter.maps() * side * side;
    }

    /**
     * The label maps of a batch, from the file or by segmenting; in order at the first time.
     *
     * @param batch with its pictures
     * @return [count, maps, side, side]
     */
    byte[] labels(Sweep.Batch batch) throws IOException {
        if (batch.from() + batch.count() <= known) {
            return read(batch.from(), batch.count());
        }
        byte[] labels = thinned(segmenter.labels(batch.images()), batch.images());
        ByteBuffer bytes = ByteBuffer.wrap(labels);
        long position = batch.from() * bytesPerPicture();
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        known = batch.from() + batch.count();
        if (known == pictures) {
            channel.force(true);
            Files.move(part, finished, StandardCopyOption.REPLACE_EXISTING);
        }
        return labels;
    }

    /** Every stride-th label of every stride-th row, from the middle of its square. */
    private byte[] thinned(byte[] labels, Tensor images) {
        int from = (int) images.size(2);
        if (stride == 1) {
            return labels;
        }
        byte[] thinned = new byte[labels.length / (stride * stride)];
        for (int i = 0; i < thinned.length; i++) {
            int map = i / (side * side);
            int y = i / side % side * stride + stride / 2;
            int x = i % side * stride + stride / 2;
            thinned[i] = labels[(map * from + y) * from + x];
        }
        return thinned;
    }

    /** The label maps of pictures that were labelled before: [count, maps, side, side]. */
    byte[] read(int from, int count) throws IOException {
        byte[] labels = new byte[Math.toIntExact(count * bytesPerPicture())];
        ByteBuffer bytes = ByteBuffer.wrap(labels);
        long position = from * bytesPerPicture();
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position);
            if (read < 0) {
                throw new EOFException(finished + " became shorter while it was read");
            }
            position += read;
        }
        return labels;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
