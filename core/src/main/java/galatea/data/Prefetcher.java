package galatea.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prepares the next batches of a {@link Sampler} in the background.
 *
 * <p>It gives exactly the batches the sampler would give. Batches prepared in vain, because the
 * batch size or the position changed, are dropped. Belongs to one thread.
 */
public final class Prefetcher implements Closeable {
    private final Sampler sampler;
    private final int depth;
    private final ExecutorService threads;
    private final Deque<Future<Batch>> waiting = new ArrayDeque<>();
    private int waitingSize;
    private long position;

    /** Starts at the sampler's position, with two batches ahead and one thread. */
    public Prefetcher(Sampler sampler) {
        this(sampler, 2, 1);
    }

    /**
     * Starts at the sampler's position.
     *
     * @param depth how many batches are prepared ahead, at least 1
     * @param threads how many threads prepare them, at least 1
     */
    public Prefetcher(Sampler sampler, int depth, int threads) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1: " + depth);
        }
        this.sampler = sampler;
        this.depth = depth;
        this.position = sampler.position();
        this.threads =
                Executors.newFixedThreadPool(threads, OrderedWork.daemons("galatea-prefetch"));
    }

    /** How many images were shown. */
    public long position() {
        return position;
    }

    /**
     * Continues at a position.
     *
     * @param newPosition images shown so far, at least 0
     */
    public void seek(long newPosition) {
        sampler.seek(newPosition);
        position = newPosition;
        drop();
    }

    /**
     * The next images; waits only if they are not ready.
     *
     * @param n at least 1; may differ from call to call
     * @throws UncheckedIOException if an image cannot be read
     * @throws IllegalStateException if this prefetcher is closed
     */
    public Batch next(int n) {
        if (threads.isShutdown()) {
            throw new IllegalStateException("the prefetcher is closed");
        }
        if (n != waitingSize) {
            drop();
            waitingSize = n;
        }
        prepare(1);
        Batch batch = await(waiting.remove());
        position += n;
        sampler.seek(position);
        prepare(depth);
        return batch;
    }

    private void prepare(int count) {
        int n = waitingSize;
        while (waiting.size() < count) {
            long start = position + (long) waiting.size() * n;
            waiting.add(threads.submit(() -> sampler.at(start, n)));
        }
    }

    private void drop() {
        waiting.forEach(future -> future.cancel(false));
        waiting.clear();
    }

    private Batch await(Future<Batch> future) {
        try {
            return OrderedWork.await(future);
        } catch (IOException e) {
            drop();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
    }

    /** Stops the threads; batches that wait are lost. */
    @Override
    public void close() {
        drop();
        threads.shutdownNow();
    }
}
