package galatea.segment;

import galatea.format.FormatException;
import galatea.torch.Ops;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * What a network sees in pictures at several depths, between which pictures are compared as people
 * compare them better than by their pixels: LPIPS (Zhang et al. 2018, arXiv 1801.03924) without its
 * learned weights.
 *
 * <p>Distances from different networks cannot be compared with each other. Features belong to the
 * thread that made them.
 */
public interface PerceptualFeatures extends AutoCloseable {
    /**
     * The features of pictures, of length 1 over the channels at every place; differentiable by the
     * pictures.
     *
     * @param images [N, C, R, R], nominally in [−1, 1]
     * @return [N, F, h, w] for each layer, in the caller's scope
     * @throws IllegalArgumentException if the network cannot look at pictures of this kind
     */
    List<Tensor> features(Tensor images);

    /** The layers, for people. */
    List<String> layers();

    /** A text that differs where the features of equal pictures may differ. */
    String identity();

    @Override
    void close();

    /**
     * Σ over layers of the mean over places of |a − b|².
     *
     * @param a features of pictures
     * @param b features of as many others, or of one
     * @return one number: the mean over the pictures
     */
    static Tensor distance(List<Tensor> a, List<Tensor> b) {
        Tensor sum = squares(a.get(0), b.get(0));
        for (int layer = 1; layer < a.size(); layer++) {
            sum = sum.add(squares(a.get(layer), b.get(layer)));
        }
        return sum;
    }

    private static Tensor squares(Tensor a, Tensor b) {
        return Ops.sum(a.sub(b).square(), 1).mean(); // over [N, h, w]
    }

    /** Makes features [N, F, h, w] of length 1 over the channels. */
    static Tensor unit(Tensor features) {
        Tensor squares = Ops.sum(features.square(), 1).unsqueeze(1); // [N, 1, h, w]
        return features.div(Ops.add(squares, 1e-10).sqrt());
    }

    /**
     * Opens, outside any scope; the caller closes it:
     *
     * <ul>
     *   <li>{@code *.onnx}: a network with its card {@code *.json} beside it, see {@link
     *       OnnxPerceptual};
     *   <li>{@code *.safetensors} or {@code builtin:NAME}: a U-Net, see {@link UNetPerceptual}.
     * </ul>
     *
     * @param layers names of values of the network of ONNX; none for some that suit most networks
     * @throws NoSuchFileException if nothing is there
     * @throws FormatException if the file is damaged or of another kind
     * @throws IllegalArgumentException if the name is none of these
     */
    static PerceptualFeatures open(String name, List<String> layers) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".onnx")) {
            return OnnxPerceptual.open(Path.of(name), layers);
        }
        if (!lower.endsWith(".safetensors") && !name.startsWith("builtin:")) {
            throw new IllegalArgumentException(
                    "features must be NAME.onnx (with its card NAME.json), NAME.safetensors (a"
                            + " U-Net) or builtin:NAME: "
                            + name);
        }
        if (!layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "feature layers must be left out for a U-Net: " + String.join(",", layers));
        }
        return new UNetPerceptual((UNetSegmenter) SegmenterSource.open(name));
    }
}
