package galatea.torch;

import static galatea.testing.LeakCheck.assertLeavesNothingBehind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
    private static final Offset<Double> PRINTED = within(5.1e-5);

    /** torch.manual_seed(0); torch.randn(3), and so on, as Python prints them. */
    @Test
    void drawsAreThoseOfPython() {
        assertThat(normals(0, 3)).containsExactly(new double[] {1.5410, -0.2934, -2.1788}, PRINTED);
        assertThat(normals(42, 3)).containsExactly(new double[] {0.3367, 0.1288, 0.2345}, PRINTED);
        assertThat(uniforms(0, 3)).containsExactly(new double[] {0.4963, 0.7682, 0.0885}, PRINTED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 0x123456789abcdefL})
    void equalSeedsDrawEquallyOnEveryThread(long seed) throws Exception {
        double[] here = normals(seed, 40);
        assertThat(elsewhere(() -> normals(seed, 40))).isEqualTo(here);
    }

    @Test
    void seedsDrawDifferently() {
        assertThat(normals(2, 5)).isNotEqualTo(normals(1, 5));
    }

    /** Both draw in turn, each after the other has seeded and drawn. */
    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        double[] alone = parts(5, () -> {});
        CyclicBarrier barrier = new CyclicBarrier(2);
        Runnable turn = () -> await(barrier);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<double[]> theirs = other.submit(() -> parts(6, turn));
            assertThat(parts(5, turn)).isEqualTo(alone);
            assertThat(theirs.get()).isEqualTo(parts(6, () -> {}));
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void seedingElsewhereDoesNotSeedHere() throws Exception {
        Engine.seed(7);
        double[] first = draw(5);
        double[] second = draw(5);
        Engine.seed(7);
        assertThat(draw(5)).isEqualTo(first);
        elsewhere(() -> normals(7, 5));
        assertThat(draw(5)).isEqualTo(second);
    }

    @Test
    void shufflingGoesByTheStream() throws Exception {
        double[] here = shuffled(9);
        assertThat(here).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(elsewhere(() -> shuffled(9))).isEqualTo(here);
        assertThat(shuffled(10)).isNotEqualTo(here);
    }

    @Test
    void drawingLeavesNothingBehind() {
        assertLeavesNothingBehind(() -> normals(1, 5));
    }

    private static double[] shuffled(long seed) {
        Engine.seed(seed);
        double[] numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        try (Scope scope = new Scope()) {
            return Ops.doubles(Ops.shuffled(Ops.of(DType.FLOAT64, numbers, 10)));
        }
    }

    private static double[] parts(long seed, Runnable between) {
        double[] all = new double[20];
        between.run();
        Engine.seed(seed);
        for (int i = 0; i < 4; i++) {
            between.run();
            System.arraycopy(draw(5), 0, all, 5 * i, 5);
            between.run();
        }
        return all;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException("the other thread failed", e);
        }
    }

    private static double[] elsewhere(Callable<double[]> work)
            throws InterruptedException, ExecutionException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            return other.submit(work).get();
        } finally {
            other.shutdownNow();
        }
    }

    private static double[] normals(long seed, int count) {
        Engine.seed(seed);
        return draw(count);
    }

    private static double[] draw(int count) {
        try (Scope scope = new Scope()) {
            return Ops.doubles(Ops.randn(DType.FLOAT32, count));
        }
    }

    private static double[] uniforms(long seed, int count) {
        Engine.seed(seed);
        try (Scope scope = new Scope()) {
            return Ops.doubles(Ops.rand(DType.FLOAT32, count));
        }
    }
}
