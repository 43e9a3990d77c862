package galatea.model;

import galatea.model.style.StyleConfig;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
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

/** Seconds per generated batch, from z to pixels in Java: images per second = batch / time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class BenchmarkGenerator {
    /** Height and width of the pictures. */
    @Param({"32", "64"})
    public int resolution;

    /** Channels in total: see StyleConfig. */
    @Param("2048")
    public int fmapBase;

    /** Most channels of a layer. */
    @Param("128")
    public int fmapMax;

    /** Images per call. */
    @Param("8")
    public int batch;

    @SuppressWarnings("NullAway.Init") // JMH calls build first
    private Generator generator;

    /** Builds the network. */
    @Setup
    public void build() {
        StyleConfig config =
                StyleConfig.paper(resolution, 3)
                        .withFmaps(fmapBase, fmapMax)
                        .withMapping(fmapMax, 8);
        generator = Networks.generator(config, DType.FLOAT32, 0);
    }

    /** One batch. */
    @Benchmark
    public float[] generate() {
        try (galatea.torch.Scope scope = new galatea.torch.Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor z = Ops.randn(DType.FLOAT32, batch, generator.config().latentSize());
            return Ops.floats(generator.forward(z, null, 0, LayerTap.NONE));
        }
    }

    /** Frees the network. */
    @TearDown
    public void close() {
        generator.close();
    }
}
