package galatea.latent;

import galatea.data.ContentHash;
import galatea.format.NpyArray;
import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.model.NetworkConfigs;
import galatea.model.NetworkFile;
import galatea.model.Noise;
import galatea.model.Source;
import galatea.model.StyledGenerator;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.RawData;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A generator ready for use: pictures from seeds and latents, as Java values.
 *
 * <pre>{@code
 * try (GeneratorSession session = GeneratorSession.open(Path.of("network.safetensors"))) {
 *     Picture picture = session.generate(42);
 *     Files.write(Path.of("seed0042.png"), Png.encode(picture));
 * }
 * }</pre>
 *
 * <p>{@code generate} and {@code levels} compute pictures one at a time, so that neither its
 * neighbours nor the size of a batch can change one by the last bit, and memory does not grow with
 * their number: equal latents and options give equal bytes (on one machine, with one number of
 * threads). The engine's random stream is not touched. A session belongs to the thread that opened
 * it.
 */
public final class GeneratorSession implements AutoCloseable {
    private static final long BATCH_BYTES = 1L << 30;

    private final Generator generator;
    private final double lod;
    private final Truncation truncation;
    private final LatentShapes shapes;

    private GeneratorSession(Generator generator, double lod, Truncation truncation) {
        this.generator = generator;
        this.lod = lod;
        this.truncation = truncation;
        shapes = LatentShapes.of(generator);
    }

    /**
     * Loads a network.
     *
     * @throws galatea.format.FormatException if the file is damaged or no network
     */
    public static GeneratorSession open(Path network) throws IOException {
        return open(NetworkFile.open(network));
    }

    /** Loads the generator of a file that is open. */
    public static GeneratorSession open(NetworkFile file) throws IOException {
        Source source = file.provenance().source();
        Truncation truncation =
                source == null ? Truncation.NONE : Truncation.of(source.psi(), source.cutoff());
        Generator generator = file.generator();
        generator.parameters().requireGradient(false);
        return new GeneratorSession(generator, file.lod(), truncation);
    }

    /**
     * Uses a generator of this process, which the session closes.
     *
     * @param lod level of detail to draw at
     */
    public static GeneratorSession of(Generator generator, double lod) {
        return new GeneratorSession(generator, lod, Truncation.NONE);
    }

    /**
     * How the program that made the network's file truncates unless told otherwise; {@link
     * Truncation#NONE} for networks of this library.
     */
    public Truncation truncation() {
        return truncation;
    }

    /** What the network was built from. */
    public NetworkConfig config() {
        return generator.config();
    }

