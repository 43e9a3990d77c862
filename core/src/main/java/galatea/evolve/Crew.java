package galatea.evolve;

import galatea.model.Discriminator;
import galatea.model.Networks;
import galatea.torch.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Breeders that work side by side, each with a copy of the discriminator; the first has the
 * discriminator itself. What a task computes does not depend on who does it, nor on how many there
 * are.
 */
final class Crew implements AutoCloseable {
    private final List<Breeder> breeders = new ArrayList<>();
    private final @Nullable ExecutorService threads; // null for a crew of one

    /**
     * A crew.
     *
     * @param size breeders, at least 1; each on a thread of its own, if there are several
     */
    Crew(EvolutionConfig config, Discriminator discriminator, int size) {
        breeders.add(new Breeder(config, discriminator));
        for (int i = 1; i < size; i++) {
            Discriminator copy =
                    Networks.discriminator(config.network(), discriminator.parameters().dtype(), 0);
            breeders.add(new Breeder(config, copy));
        }
        threads = size == 1 ? null : Executors.newFixedThreadPool(size, Crew::daemon);
    }

    /** As many engine threads inside an operation as the thread that trains has. */
    private static Thread daemon(Runnable work) {
        int inOperation = Engine.threads();
        Runnable prepared =
                () -> {
                    Engine.setThreads(inOperation);
                    work.run();
                };
        Thread thread = new Thread(prepared, "galatea-breed");
        thread.setDaemon(true);
        return thread;
    }

    /** The breeder with the discriminator itself. */
    Breeder first() {
        return breeders.get(0);
    }

    /** Does tasks 0…count − 1, the i-th by breeder i mod size; returns when all are done. */
    void forEach(int count, ObjIntConsumer<Breeder> task) {
        if (threads == null) {
            for (int i = 0; i < count; i++) {
                task.accept(first(), i);
            }
            return;
        }
        breeders.subList(1, breeders.size())
                .forEach(b -> b.judge().parameters().copyFrom(first().judge().parameters()));
        List<Future<?>> shares = new ArrayList<>();
        for (int w = 0; w < breeders.size(); w++) {
            int worker = w;
            shares.add(threads.submit(() -> share(worker, count, task)));
        }
        shares.forEach(Crew::await);
    }

    private void share(int worker, int count, ObjIntConsumer<Breeder> task) {
        for (int i = worker; i < count; i += breeders.size()) {
            task.accept(breeders.get(worker), i);
        }
    }

    private static void await(Future<?> share) {
        try {
            share.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while breeding", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException("a breeder failed: " + e.getCause(), e.getCause());
        }
    }

    /** Waits for those who are still at work after another failed: their tensors are freed next. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
            awaitEnd(threads);
        }
        breeders.subList(1, breeders.size()).forEach(b -> b.judge().close());
    }

    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
