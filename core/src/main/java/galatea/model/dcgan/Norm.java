package galatea.model.dcgan;

import galatea.nn.AdaIn;
import galatea.nn.BatchNorm2d;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A normalisation layer: scale drawn from N(1, 0.02²), shift 0 at first. */
@FunctionalInterface
interface Norm {
    /**
     * Normalises for training.
     *
     * @param x [parts · N, C, H, W]: batches that must not see each other
     */
    Tensor training(Tensor x, int parts);

    /** Normalises for use. x [N, C, H, W]. */
    default Tensor use(Tensor x) {
        return training(x, 1);
    }

    /** A generator's: batch normalisation keeps running statistics, for use. */
    static Norm ofGenerator(Normalization kind, Parameters parameters, String name, int channels) {
        return kind == Normalization.BATCH
                ? new Tracked(new BatchNorm2d(parameters, name, channels))
                : ofDiscriminator(kind, parameters, name, channels);
    }

    /** A discriminator's: always by the statistics of the batch at hand. */
    static Norm ofDiscriminator(
            Normalization kind, Parameters parameters, String name, int channels) {
        if (kind == Normalization.NONE) {
            return (x, parts) -> x;
        }
        Parameter scale = parameters.parameter(name + "/weight", Init.normal(1, 0.02), channels);
        Parameter shift = parameters.parameter(name + "/bias", Init.ZEROS, channels);
        return kind == Normalization.BATCH
                ? (x, parts) -> perBatch(x, parts, scale.tensor(), shift.tensor())
                : (x, parts) -> perImage(x, scale.tensor(), shift.tensor());
    }

    private static Tensor perBatch(Tensor x, int parts, Tensor scale, Tensor shift) {
        if (parts == 1) {
            return Ops.normalize(x, scale, shift, BatchNorm2d.EPSILON);
        }
        TensorVector batches = x.chunk(parts, 0); // parts × [N, C, H, W]
        Tensor[] normal = new Tensor[parts];
        for (int i = 0; i < parts; i++) {
            normal[i] = Ops.normalize(batches.get(i), scale, shift, BatchNorm2d.EPSILON);
        }
        return Ops.cat(0, normal);
    }

    private static Tensor perImage(Tensor x, Tensor scale, Tensor shift) {
        long n = x.size(0);
        long c = x.size(1);
        return AdaIn.apply(x, scale.expand(n, c), shift.expand(n, c), BatchNorm2d.EPSILON);
    }

    /** Batch normalisation of one batch with running statistics. */
    record Tracked(BatchNorm2d norm) implements Norm {
        @Override
        public Tensor training(Tensor x, int parts) {
            return norm.training(x);
        }

        @Override
        public Tensor use(Tensor x) {
            return norm.use(x);
        }
    }
}
