package galatea.train;

import galatea.data.TrainingImages;
import galatea.format.AtomicFiles;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.image.PixelConversion.Rounding;
import galatea.image.Png;
import galatea.image.Scaling;
import galatea.latent.NumpyRandom;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Draws {@code reals.png}, {@code fakes_init.png} and a grid of samples at every snapshot, from the
 * same latents each time (seeds 0, 1, 2 … of NumPy) and with the average generator.
 */
public final class SampleGrids implements TrainingListener {
    /** At most so many pictures on each side. */
    private static final int MOST = 12;

    /** Grids are about so many pixels wide. */
    private static final int WIDTH = 768;

    private static final int BATCH = 16;
    private static final long NOISE_SEED = 1;

    @Override
    public void started(TrainingRun run) throws IOException {
        if (!Files.exists(run.directory().file("reals.png"))) {
            write(run, "reals.png", reals(run.images()));
            write(run, "fakes_init.png", fakes(run.trainer()));
        }
    }

    @Override
    public void saved(TrainingRun run) throws IOException {
        String name =
                run.directory().fakes(run.trainer().imagesSeen() / 1000).getFileName().toString();
        write(run, name, fakes(run.trainer()));
    }

    private static void write(TrainingRun run, String name, List<Picture> pictures)
            throws IOException {
        int side = side(run.images().resolution());
        Picture grid = ImageGrid.of(side).arrange(pictures);
        AtomicFiles.write(run.directory().file(name), Png.encode(grid));
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

    private static List<Picture> fakes(GanTrainer trainer) {
        int side = side(trainer.config().network().resolution());
        List<Picture> pictures = new ArrayList<>();
        Engine.seed(NOISE_SEED);
        for (int first = 0; first < side * side; first += BATCH) {
            int n = Math.min(BATCH, side * side - first);
            pictures.addAll(batch(trainer, first, n));
        }
        return pictures;
    }

    private static List<Picture> batch(GanTrainer trainer, int first, int n) {
        NetworkConfig config = trainer.config().network();
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor z = latents(first, n, config.latentSize());
            Tensor images =
                    trainer.generatorEma()
                            .forward(z, labels(first, n, config), trainer.lod(), LayerTap.NONE);
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
