package galatea.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Work done by several threads, with the results handed over one by one in order. */
final class OrderedWork {
    private OrderedWork() {}

    /** One numbered piece of work. */
    @FunctionalInterface
    interface Task<T> {
        T run(int index) throws IOException;
    }

    /** Takes a result, on the thread that called {@link #forEach}. */
    @FunctionalInterface
    interface Sink<T> {
        void accept(int index, T result) throws IOException;
    }

    /** As many threads as leave one core to others. */
    static int defaultThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    /** Daemon threads of this name. */
    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs tasks 0 to count - 1; at most a few results per thread wait for the sink. */
    static <T> void forEach(int count, int threads, Task<T> task, Sink<T> sink) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, daemons("galatea-decode"));
        Deque<Future<T>> running = new ArrayDeque<>();
        try {
            int started = 0;
            for (int i = 0; i < count; i++) {
                while (started < count && running.size() < 4 * threads) {
                    int index = started++;
                    running.add(pool.submit((Callable<T>) () -> task.run(index)));
                }
                sink.accept(i, await(running.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** The result of a task; its exception becomes the caller's. */
    static <T> T await(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading pictures");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            } else if (cause instanceof RuntimeException runtime) {
                throw runtime;
            } else if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("unexpected failure while reading pictures", cause);
        }
    }
}
