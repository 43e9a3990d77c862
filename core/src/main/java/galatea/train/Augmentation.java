package galatea.train;

import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/**
 * Differentiable augmentation (Zhao et al. 2020, arXiv 2006.10738): the discriminator sees reals
 * and fakes only after random changes that a gradient passes through, so that it cannot learn a
 * small data set by heart and the generator does not learn the changes.
 */
public enum Augmentation {
    /** No change. */
    NONE {
        @Override
        public Tensor apply(Tensor images, RandomGenerator random) {
            return images;
        }
    },
    /**
     * Brightness, saturation, contrast; translation by up to 1/8; a blank square of half the side.
     */
    DIFFAUG {
        @Override
        public Tensor apply(Tensor images, RandomGenerator random) {
            return cutout(translate(recolour(images, random), random), random);
        }
    };

    /**
     * Changes each image by its own draws.
     *
     * @param images [N, C, H, W] in [−1, 1]
     * @return [N, C, H, W]
     */
    public abstract Tensor apply(Tensor images, RandomGenerator random);

    /** Brightness ± 0.5, saturation 0…2 (colour pictures), contrast 0.5…1.5. */
    static Tensor recolour(Tensor images, RandomGenerator random) {
        Tensor x = images.add(perImage(images, random, -0.5, 0.5));
        if (images.size(1) >= 3) {
            x = stretch(x, Ops.mean(x, 1), perImage(images, random, 0, 2));
        }
        return stretch(x, Ops.mean(x, 1, 2, 3), perImage(images, random, 0.5, 1.5));
    }

    /** centre + (x − centre) · factor. */
    private static Tensor stretch(Tensor x, Tensor centre, Tensor factor) {
        return Ops.addcmul(centre, x.sub(centre), factor);
    }

    /** Shifts by up to an eighth of the side both ways, zeros (middle gray) entering. */
    static Tensor translate(Tensor images, RandomGenerator random) {
        int side = Math.toIntExact(images.size(2));
        int reach = (side + 4) / 8;
        Tensor padded = Ops.pad(images, reach);
        Tensor[] shifted = new Tensor[Math.toIntExact(images.size(0))];
        for (int n = 0; n < shifted.length; n++) {
            int down = random.nextInt(2 * reach + 1);
            int right = random.nextInt(2 * reach + 1);
            shifted[n] = padded.narrow(0, n, 1).narrow(2, down, side).narrow(3, right, side);
        }
        return Ops.cat(0, shifted);
    }

    /** Blanks a square of half the side, its centre anywhere in the picture. */
    static Tensor cutout(Tensor images, RandomGenerator random) {
        int count = Math.toIntExact(images.size(0));
        int side = Math.toIntExact(images.size(2));
        int hole = Math.max(1, side / 2);
        double[] mask = new double[count * side * side];
        for (int n = 0; n < count; n++) {
            int top = random.nextInt(side + 1) - hole / 2;
            int left = random.nextInt(side + 1) - hole / 2;
            for (int i = 0; i < side * side; i++) {
                int row = i / side - top;
                int column = i % side - left;
                boolean inside = row >= 0 && row < hole && column >= 0 && column < hole;
                mask[n * side * side + i] = inside ? 0 : 1;
            }
        }
        return images.mul(Ops.of(DType.of(images), mask, count, 1, side, side));
    }

    /** One uniform draw per image: [N, 1, 1, 1]. */
    private static Tensor perImage(Tensor images, RandomGenerator random, double low, double high) {
        double[] draws = new double[Math.toIntExact(images.size(0))];
        for (int n = 0; n < draws.length; n++) {
            draws[n] = low + (high - low) * random.nextDouble();
        }
        return Ops.of(DType.of(images), draws, draws.length, 1, 1, 1);
    }
}
