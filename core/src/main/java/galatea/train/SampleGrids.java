package galatea.train;

import galatea.format.AtomicFiles;
import galatea.image.Picture;
import galatea.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Draws {@code reals.png}, {@code fakes_init.png} and a grid of samples at every snapshot, with the
 * average generator.
 */
public final class SampleGrids implements TrainingListener {
    @Override
    public void started(TrainingRun run) throws IOException {
        Path reals = run.directory().file("reals.png");
        if (!Files.exists(reals)) {
            write(reals, SampleGrid.of(run.images()));
            write(run.directory().file("fakes_init.png"), fakes(run));
        }
    }

    @Override
    public void saved(TrainingRun run) throws IOException {
        write(run.directory().fakes(run.trainer().imagesSeen() / 1000), fakes(run));
    }

    private static Picture fakes(TrainingRun run) {
        return SampleGrid.of(run.trainer().generatorEma(), run.trainer().lod());
    }

    private static void write(Path path, Picture grid) throws IOException {
        AtomicFiles.write(path, Png.encode(grid));
    }
}
