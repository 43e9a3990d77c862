package galatea.train;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to train in a run's folder; a process that dies gives it back. */
final class RunLock implements Closeable {
    static final String NAME = ".lock";

    /**
     * Folders in use by this process: the system would not refuse it a second time, and takes all
     * rights to a file back as soon as one of its channels is closed.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws IOException if somebody else has it
     */
    static RunLock take(Path run) throws IOException {
        Path folder = run.toRealPath();
        if (!HELD.add(folder)) {
            throw taken(run);
        }
        try {
            FileChannel channel = FileChannel.open(folder.resolve(NAME), CREATE, WRITE);
            if (!locks(channel)) {
                channel.close();
                throw taken(run);
            }
            return new RunLock(folder, channel);
        } catch (IOException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return true; // file systems without locks protect nobody, but can be trained on
        }
    }

    private static IOException taken(Path run) {
        return new IOException(
                run + " is in use by another training: stop that first, or wait for its end");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
