package galatea.evolve;

import galatea.points.PointSource;
import galatea.torch.Ops;
import galatea.train.Seeds;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Points in the plane, drawn anew for every position.
 *
 * @param source their distribution
 * @param seed of the draws
 */
public record PointReals(PointSource source, long seed) implements Reals {
    private static final long STREAM = 0x706f696e7473L;

    @Override
    public Tensor at(long position, int count, double lod) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(seed ^ STREAM, position));
        return Ops.of(source.draw(random, count), count, 2, 1, 1);
    }

    @Override
    public int channels() {
        return 2;
    }

    @Override
    public int resolution() {
        return 1;
    }

    @Override
    public String description() {
        return "toy:" + source.name();
    }

    @Override
    public @Nullable String contentHash() {
        return source.contentHash();
    }
}
