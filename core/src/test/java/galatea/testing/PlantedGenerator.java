package galatea.testing;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.Latents;
import galatea.latent.Space;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.torch.DType;
import galatea.torch.Init;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A generator of which every cause is known: sixteen units on 8×8 cells, pictures of 64×64.
 *
 * <p>Units 2, 5 and 11 together draw things of class A (red), unit 7 is active wherever they are
 * and does nothing, units 3 and 9 draw things of class B (green), which forbid A where they are;
 * all others are noise. The latent of a picture is its number.
 */
public final class PlantedGenerator implements Generator {
    /** The layer. */
    public static final Layer LAYER = new Layer(0, "units", 16, 8);

    /** Units of noise. */
    public static final Set<Integer> NOISE = Set.of(0, 1, 4, 6, 8, 10, 12, 13, 14, 15);

    private static final double[] MEANS_OF_A = {
        .489070429,
        .505661746,
        .564293305,
        0,
        .498128776,
        .451434644,
        .485780916,
        .564293305,
        .499103347,
        0,
        .510395178,
        .338575983,
        .493194161,
        .495842307,
        .491236075,
        .496272845
    };

    private static final int UNITS = 16;
    private static final int CELLS = 8;

    /** Its sizes. */
    public record Config(int resolution, int channels, int latentSize, int labelSize)
            implements NetworkConfig {
        @Override
        public String family() {
            return "planted";
        }

        @Override
        public boolean growing() {
            return false;
        }
    }

    private final Parameters parameters = new Parameters(DType.FLOAT32);
    private final List<Layer> layers;

    /** The generator. */
    public PlantedGenerator() {
        this(List.of(LAYER));
    }

    private PlantedGenerator(List<Layer> layers) {
        this.layers = layers;
        parameters.parameter("nothing", Init.ZEROS, 1);
        parameters.buffer("nothing either", Init.ZEROS, 1);
        parameters.allocate(0);
    }

    /** Mean of every unit where A is, over the first 200 pictures: k of the reference. */
    public static double[] meansOfA() {
        return MEANS_OF_A.clone();
    }

    /** Ready for use. */
    public static GeneratorSession session() {
        return GeneratorSession.of(new PlantedGenerator(), 0);
    }

    /** The same with a claim of so many features that there is memory for one picture at a time. */
    public static GeneratorSession largeSession() {
        Layer large = new Layer(1, "large", 1 << 20, 64);
        return GeneratorSession.of(new PlantedGenerator(List.of(LAYER, large)), 0);
    }

    /** Pictures 0 to count − 1. */
    public static Latents latents(int count) {
        return Latents.of(
                IntStream.range(0, count)
                        .mapToObj(n -> new Latent(Space.Z, new float[] {n}, n))
                        .toList());
    }

    /** No truncation. */
    public static GenerateOptions options() {
        return GenerateOptions.defaults();
    }

    @Override
    public NetworkConfig config() {
        return new Config(64, 3, 1, 0);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        float[] numbers = Ops.floats(z);
        int size = UNITS * CELLS * CELLS;
        float[] features = new float[numbers.length * size];
        for (int i = 0; i < numbers.length; i++) {
            double[] one = features((long) numbers[i]);
            for (int j = 0; j < size; j++) {
                features[i * size + j] = (float) one[j];
            }
        }
        Tensor r = Ops.of(features, numbers.length, UNITS, CELLS, CELLS);
        return image(tap.apply(LAYER, r));
    }

    /** f: [N, 16, 8, 8] → [N, 3, 64, 64]. */
    private static Tensor image(Tensor r) {
        Tensor a = unit(r, 2).add(unit(r, 5)).add(unit(r, 11)); // [N, 1, 8, 8]
        Tensor b = unit(r, 3).add(unit(r, 9));
        Tensor absent = b.detach().lt(new Scalar(0.5)).to(torch.ScalarType.Float); // B's veto
        Tensor red = a.mul(absent);
        Tensor noise = unit(r, 0);
        for (int u : NOISE.stream().sorted().skip(1).toList()) {
            noise = noise.add(unit(r, u));
        }
        return Ops.upsampleNearest(Ops.cat(1, red, b, Ops.mul(noise, 0.1)), 8);
    }

    private static Tensor unit(Tensor r, int u) {
        return r.narrow(1, u, 1);
    }

    /** r of picture n: [16, 8, 8]. */
    public static double[] features(long n) {
        SplitMix random = new SplitMix(1000 + n);
        boolean a = random.next() < 0.6;
        double ay = Math.floor(8 * random.next());
        double ax = Math.floor(8 * random.next());
        boolean b = random.next() < 0.4;
        double by = Math.floor(8 * random.next());
        double bx = Math.floor(8 * random.next());
        double[] r = new double[UNITS * CELLS * CELLS];
        for (int u = 0; u < UNITS; u++) {
            for (int cell = 0; cell < CELLS * CELLS; cell++) {
                int y = cell / CELLS;
                int x = cell % CELLS;
                r[u * CELLS * CELLS + cell] =
                        switch (u) {
                            case 2, 7 -> a ? blob(y - ay, x - ax) : 0;
                            case 5 -> a ? 0.8 * blob(y - ay, x - ax) : 0;
                            case 11 -> a ? 0.6 * blob(y - ay, x - ax) : 0;
                            case 3 -> b ? blob(y - by, x - bx) : 0;
                            case 9 -> b ? 0.7 * blob(y - by, x - bx) : 0;
                            default -> random.next();
                        };
            }
        }
        return r;
    }

    private static double blob(double dy, double dx) {
        return Math.max(0, 1 - Math.max(Math.abs(dy), Math.abs(dx)) / 2);
    }

    /** splitmix64 as {@code Steele et al. 2014} describe it, in [0, 1). */
    private static final class SplitMix {
        private long state;

        SplitMix(long seed) {
            state = seed;
        }

        double next() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
        }
    }
}
