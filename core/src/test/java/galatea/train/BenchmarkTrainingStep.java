package galatea.train;

import galatea.data.Batch;
import galatea.data.Sampler;
import galatea.model.style.StyleConfig;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Seconds per step of a style-based GAN, penalty included: images per second = batch / time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class BenchmarkTrainingStep {
    /** Final resolution, trained alone. */
    @Param({"16", "32"})
    public int resolution;

    /** Channels in total: see StyleConfig. */
    @Param("1024")
    public int fmapBase;

    /** Most channels of a layer. */
    @Param("64")
    public int fmapMax;

    /** Images per step. */
    @Param("8")
    public int batch;

    @SuppressWarnings("NullAway.Init") // JMH calls build first
    private GanTrainer trainer;

    @SuppressWarnings("NullAway.Init") // JMH calls build first
    private Batch reals;

    /** Builds the networks. */
    @Setup
    public void build() {
        StyleConfig network =
                StyleConfig.paper(resolution, 3)
                        .withFmaps(fmapBase, fmapMax)
                        .withMapping(fmapMax, 8);
        Schedule schedule = Schedule.fixed(resolution, batch, 0.001);
        trainer = new GanTrainer(TinyTraining.with(network, schedule, Objective.PAPER));
        reals = new Sampler(TinyTraining.imagesFor(network), 0, false).next(batch);
    }

    /** One step of both networks. */
    @Benchmark
    public StepReport step() {
        return trainer.step(reals);
    }

    /** Frees the networks. */
    @TearDown
    public void close() {
        trainer.close();
    }
}
