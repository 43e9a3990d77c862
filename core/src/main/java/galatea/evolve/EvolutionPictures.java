package galatea.evolve;

import galatea.data.PictureDecoder;
import galatea.format.AtomicFiles;
import galatea.image.Apng;
import galatea.image.Colors;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.image.ScatterPlot;
import galatea.points.PointSource;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.SampleGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Draws samples at every snapshot ({@code fakesNNNNNN.png}), who survived ({@code survivors.png}),
 * and at the end the run as an animation of up to {@value #MOST_FRAMES} frames ({@code
 * evolution.png}). Samples are always from the same latents: points over what the discriminator
 * believes, pictures in a grid.
 */
public final class EvolutionPictures implements EvolutionListener {
    private static final int POINTS = 1000;
    private static final long SEED = 1000;
    private static final int HEAT_SIDE = 60;
    private static final int SIDE = 640;
    private static final double MARGIN = 1.25;
    private static final int MOST_FRAMES = 60;
    private static final int FRAME_MILLIS = 150;

    private @Nullable SurvivorChart survivors;

    @Override
    public void started(EvolutionRun run) throws IOException {
        SurvivorChart chart = new SurvivorChart(run.trainer().config());
        long reached = run.trainer().generation();
        EvolutionLog.readSurvivors(
                run.directory(),
                (mutation, generation) -> {
                    if (generation < reached) {
                        chart.add(mutation, generation);
                    }
                });
        survivors = chart;
        if (run.trainer().generation() == 0) {
            if (run.reals() instanceof ImageReals reals) {
                write(run.directory().file("reals.png"), SampleGrid.of(reals.images()));
            }
            write(run.directory().fakes(0), samples(run));
        }
    }

    @Override
    public void bred(EvolutionRun run, GenerationReport report) {
        if (survivors != null) {
            survivors.add(report);
        }
    }

    @Override
    public void saved(EvolutionRun run) throws IOException {
        long generation = run.trainer().generation();
        write(run.directory().fakes(generation), samples(run));
        if (survivors != null) {
            write(run.directory().file("survivors.png"), survivors.draw(generation));
        }
    }

    @Override
    public void ended(EvolutionRun run) throws IOException {
        List<Path> files = run.directory().fakes();
        List<Picture> frames = new ArrayList<>();
        int shown = Math.min(files.size(), MOST_FRAMES);
        for (int i = 0; i < shown; i++) { // evenly, the first and the last among them
            addFrame(frames, files.get(shown == 1 ? 0 : i * (files.size() - 1) / (shown - 1)));
        }
        if (!frames.isEmpty()) {
            byte[] animation = Apng.encode(frames, FRAME_MILLIS, 0);
            AtomicFiles.write(run.directory().file("evolution.png"), animation);
        }
    }

    /** Leaves out what is no picture or of another size: somebody changed it. */
    private static void addFrame(List<Picture> frames, Path file) {
        try {
            Picture picture = PictureDecoder.decode(Files.readAllBytes(file));
            if (frames.isEmpty() || isAlike(frames.get(0), picture)) {
                frames.add(picture);
            }
        } catch (IOException e) {
            // The run is saved: it must not fail for the sake of a frame.
        }
    }

    private static boolean isAlike(Picture a, Picture b) {
        return a.width() == b.width() && a.height() == b.height() && a.channels() == b.channels();
    }

    private static Picture samples(EvolutionRun run) {
        EvolutionTrainer trainer = run.trainer();
        return run.reals() instanceof PointReals points
                ? scatter(trainer, points.source())
                : SampleGrid.of(trainer.survivor(), trainer.lod());
    }

    private static Picture scatter(EvolutionTrainer trainer, PointSource source) {
        double extent = source.extent() * MARGIN;
        float[] real = source.draw(new SplittableRandom(SEED), POINTS);
        float[] fake = PointMetrics.samples(trainer.survivor(), POINTS);
        return new ScatterPlot(
                        "%s, generation %d".formatted(source.name(), trainer.generation()),
                        extent,
                        belief(trainer, extent),
                        List.of(
                                new ScatterPlot.Cloud("data", Colors.BLUE, real),
                                new ScatterPlot.Cloud("survivor", Colors.VERMILION, fake)))
                .draw(SIDE, SIDE);
    }

    /** How real the discriminator takes each place to be: σ(D) on a lattice from the top. */
    private static ScatterPlot.Heat belief(EvolutionTrainer trainer, double extent) {
        float[] lattice = new float[HEAT_SIDE * HEAT_SIDE * 2];
        for (int row = 0; row < HEAT_SIDE; row++) {
            for (int column = 0; column < HEAT_SIDE; column++) {
                int i = 2 * (row * HEAT_SIDE + column);
                lattice[i] = (float) (((column + 0.5) / HEAT_SIDE * 2 - 1) * extent);
                lattice[i + 1] = (float) ((1 - (row + 0.5) / HEAT_SIDE * 2) * extent);
            }
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor places = Ops.of(lattice, HEAT_SIDE * HEAT_SIDE, 2, 1, 1);
            Tensor scores = trainer.discriminator().forward(places, null, 0); // [side²]
            return new ScatterPlot.Heat(HEAT_SIDE, Ops.floats(scores.sigmoid()));
        }
    }

    private static void write(Path path, Picture picture) throws IOException {
        AtomicFiles.write(path, Png.encode(picture));
    }
}
