package galatea.cli;

import galatea.image.CaptionedGrid;
import galatea.image.Chart;
import galatea.image.Picture;
import galatea.image.Scaling;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.train.GanTrainer;
import galatea.train.StepReport;
import galatea.train.TickReport;
import galatea.train.TrainingListener;
import galatea.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Remembers a training: pictures of the same seeds at several moments, and the losses. */
final class DemoHistory implements TrainingListener {
    /** When pictures are taken, as shares of the training; and at its end. */
    private static final double[] MOMENTS = {0.05, 0.12, 0.25, 0.4, 0.58, 0.75};

    private static final int SEEDS = 10;
    private static final int SCALE = 2;

    private final List<String> moments = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final List<TickReport> ticks = new ArrayList<>();

    @Override
    public void started(TrainingRun run) {
        remember(run);
    }

    @Override
    public void stepped(TrainingRun run, StepReport report) {
        GanTrainer trainer = run.trainer();
        double share = trainer.imagesSeen() / (trainer.config().totalKimg() * 1000);
        int taken = moments.size() - 1;
        if (taken < MOMENTS.length && share >= MOMENTS[taken]) {
            remember(run);
        }
    }

    @Override
    public void ticked(TrainingRun run, TickReport report) {
        ticks.add(report);
    }

    @Override
    public void ended(TrainingRun run) {
        remember(run);
    }

    /** Does not close the session: its generator belongs to the run. */
    private void remember(TrainingRun run) {
        GanTrainer trainer = run.trainer();
        GeneratorSession session = GeneratorSession.of(trainer.generatorEma(), trainer.lod());
        int side = session.resolution();
        moments.add(String.format(Locale.ROOT, "%,d images, %d px", trainer.imagesSeen(), side));
        for (long seed = 0; seed < SEEDS; seed++) {
            Picture picture = session.generate(seed, GenerateOptions.defaults());
            pictures.add(Scaling.enlarge(picture, SCALE * DemoPlan.RESOLUTION / side));
        }
    }

    /** A row per moment, a column per seed. */
    Picture progress() {
        List<String> seeds = IntStream.range(0, SEEDS).mapToObj(Integer::toString).toList();
        return CaptionedGrid.of(moments, seeds).arrange(pictures);
    }

    /** The losses over the images seen. */
    Picture losses() {
        return new Chart(
                        "",
                        "thousands of images seen",
                        "loss",
                        false,
                        List.of(
                                line("discriminator", tick -> tick.means().lossD()),
                                line("generator", tick -> tick.means().lossG()),
                                line("R1 penalty", tick -> tick.means().penalty())))
                .draw(820, 320);
    }

    private Chart.Series line(String name, ToDoubleFunction<TickReport> value) {
        return new Chart.Series(
                name,
                ticks.stream().mapToDouble(tick -> tick.imagesSeen() / 1000.0).toArray(),
                ticks.stream().mapToDouble(value).toArray());
    }
}
