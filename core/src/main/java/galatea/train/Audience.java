package galatea.train;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who hear of a run, in their order.
 *
 * @param <L> kind of listener
 */
public final class Audience<L> {
    private final List<L> listeners;

    /** These and no others. */
    public Audience(List<L> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** What a listener hears. */
    @FunctionalInterface
    public interface Notice<L> {
        /** Tells one. */
        void to(L listener) throws IOException;
    }

    /** What a run does. */
    @FunctionalInterface
    public interface Work {
        /** All of it. */
        void run() throws IOException;
    }

    /** Tells everybody; ends at the first who fails. */
    public void tell(Notice<L> notice) throws IOException {
        for (L listener : listeners) {
            notice.to(listener);
        }
    }

    /**
     * Works, then tells everybody of the end, whatever the work or one of them does; the first
     * failure is the one that is thrown.
     */
    public void during(Work work, Notice<L> ended) throws IOException {
        try (Closeable end = () -> tellAll(ended)) {
            work.run();
        }
    }

    private void tellAll(Notice<L> notice) throws IOException {
        @Nullable IOException first = null;
        for (L listener : listeners) {
            try {
                notice.to(listener);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
