package galatea.train;

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
        @Nullable Exception failure = null;
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            tellAll(ended, failure);
        }
    }

    private void tellAll(Notice<L> notice, @Nullable Exception before) throws IOException {
        @Nullable Exception failure = before;
        for (L listener : listeners) {
            try {
                notice.to(listener);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (before == null && failure instanceof IOException e) {
            throw e;
        }
    }
}
