package galatea.train;

import galatea.data.TrainingImages;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.image.PixelConversion.Rounding;
import galatea.image.Scaling;
import galatea.latent.NumpyRandom;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Grids of real pictures and of samples, laid out alike. */
public final class SampleGrid {
    /** At most so many pictures on each side. */
    private static final int MOST = 12;

    /** Grids are about so many pixels wide. */
    private static final int WIDTH = 768;

    private static final int BATCH = 16;
    private static final long NOISE_SEED = 1;

    private SampleGrid() {}

    /** The first pictures of a set. */
    public static Picture of(TrainingImages images) {
        return arrange(reals(images), images.resolution());
    }

    /**
     * Samples from the latents of seeds 0, 1, 2 … of NumPy, always the same.
     *
     * @param lod level of detail to draw at; lower resolutions are enlarged
     */
    public static Picture of(Generator generator, double lod) {
        return arrange(fakes(generator, lod), generator.config().resolution());
    }

    private static Picture arrange(List<Picture> pictures, int resolution) {
        return ImageGrid.of(side(resolution)).arrange(pictures);
    }

    /** Pictures per row and column. */
    private static int side(int resolution) {
        return Math.max(2, Math.min(MOST, WIDTH / resolution));
    }

    private static List<Picture> reals(TrainingImages images) {
        int count = side(images.resolution()) * side(images.resolution());
        List<Picture> pictures = new ArrayList<>();
        int area = images.resolution() * images.resolution();
        byte[] chw = new byte[images.imageBytes()];
        for (int i = 0; i < count; i++) {
            images.read(i % images.size(), chw, 0);
            byte[] hwc = new byte[chw.length];
            for (int k = 0; k < chw.length; k++) {
                hwc[k % area * images.channels() + k / area] = chw[k];
            }
            pictures.add(
                    new Picture(images.resolution(), images.resolution(), images.channels(), hwc));
        }
        return pictures;
    }

    private static List<Picture> fakes(Generator generator, double lod) {
        int side = side(generator.config().resolution());
        List<Picture> pictures = new ArrayList<>();
        Engine.seed(NOISE_SEED);
        for (int first = 0; first < side * side; first += BATCH) {
            int n = Math.min(BATCH, side * side - first);
            pictures.addAll(batch(generator, lod, first, n));
        }
        return pictures;
    }

    private static List<Picture> batch(Generator generator, double lod, int first, int n) {
        NetworkConfig config = generator.config();
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor z = latents(first, n, config.latentSize());
            Tensor images = generator.forward(z, labels(first, n, config), lod, LayerTap.NONE);
            int shown = Math.toIntExact(images.size(2));
            return PixelConversion.toPictures(
                            Ops.floats(images), config.channels(), shown, shown, Rounding.NEAREST)
                    .stream()
                    .map(picture -> Scaling.enlarge(picture, config.resolution() / shown))
                    .toList();
        }
    }

    private static Tensor latents(int firstSeed, int n, int size) {
        float[] z = new float[n * size];
        for (int i = 0; i < n; i++) {
            System.arraycopy(NumpyRandom.z(firstSeed + i, size), 0, z, i * size, size);
        }
        return Ops.of(z, n, size);
    }

    /** Classes in turn. */
    private static @Nullable Tensor labels(int first, int n, NetworkConfig config) {
        int classes = config.labelSize();
        if (classes == 0) {
            return null;
        }
        float[] oneHot = new float[n * classes];
        for (int i = 0; i < n; i++) {
            oneHot[i * classes + (first + i) % classes] = 1;
        }
        return Ops.of(oneHot, n, classes);
    }
}
