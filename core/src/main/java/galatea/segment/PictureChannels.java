package galatea.segment;

import galatea.torch.Convolutions;
import galatea.torch.DType;
import galatea.torch.Ops;
import org.bytedeco.pytorch.Tensor;

/** Pictures with the channels that a segmenter looks at; gradients flow. */
final class PictureChannels {
    private static final double[] LUMA = {0.299, 0.587, 0.114}; // ITU-R BT.601

    private PictureChannels() {}

    /**
     * Gray is repeated, RGB becomes its luma, and transparent pixels show white.
     *
     * @param images [N, 1, 3 or 4, H, W] in [−1, 1]
     * @param channels 1 or 3
     * @return [N, channels, H, W] in [−1, 1]
     */
    static Tensor convert(Tensor images, int channels) {
        if (images.dim() != 4) {
            throw new IllegalArgumentException(
                    "pictures must be [N, C, H, W]: %d dimensions".formatted(images.dim()));
        }
        long has = images.size(1);
        if (has != 1 && has != 3 && has != 4) {
            throw new IllegalArgumentException("channels of pictures must be 1, 3 or 4: " + has);
        }
        if (has == channels) {
            return images;
        }
        Tensor colour = has == 4 ? onWhite(images) : images;
        if (channels == 1) {
            return luma(colour);
        }
        return has == 1 ? Ops.cat(1, images, images, images) : colour;
    }

    /** [N, 4, H, W] → [N, 3, H, W]: rgb · α + 1 − α. */
    private static Tensor onWhite(Tensor images) {
        Tensor colour = images.narrow(1, 0, 3); // [N, 3, H, W]
        Tensor opacity = Ops.mul(Ops.add(images.narrow(1, 3, 1), 1), 0.5); // [N, 1, H, W]
        return Ops.add(Ops.add(colour, -1).mul(opacity), 1);
    }

    /** [N, 3, H, W] → [N, 1, H, W]. */
    private static Tensor luma(Tensor colour) {
        Tensor weights = Ops.of(DType.of(colour), LUMA, 1, 3, 1, 1);
        return Convolutions.conv2d(colour, weights, null, 0);
    }
}
