package galatea.segment;

import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Milliseconds per batch of pictures on one thread; per picture: divided by the batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BenchmarkSegmenter {
    /** Height and width of the pictures. */
    @Param("64")
    public int resolution;

    /** Pictures per call. */
    @Param({"1", "16"})
    public int batch;

    /** Channels at full resolution: see UNetConfig. */
    @Param("16")
    public int width;

    @SuppressWarnings("NullAway.Init") // JMH calls build first
    private UNetSegmenter segmenter;

    @SuppressWarnings("NullAway.Init") // JMH calls build first
    private Tensor images;

    /** Builds the network. */
    @Setup
    public void build() {
        UNetConfig config = UNetConfig.small(3).withWidth(width);
        UNet network = new UNet(config, DType.FLOAT32, 0);
        network.parameters().requireGradient(false);
        Engine.setThreads(1);
        segmenter = new UNetSegmenter(network, TinySegmenters.CLASSES);
        images = Ops.channelsLast(Ops.randn(DType.FLOAT32, batch, 3, resolution, resolution));
    }

    /** Labels in Java. */
    @Benchmark
    public byte[] labels() {
        return segmenter.labels(images);
    }

    /** Features in Java. */
    @Benchmark
    public float[] features() {
        try (galatea.torch.Scope scope = new galatea.torch.Scope()) {
            return Ops.floats(segmenter.features(images));
        }
    }

    /** The gradient of a class's probability by the pictures. */
    @Benchmark
    public List<Float> gradient() {
        try (galatea.torch.Scope scope = new galatea.torch.Scope()) {
            Tensor x = images.detach().requires_grad_(true);
            Tensor sum = segmenter.probabilities(x).narrow(1, 1, 1).sum();
            sum.backward();
            return List.of(Ops.floats(x.grad())[0]);
        }
    }

    /** Frees the network. */
    @TearDown
    public void close() {
        segmenter.close();
        images.close();
    }
}
