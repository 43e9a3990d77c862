package galatea.evolve;

import galatea.torch.Ops;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Mutations of a user, found through {@code META-INF/services}. */
public final class TestMutations {
    private static Consumer<String> watcher = label -> {};

    private TestMutations() {}

    /** Is told the label of a watched mutation while a child is bred by it, before its step. */
    static void watch(Consumer<String> next) {
        watcher = next;
    }

    static void watchNoLonger() {
        watcher = label -> {};
    }

    /** mean e⁻ˡ: the objective of AdaBoost. */
    public static final class Exponential implements Mutation {
        @Override
        public String label() {
            return "exponential";
        }

        @Override
        public Tensor objective(Tensor scores) {
            return scores.neg().exp().mean();
        }
    }

    /** Never a number. */
    public static class NotANumber implements Mutation {
        @Override
        public String label() {
            return "not-a-number";
        }

        @Override
        public Tensor objective(Tensor scores) {
            return Ops.mul(scores.mean(), Double.NaN);
        }
    }

    /** Never a number either. */
    public static final class NoNumber extends NotANumber {
        @Override
        public String label() {
            return "no-number";
        }
    }

    /** A mutation of the paper that tells when it is used. */
    private abstract static class Watched implements Mutation {
        private final StandardMutation same;

        Watched(StandardMutation same) {
            this.same = same;
        }

        @Override
        public String label() {
            return "watched-" + same.label();
        }

        @Override
        public Tensor objective(Tensor scores) {
            watcher.accept(label());
            return same.objective(scores);
        }

        @Override
        public boolean halved() {
            return same.halved();
        }
    }

    /** Minimax, watched. */
    public static final class WatchedMinimax extends Watched {
        /** For the service loader. */
        public WatchedMinimax() {
            super(StandardMutation.MINIMAX);
        }
    }

    /** Heuristic, watched. */
    public static final class WatchedHeuristic extends Watched {
        /** For the service loader. */
        public WatchedHeuristic() {
            super(StandardMutation.HEURISTIC);
        }
    }

    /** Least squares, watched. */
    public static final class WatchedLeastSquares extends Watched {
        /** For the service loader. */
        public WatchedLeastSquares() {
            super(StandardMutation.LEAST_SQUARES);
        }
    }
}
