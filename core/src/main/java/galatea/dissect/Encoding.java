package galatea.dissect;

import galatea.data.Batch;
import galatea.data.ProgressListener;
import galatea.data.TrainingImages;
import galatea.model.LayerTap;
import galatea.segment.FeatureEncoder;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.RealImages;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Features of many pictures, real or generated. */
public final class Encoding {
    private static final int BATCH = 16;

    private Encoding() {}

    /**
     * Mean and covariance of real pictures.
     *
     * @param images at least two, prepared as for training
     * @throws IllegalArgumentException if there are fewer
     */
    public static Gaussian reals(
            TrainingImages images, FeatureEncoder encoder, ProgressListener progress) {
        if (images.size() < 2) {
            throw new IllegalArgumentException("pictures must be at least 2: " + images.size());
        }
        Moments moments = new Moments(encoded(images, 0, 1, encoder).length);
        for (int from = 0; from < images.size(); from += BATCH) {
            int count = Math.min(BATCH, images.size() - from);
            moments.add(encoded(images, from, count, encoder));
            progress.progress(from + count, images.size());
        }
        return moments.gaussian();
    }

    private static float[] encoded(
            TrainingImages images, int from, int count, FeatureEncoder encoder) {
        byte[] pixels = new byte[count * images.imageBytes()];
        for (int i = 0; i < count; i++) {
            images.read(from + i, pixels, i * images.imageBytes());
        }
        int[] labels = new int[count];
        Batch batch =
                new Batch(from, count, images.channels(), images.resolution(), pixels, labels);
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Ops.floats(encoder.features(RealImages.of(batch, 0)));
        }
    }

    /** The features of a sample of generated pictures, with a tap: [N, F]. */
    static float[] generated(
            Specimen specimen, LayerTap tap, FeatureEncoder encoder, ProgressListener progress) {
        float[] features = {};
        int most = specimen.atOnce();
        for (int from = 0; from < specimen.size(); from += most) {
            int count = Math.min(most, specimen.size() - from);
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor images = specimen.images(from, count, tap);
                float[] some = Ops.floats(encoder.features(shown(images)));
                int size = some.length / count;
                if (from == 0) {
                    features = new float[specimen.size() * size];
                }
                System.arraycopy(some, 0, features, from * size, some.length);
            }
            progress.progress(from + count, specimen.size());
        }
        return features;
    }

    /** As files hold them: real pictures have no levels outside [−1, 1] either. */
    static Tensor shown(Tensor images) {
        return Ops.clamp(images, -1, 1);
    }
}
