package galatea.train;

import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * The game between generator and discriminator: what each of them minimises, given raw scores.
 *
 * <p>Scores are [N]; losses are single numbers, means over the batch. σ is the logistic function.
 */
public enum AdversarialLoss {
    /** G: −log σ(D(fake)); D: −log σ(D(real)) − log(1 − σ(D(fake))) (Goodfellow et al. 2014). */
    NON_SATURATING {
        @Override
        public Tensor generator(Tensor fake) {
            return Ops.softplus(fake.neg()).mean();
        }

        @Override
        public Tensor onReal(Tensor real) {
            return Ops.softplus(real.neg()).mean();
        }

        @Override
        public Tensor onFake(Tensor fake) {
            return Ops.softplus(fake).mean();
        }
    },
    /** The original game: G: log(1 − σ(D(fake))), which saturates when D wins. */
    MINIMAX {
        @Override
        public Tensor generator(Tensor fake) {
            return Ops.softplus(fake).mean().neg();
        }

        @Override
        public Tensor onReal(Tensor real) {
            return NON_SATURATING.onReal(real);
        }

        @Override
        public Tensor onFake(Tensor fake) {
            return NON_SATURATING.onFake(fake);
        }
    },
    /**
     * G: (D(fake) − 1)²; D: (D(real) − 1)² + D(fake)², halved (Mao et al. 2017, a = 0, b = c = 1).
     */
    LEAST_SQUARES {
        @Override
        public Tensor generator(Tensor fake) {
            return half(Ops.add(fake, -1));
        }

        @Override
        public Tensor onReal(Tensor real) {
            return half(Ops.add(real, -1));
        }

        @Override
        public Tensor onFake(Tensor fake) {
            return half(fake);
        }
    },
    /** G: −D(fake); D: D(fake) − D(real) (Arjovsky et al. 2017). */
    WASSERSTEIN {
        @Override
        public Tensor generator(Tensor fake) {
            return fake.mean().neg();
        }

        @Override
        public Tensor onReal(Tensor real) {
            return real.mean().neg();
        }

        @Override
        public Tensor onFake(Tensor fake) {
            return fake.mean();
        }
    },
    /** G: −D(fake); D: max(0, 1 − D(real)) + max(0, 1 + D(fake)) (Lim and Ye 2017). */
    HINGE {
        @Override
        public Tensor generator(Tensor fake) {
            return fake.mean().neg();
        }

        @Override
        public Tensor onReal(Tensor real) {
            return Ops.add(real.neg(), 1).relu().mean();
        }

        @Override
        public Tensor onFake(Tensor fake) {
            return Ops.add(fake, 1).relu().mean();
        }
    };

    /** What the generator minimises. */
    public abstract Tensor generator(Tensor fake);

    /** The discriminator's loss on real pictures. */
    public abstract Tensor onReal(Tensor real);

    /** The discriminator's loss on generated pictures. */
    public abstract Tensor onFake(Tensor fake);

    /** What the discriminator minimises, penalties apart. */
    public final Tensor discriminator(Tensor real, Tensor fake) {
        return onReal(real).add(onFake(fake));
    }

    private static Tensor half(Tensor distance) {
        return Ops.mul(distance.square().mean(), 0.5);
    }
}