    /** SHA-256 in lower-case hex of the config, every tensor and the level of detail. */
    public String contentHash() {
        MessageDigest digest = ContentHash.sha256();
        String head = NetworkConfigs.toJson(config()) + lod;
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(RawData.view(generator.parameters().values()));
        digest.update(RawData.view(generator.parameters().bufferValues()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The generator's layers in order. */
    public List<Layer> layers() {
        return generator.layers();
    }

    /** Height and width of the pictures: smaller than the network's while it grows. */
    public int resolution() {
        return config().resolution() >> (int) lod;
    }

    /**
     * The picture of a seed with default options.
     *
     * @param seed 0…2³²−1
     */
    public Picture generate(long seed) {
        return generate(seed, GenerateOptions.defaults());
    }

    /**
     * The picture of a seed.
     *
     * @param seed 0…2³²−1
     */
    public Picture generate(long seed, GenerateOptions options) {
        return generate(latent(seed), options);
    }

    /** The picture of a latent. */
    public Picture generate(Latent latent, GenerateOptions options) {
        return picture(levels(latent, options));
    }

    /** A picture of levels [channels, R, R]. */
    public Picture picture(float[] levels) {
        int side = resolution();
        int channels = config().channels();
        return PixelConversion.toPictures(
                        levels, channels, side, side, PixelConversion.Rounding.FLOOR)
                .get(0);
    }

    /**
     * The raw picture of a latent.
     *
     * @return [channels, R, R], nominally in [−1, 1], not clipped
     */
    public float[] levels(Latent latent, GenerateOptions options) {
        return levels(latent, options, LayerTap.NONE);
    }

    /** The same with a tap on the layers. */
    public float[] levels(Latent latent, GenerateOptions options, LayerTap tap) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Ops.floats(images(List.of(latent), options, tap));
        }
    }

    /**
     * The raw pictures of latents of one space as one batch, in the caller's scope; gradients flow
     * from what the tap returns unless the caller forbids them.
     *
     * <p>A picture may differ by the last bits from the same picture drawn alone.
     *
     * @param latents at least one
     * @return [N, channels, R, R], nominally in [−1, 1], not clipped
     */
    public Tensor images(List<Latent> latents, GenerateOptions options, LayerTap tap) {
        latents.forEach(this::requireShape);
        requireMovable(latents.get(0).space(), options.shift());
        if (generator instanceof StyledGenerator style) {
            return draw(style, styles(style, latents, options), latents, options, tap);
        }
        requireNoTruncation(options);
        Tensor z = moved(latents, options); // [N, latentSize]
        return generator.forward(z, labels(options.label(), latents.size()), lod, tap);
    }

    /**
     * How many pictures to draw as one batch: so many that the outputs of all layers take a
     * gigabyte at most; of networks of 1024 pixels that is four.
     *
     * @param most of small networks, at least 1
     */
    public int atOnce(int most) {
        long values =
                generator.layers().stream()
                        .filter(layer -> layer.resolution() <= resolution())
                        .mapToLong(
                                layer ->
                                        (long) layer.channels()
                                                * layer.resolution()
                                                * layer.resolution())
                        .sum(); // per picture
        return Math.max(1, (int) Math.min(most, BATCH_BYTES / (Float.BYTES * values)));
    }

    /** The z of a seed, equal to NumPy's. */
    public Latent latent(long seed) {
        return Latent.ofSeed(seed, config().latentSize());
    }

    /** The z of seeds, equal to NumPy's. */
    public List<Latent> latents(List<Long> seeds) {
        return seeds.stream().map(this::latent).toList();
    }

    /**
     * The latents of an array; the noise seed of each is its row.
     *
     * @param array z [N, latentSize] or, for the style family, ws [N, numWs, wSize]
     */
    public List<Latent> latents(NpyArray array) {
        return shapes.latents(array);
    }

    /**
     * The truncated and moved styles of a latent: what {@link StyleMixing} and {@link
     * Interpolation} work on.
     *
     * <p>Draw the result with {@link GenerateOptions#forStyles}, lest it be truncated twice.
     *
     * @throws IllegalArgumentException if the network is not of the style family
     */
    public Latent styles(Latent latent, GenerateOptions options) {
        StyledGenerator style = requireStyle("styles need");
        requireShape(latent);
        requireMovable(latent.space(), options.shift());
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return latent.with(Space.W, Ops.floats(styles(style, List.of(latent), options)));
        }
    }

    /**
     * f(z) of latents of space Z as they are, neither truncated nor moved in W, in the caller's
     * scope.
     *
     * @param latents at least one
     * @return w [N, wSize]
     * @throws IllegalArgumentException if the network is not of the style family
     */
    public Tensor mapped(List<Latent> latents, GenerateOptions options) {
        latents.forEach(this::requireShape);
        return mapped(requireStyle("styles need"), latents, options);
    }

    /**
     * The weights by which latents enter the network, in the caller's scope.
     *
     * @see Generator#latentWeights
     */
    public List<Tensor> latentWeights() {
        return generator.latentWeights();
    }

    /**
     * The truncated styles of latents of one space, in the caller's scope.
     *
     * @return ws [N, numWs, wSize]
     * @throws IllegalArgumentException if the network has no styles
     */
    public Tensor styles(List<Latent> latents, GenerateOptions options) {
        StyledGenerator style = requireStyle("styles need");
        latents.forEach(this::requireShape);
        return styles(style, latents, options);
    }

    /**
     * The styles of z, without truncation, through which gradients flow.
     *
     * @param z [N, latentSize]
     * @param options of which only the class counts
     * @return ws [N, numWs, wSize] in the caller's scope
     * @throws IllegalArgumentException if the network has no styles
     */
    public Tensor stylesOfLatents(Tensor z, GenerateOptions options) {
        StyledGenerator style = requireStyle("styles need");
        return style.broadcast(style.map(z, labels(options.label(), z.size(0))));
    }

    /**
     * Raw pictures of styles through which, and through the noise, gradients flow.
     *
     * @param ws [N, numWs, wSize]
     * @return [N, channels, R, R] in the caller's scope
     */
    public Tensor imagesOfStyles(Tensor ws, Noise noise) {
        return requireStyle("styles need").synthesize(ws, noise, lod, LayerTap.NONE);
    }

    /**
     * Raw pictures of latents through which gradients flow.
     *
     * @param z [N, latentSize]
     * @param options of which only the class counts
     * @return [N, channels, R, R] in the caller's scope
     */
    public Tensor imagesOfLatents(Tensor z, GenerateOptions options) {
        return generator.forward(z, labels(options.label(), z.size(0)), lod, LayerTap.NONE);
    }

    /** The noise stored with the network, the same for every picture; none without styles. */
    public Noise noise() {
        return generator instanceof StyledGenerator style ? style.storedNoise() : Noise.NONE;
    }

