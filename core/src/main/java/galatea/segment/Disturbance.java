package galatea.segment;

import galatea.torch.Constants;
import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/**
 * Small random changes of pictures, so that a segmenter does not learn few by heart and bears with
 * what generators draw: mirroring, for half of them a part of 0.6…1 of the side in place of the
 * whole, brightness ± 0.2, contrast 0.7…1.3, blur from none to two passes of [1, 2, 1] / 4 both
 * ways, noise of a deviation up to 0.1. Each picture by its own draws.
 */
final class Disturbance {
    private static final double[] BLUR = {1, 2, 1};
    private static final double LEAST_PART = 0.6;
    private static final double BRIGHTNESS = 0.2;
    private static final double CONTRAST = 0.3;
    private static final double NOISE = 0.1;
    private static final int BLURS = 2;

    private Disturbance() {}

    /** Pictures and their classes, changed alike. */
    record Disturbed(Tensor images, Tensor targets) {}

    /**
     * Changes pictures; the noise comes from the engine's random stream.
     *
     * @param images [N, C, H, W] in [−1, 1]
     * @param targets [N, 1, H, W]
     */
    static Disturbed apply(Tensor images, Tensor targets, RandomGenerator random) {
        int count = Math.toIntExact(images.size(0));
        Tensor[] pictures = new Tensor[count];
        Tensor[] classes = new Tensor[count];
        for (int n = 0; n < count; n++) {
            View view = View.draw(images.size(2), random);
            Tensor picture = view.of(images.narrow(0, n, 1));
            pictures[n] = Ops.resizeBilinear(picture, images.size(2), images.size(3));
            Tensor labels = view.of(targets.narrow(0, n, 1));
            classes[n] = Ops.resizeNearest(labels, images.size(2), images.size(3));
        }
        Tensor x = recoloured(Ops.cat(0, pictures), random);
        x = noisy(blurred(x, random), random);
        return new Disturbed(Ops.clamp(x, -1, 1), Ops.cat(0, classes));
    }

    /** What is seen of a square picture. */
    private record View(long top, long left, long side, boolean mirrored) {
        static View draw(long whole, RandomGenerator random) {
            boolean part = random.nextBoolean();
            long least = (long) Math.ceil(LEAST_PART * whole);
            long side = part ? random.nextLong(least, whole + 1) : whole;
            long room = whole - side + 1;
            return new View(
                    random.nextLong(room), random.nextLong(room), side, random.nextBoolean());
        }

        /** [1, C, R, R] → [1, C, side, side]. */
        Tensor of(Tensor x) {
            Tensor part = x.narrow(2, top, side).narrow(3, left, side);
            return mirrored ? part.flip(3) : part;
        }
    }

    private static Tensor recoloured(Tensor x, RandomGenerator random) {
        Tensor centre = Ops.mean(x, 1, 2, 3); // [N, 1, 1, 1]
        Tensor contrast = perPicture(x, random, 1 - CONTRAST, 1 + CONTRAST);
        Tensor brightness = perPicture(x, random, -BRIGHTNESS, BRIGHTNESS);
        return Ops.addcmul(centre.add(brightness), x.sub(centre), contrast);
    }

    private static Tensor blurred(Tensor x, RandomGenerator random) {
        Tensor kernel = Constants.smoothing(BLUR, x); // [C, 1, 3, 3]
        Tensor result = x;
        for (int pass = 0; pass < BLURS; pass++) {
            Tensor blurred = Convolutions.depthwise(Ops.padByEdge(result, 1), kernel, null, 0);
            Tensor amount = Ops.clamp(perPicture(x, random, -1, 1), 0, 1); // half: none
            result = Ops.addcmul(result, blurred.sub(result), amount);
        }
        return result;
    }

    private static Tensor noisy(Tensor x, RandomGenerator random) {
        Tensor deviation = perPicture(x, random, 0, NOISE);
        return Ops.addcmul(x, Ops.randn(DType.of(x), x.shape()), deviation);
    }

    /** Draws from [low, high): [N, 1, 1, 1]. */
    private static Tensor perPicture(Tensor x, RandomGenerator random, double low, double high) {
        double[] draws = random.doubles(x.size(0), low, high).toArray();
        return Ops.of(DType.of(x), draws, x.size(0), 1, 1, 1);
    }
}
