package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Draws the pictures of a sample in order, batch after batch, and shows them with the features of
 * some layers. Nothing is kept: a second look draws them again, which costs less than storing them.
 *
 * @param specimen what is drawn
 * @param layers whose features are shown
 * @param progress told how many pictures were shown, of how many
 */
record Sweep(Specimen specimen, List<Layer> layers, ProgressListener progress) {
    /**
     * Some pictures with their features.
     *
     * @param from number of the first picture
     * @param count how many
     * @param images [count, C, R, R]; lives until the visit ends
     * @param features of each layer asked for, [count, channels, h, w]
     */
    record Batch(int from, int count, Tensor images, List<float[]> features) {}

    /** Sees one batch after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(Batch batch) throws IOException;
    }

    /** Checks that the layers come as the generator runs them. */
    Sweep {
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).index() <= layers.get(i - 1).index()) {
                throw new IllegalArgumentException(
                        "layers must be in the order of the generator, none twice: " + layers);
            }
        }
    }

    /** Shows everything. */
    void run(Visitor visitor) throws IOException {
        int most = specimen.atOnce();
        for (int from = 0; from < specimen.size(); from += most) {
            int count = Math.min(most, specimen.size() - from);
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                visitor.visit(batch(from, count));
            }
            progress.progress(from + count, specimen.size());
        }
    }

    private Batch batch(int from, int count) {
        List<float[]> features = new ArrayList<>();
        LayerTap record =
                (layer, x) -> {
                    if (layers.contains(layer)) {
                        features.add(Ops.floats(x));
                    }
                    return x;
                };
        Tensor images = specimen.images(from, count, record);
        return new Batch(from, count, images, features);
    }
}
