package galatea.evolve;

import galatea.torch.Ops;
import galatea.train.AdversarialLoss;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/** The mutations of the paper and of its relatives; l is a raw score, p = σ(l). */
public enum StandardMutation implements Mutation {
    /** ½ · mean log(1 − p): effective where real and generated overlap (equation 3). */
    MINIMAX(true) {
        @Override
        public Tensor objective(Tensor scores) {
            return AdversarialLoss.MINIMAX.generator(scores);
        }
    },
    /** −½ · mean log p: strong while the discriminator wins (equation 4). */
    HEURISTIC(true) {
        @Override
        public Tensor objective(Tensor scores) {
            return AdversarialLoss.NON_SATURATING.generator(scores);
        }
    },
    /** mean (p − 1)²: on the probability, as the paper writes it (equation 5). */
    LEAST_SQUARES(false) {
        @Override
        public Tensor objective(Tensor scores) {
            return Ops.add(scores.sigmoid(), -1).square().mean();
        }
    },
    /** mean (l − 1)²: on the raw score, as the paper's second program computes it. */
    LEAST_SQUARES_LOGIT(false) {
        @Override
        public Tensor objective(Tensor scores) {
            return Ops.add(scores, -1).square().mean();
        }
    },
    /** −mean l: suits a discriminator with the Wasserstein loss. */
    WASSERSTEIN(false) {
        @Override
        public Tensor objective(Tensor scores) {
            return AdversarialLoss.WASSERSTEIN.generator(scores);
        }
    },
    /** −mean l: suits a discriminator with the hinge loss. */
    HINGE(false) {
        @Override
        public Tensor objective(Tensor scores) {
            return AdversarialLoss.HINGE.generator(scores);
        }
    };

    private final boolean halved;

    StandardMutation(boolean halved) {
        this.halved = halved;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean halved() {
        return halved;
    }
}
