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
import galatea.torch.Ops;
import galatea.torch.RawData;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

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
    private final LatentTensors tensors;

    private GeneratorSession(Generator generator, double lod, Truncation truncation) {
        this.generator = generator;
        this.lod = lod;
        this.truncation = truncation;
        shapes = LatentShapes.of(generator);
        tensors = new LatentTensors(generator);
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
            Noise noise = tensors.noise(style, latents, options.noise());
            return style.synthesize(tensors.ws(style, latents, options), noise, lod, tap);
        }
        requireNoTruncation(options);
        Tensor z = tensors.z(latents, options.shift()); // [N, latentSize]
        return generator.forward(z, tensors.labels(options.label(), latents.size()), lod, tap);
    }

    /**
     * How many pictures to draw as one batch: so many that the outputs of all layers take a
     * gigabyte at most; of a StyleGAN of 1024 pixels that is four.
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
            return latent.with(Space.W, Ops.floats(tensors.ws(style, List.of(latent), options)));
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
        return tensors.w(requireStyle("styles need"), latents, options);
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
        return tensors.ws(style, latents, options);
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
        return style.broadcast(style.map(z, tensors.labels(options.label(), z.size(0))));
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
        return generator.forward(z, tensors.labels(options.label(), z.size(0)), lod, LayerTap.NONE);
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
