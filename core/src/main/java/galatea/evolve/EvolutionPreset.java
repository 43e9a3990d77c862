package galatea.evolve;

import static galatea.evolve.StandardMutation.HEURISTIC;
import static galatea.evolve.StandardMutation.LEAST_SQUARES;
import static galatea.evolve.StandardMutation.LEAST_SQUARES_LOGIT;
import static galatea.evolve.StandardMutation.MINIMAX;

import galatea.evolve.EvolutionRules.Fakes;
import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.EvolutionRules.Order;
import galatea.evolve.EvolutionRules.Siblings;
import galatea.evolve.Fitness.Diversity;
import galatea.evolve.Fitness.Quality;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules, batch and Adam of Galatea, of the paper, and of its two programs, for points and for
 * pictures.
 *
 * <p>The networks are Galatea's: the programs' latents are uniform, and the first one's toys have
 * 512 units, weights from N(0, 0.02²), a batch normalisation and β₁ = 0 in the discriminator, and
 * judge 256 fakes against 64 reals.
 */
public enum EvolutionPreset {
    /** The paper where it speaks; where it is silent, what measures best. */
    GALATEA {
        @Override
        public EvolutionRules rules(boolean points) {
            return paperRules(points, points ? 1 : 2, 64, true);
        }

        @Override
        public int batch(boolean points) {
            return points ? 64 : 32;
        }

        @Override
        public double learningRate(boolean points) {
            return points ? 1e-3 : 2e-4;
        }

        @Override
        public double decay(boolean points) {
            return points ? 0.7 : 0;
        }

        @Override
        public double r1Gamma(boolean points) {
            return points ? 0.1 : 10;
        }
    },
    /** Algorithm 1 of the paper to the letter; latents of the evaluation differ by child. */
    PAPER {
        @Override
        public EvolutionRules rules(boolean points) {
            return paperRules(points, 2, 256, false);
        }

        @Override
        public int batch(boolean points) {
            return points ? 64 : 16;
        }

        @Override
        public double learningRate(boolean points) {
            return 2e-4;
        }
    },
    /** The first program, in Theano: children in a chain, moments by mutation. */
    THEANO_2018 {
        @Override
        public EvolutionRules rules(boolean points) {
            return new EvolutionRules(
                    labels(HEURISTIC, MINIMAX, LEAST_SQUARES),
                    1,
                    points ? 1 : 3,
                    points ? 256 : 96,
                    new Fitness.Rule(
                            points ? 1 : 0.002, Quality.PROBABILITY, Diversity.SQUARED_NORM),
                    Selection.FITNESS,
                    false,
                    Order.GENERATORS_FIRST,
                    Fakes.SURVIVORS_EVALUATION,
                    Siblings.CHAINED,
                    Moments.PER_MUTATION,
                    false,
                    false);
        }

        @Override
        public int batch(boolean points) {
            return points ? 64 : 32;
        }

        @Override
        public double learningRate(boolean points) {
            return points ? 1e-4 : 2e-4;
        }

        @Override
        public double beta2() {
            return 0.999;
        }
    },
    /** The second program, in PyTorch, after its correction of July 2020. */
    PYTORCH_2020 {
        @Override
        public EvolutionRules rules(boolean points) {
            return new EvolutionRules(
                    labels(HEURISTIC, MINIMAX, LEAST_SQUARES_LOGIT),
                    1,
                    3,
                    256,
                    Fitness.Rule.paper(0.01),
                    Selection.FITNESS,
                    false,
                    Order.GENERATORS_FIRST,
                    Fakes.SURVIVORS_EVALUATION,
                    Siblings.INDEPENDENT,
                    Moments.INHERITED,
                    false,
                    false);
        }

        @Override
        public int batch(boolean points) {
            return 32;
        }

        @Override
        public double learningRate(boolean points) {
            return 2e-4;
        }

        @Override
        public double beta2() {
            return 0.999;
        }
    };

    /** The rules, for points or for pictures. */
    public abstract EvolutionRules rules(boolean points);

    /** m, points or pictures per step. */
    public abstract int batch(boolean points);

    /** Adam's η. */
    public abstract double learningRate(boolean points);

    /** Share of the generations over which η falls to 0, at the end. */
    public double decay(boolean points) {
        return 0;
    }

    /** Weight of R1 in the discriminator's steps; the paper knows no such penalty. */
    public double r1Gamma(boolean points) {
        return 0;
    }

    /** Adam's β₁. */
    public double beta1() {
        return 0.5;
    }

    /** Adam's β₂. */
    public double beta2() {
        return 0.99;
    }

    /** γ = 0.5 on toys, 0.001 on pictures: the journal version's grid search. */
    private static EvolutionRules paperRules(
            boolean points, int discriminatorSteps, int evaluationBatch, boolean sharedLatents) {
        return new EvolutionRules(
                labels(MINIMAX, HEURISTIC, LEAST_SQUARES),
                1,
                discriminatorSteps,
                evaluationBatch,
                Fitness.Rule.paper(points ? 0.5 : 0.001),
                Selection.FITNESS,
                false,
                Order.DISCRIMINATOR_FIRST,
                Fakes.FRESH,
                Siblings.INDEPENDENT,
                Moments.INHERITED,
                true,
                sharedLatents);
    }

    private static List<String> labels(StandardMutation... mutations) {
        return Stream.of(mutations).map(StandardMutation::label).toList();
    }
}