    /** The noise stored with the network, of each layer that takes some; none without styles. */
    public NoiseMaps storedNoise() {
        return generator instanceof StyledGenerator style
                ? NoiseMaps.storedIn(style, lod)
                : NoiseMaps.NONE;
    }

    /** Whether the network is of the style family, and so has space W. */
    public boolean hasStyles() {
        return generator instanceof StyledGenerator;
    }

    /** Number of layers with a style of their own; for the style family only. */
    public int numWs() {
        return requireStyle("styles need").numWs();
    }

    /** The truncated, then moved styles [N, numWs, wSize]. */
    private Tensor styles(StyledGenerator style, List<Latent> latents, GenerateOptions options) {
        int numWs = style.numWs();
        int wSize = style.wSize();
        float[] ws =
                latents.get(0).space() == Space.W
                        ? joined(latents)
                        : Ops.floats(map(style, latents, options));
        float[] average = Ops.floats(style.wAverage());
        float[] truncated = new float[ws.length];
        int size = numWs * wSize;
        for (int from = 0; from < ws.length; from += size) {
            float[] one = Arrays.copyOfRange(ws, from, from + size);
            float[] result = options.truncation().apply(one, average);
            System.arraycopy(result, 0, truncated, from, size);
        }
        float[] moved = options.shift().apply(Space.W, truncated, numWs, wSize);
        return tensor(moved, latents.size(), numWs, wSize);
    }

    private Tensor map(StyledGenerator style, List<Latent> latents, GenerateOptions options) {
        return style.broadcast(mapped(style, latents, options)); // [N, numWs, wSize]
    }

    /** z' [N, latentSize] → w [N, wSize]. */
    private Tensor mapped(StyledGenerator style, List<Latent> latents, GenerateOptions options) {
        return style.map(moved(latents, options), labels(options.label(), latents.size()));
    }

    /** z' [N, latentSize] along the directions. */
    private Tensor moved(List<Latent> latents, GenerateOptions options) {
        int size = config().latentSize();
        float[] z = options.shift().apply(Space.Z, joined(latents), 1, size);
        return tensor(z, latents.size(), size);
    }

    private Tensor draw(
            StyledGenerator style,
            Tensor ws,
            List<Latent> latents,
            GenerateOptions options,
            LayerTap tap) {
        Noise noise =
                switch (options.noise()) {
                    case RANDOM -> new SeededNoise(latents, dtype());
                    case CONST -> new CarriedNoise(latents, style.storedNoise(), dtype());
                    case NONE -> Noise.NONE;
                };
        return style.synthesize(ws, noise, lod, tap); // [N, C, R, R]
    }

    /** One after the other. */
    private static float[] joined(List<Latent> latents) {
        int size = latents.get(0).values().length;
        float[] values = new float[latents.size() * size];
        for (int i = 0; i < latents.size(); i++) {
            System.arraycopy(latents.get(i).values(), 0, values, i * size, size);
        }
        return values;
    }

    private Tensor tensor(float[] values, long... shape) {
        return Ops.of(values, shape).to(generator.parameters().values().scalar_type());
    }

    private DType dtype() {
        return generator.parameters().dtype();
    }

    /** One-hot [N, labelSize]; null for a network without classes. */
    private @Nullable Tensor labels(@Nullable Integer label, long n) {
        int classes = config().labelSize();
        if (label == null && classes == 0) {
            return null;
        }
        if (classes == 0) {
            throw new IllegalArgumentException(
                    "class must be absent, since the network has no classes: " + label);
        }
        if (label == null || label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "class must be in [0, %d], since the network has classes: %s"
                            .formatted(classes - 1, label == null ? "none given" : label));
        }
        float[] oneHot = new float[classes];
        oneHot[label] = 1;
        return tensor(oneHot, 1, classes).expand(n, classes);
    }

    private StyledGenerator requireStyle(String what) {
        if (generator instanceof StyledGenerator style) {
            return style;
        }
        throw new IllegalArgumentException(
                "%s a network with styles: %s".formatted(what, config().family()));
    }

    private void requireNoTruncation(GenerateOptions options) {
        if (!options.truncation().isNone()) {
            requireStyle("truncation needs");
        }
    }

    private void requireMovable(Space space, Shift shift) {
        if (shift.moves(Space.W)) {
            requireStyle("directions in space w need");
        }
        if (space == Space.W && shift.moves(Space.Z)) {
            throw new IllegalArgumentException("directions must be in space w to move styles: z");
        }
    }

    private void requireShape(Latent latent) {
        if (latent.space() == Space.W) {
            requireStyle("styles need");
        }
        shapes.require(latent);
    }

    @Override
    public void close() {
        generator.close();
    }
}
