package galatea.model;

import galatea.format.Elements;
import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.format.pickle.PickleFile;
import galatea.model.imports.AverageStyle;
import galatea.model.imports.ForeignNetwork;
import galatea.model.imports.ImportOptions;
import galatea.model.imports.Imports;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A trained network in a file: one of this library, or of a program that {@link Imports} knows.
 *
 * <p>Ours is one safetensors file.
 *
 * <p>Tensors {@code generator/NAME} are the averaged generator, the one to use, and {@code
 * discriminator/NAME}, if there, the discriminator; buffers included; single precision, row-major.
 * The header's texts are {@code galatea} (version of this layout), {@code config} (see {@link
 * NetworkConfigs}), {@code provenance} (see {@link Provenance}) and {@code lod}.
 */
public final class NetworkFile {
    private static final String LAYOUT = "galatea";
    private static final String LAYOUT_VERSION = "1";
    private static final String CONFIG = "config";
    private static final String PROVENANCE = "provenance";
    private static final String LOD = "lod";
    private static final String GENERATOR = "generator/";
    private static final String DISCRIMINATOR = "discriminator/";
    private static final int NAMED = 3; // names listed in a message

    private final Path path;
    private final NetworkTensors tensors;
    private final NetworkConfig config;
    private final Provenance provenance;
    private final double lod;
    private final boolean averageKnown; // of w, where there is one

    private NetworkFile(Path path, SafetensorsFile file) throws FormatException {
        this.path = path;
        tensors = NetworkTensors.of(file);
        Map<String, String> texts = file.metadata();
        String version = parsed(texts, LAYOUT, text -> text);
        if (!version.equals(LAYOUT_VERSION)) {
            throw new FormatException(
                    path.toString(),
                    "galatea must be 1: %s; read it with a newer Galatea".formatted(version));
        }
        config = parsed(texts, CONFIG, NetworkConfigs::fromJson);
        provenance = parsed(texts, PROVENANCE, Provenance::fromJson);
        lod = parsed(texts, LOD, this::requireLod);
        averageKnown = true;
    }

    private NetworkFile(Path path, ForeignNetwork foreign) throws FormatException {
        this.path = path;
        tensors = NetworkTensors.of(foreign, GENERATOR, DISCRIMINATOR);
        config = foreign.config();
        provenance = Provenance.imported(foreign.layout());
        lod = parsed(Map.of(LOD, Double.toString(foreign.lod())), LOD, this::requireLod);
        averageKnown = foreign.hasAverage();
    }

    /**
     * Writes or replaces a network file atomically.
     *
     * @param generator the averaged generator
     * @param discriminator null to leave it out
     * @param lod level of detail to use the generator at: 0 unless it is still growing
     */
    public static void save(
            Path path,
            Generator generator,
            @Nullable Discriminator discriminator,
            double lod,
            Provenance provenance)
            throws IOException {
        save(path, galatea.format.DType.F32, generator, discriminator, lod, provenance);
    }

    /**
     * The same in a precision: half of it takes half the space, and rounds values to eleven binary
     * digits (fewer below 6 · 10⁻⁵).
     *
     * @param precision F32 or F16
     */
    public static void save(
            Path path,
            galatea.format.DType precision,
            Generator generator,
            @Nullable Discriminator discriminator,
            double lod,
            Provenance provenance)
            throws IOException {
        List<TensorEntry> entries = new ArrayList<>();
        addTensors(entries, precision, GENERATOR, generator.parameters());
        if (discriminator != null) {
            addTensors(entries, precision, DISCRIMINATOR, discriminator.parameters());
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(LAYOUT, LAYOUT_VERSION);
        texts.put(CONFIG, NetworkConfigs.toJson(generator.config()));
        texts.put(PROVENANCE, provenance.toJson());
        texts.put(LOD, Double.toString(lod));
        SafetensorsWriter.write(path, entries, texts);
    }

    /** Opens a file of this library or another program: see {@link #open(Path, ImportOptions)}. */
    public static NetworkFile open(Path path) throws IOException {
        return open(path, ImportOptions.DEFAULT);
    }

    /**
     * Opens a file of this library, whose tensors are not read yet, or of another program, whose
     * tensors are.
     *
     * @param options which of the networks in another program's file; without effect on ours
     * @throws FormatException if it is damaged or no network that is known
     * @throws IllegalArgumentException for a resolution that the file does not have
     */
    public static NetworkFile open(Path path, ImportOptions options) throws IOException {
        if (PickleFile.isPickle(path)) {
            return new NetworkFile(path, Imports.read(path, PickleFile.read(path), options));
        }
        SafetensorsFile file = SafetensorsFile.open(path);
        return file.metadata().containsKey(LAYOUT) || file.names().isEmpty()
                ? new NetworkFile(path, file)
                : new NetworkFile(path, Imports.read(path, file, options));
    }

    /**
     * The averaged generator of a file, in single precision, outside any scope; the caller closes
     * it.
     *
     * @throws FormatException if a tensor is missing, unexpected or of the wrong shape
     */
    public static Generator load(Path path) throws IOException {
        return open(path).generator();
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** What the networks were built from. */
    public NetworkConfig config() {
        return config;
    }

    /** Where the networks come from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Level of detail to use the generator at: 0 unless it was still growing. */
    public double lod() {
        return lod;
    }

    /** Whether the file has a discriminator. */
    public boolean hasDiscriminator() {
        return tensors.names().stream().anyMatch(name -> name.startsWith(DISCRIMINATOR));
    }

    /** The averaged generator: see {@link #load}. */
    public Generator generator() throws IOException {
        checkPrefixes();
        Generator generator = Networks.generator(config, DType.FLOAT32, 0);
        fill(GENERATOR, generator.parameters());
        if (!averageKnown && generator instanceof StyledGenerator styled) {
            AverageStyle.estimate(styled);
        }
        return generator;
    }

    /**
     * The discriminator, in single precision, outside any scope; the caller closes it.
     *
     * @throws FormatException if there is none, or a tensor is missing, unexpected or of the wrong
     *     shape
     */
    public Discriminator discriminator() throws IOException {
        checkPrefixes();
        if (!hasDiscriminator()) {
            throw new FormatException(
                    path.toString(), "has no discriminator; name a file that was saved with one");
        }
        Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 0);
        fill(DISCRIMINATOR, discriminator.parameters());
        return discriminator;
    }

    private static void addTensors(
            List<TensorEntry> entries,
            galatea.format.DType precision,
            String prefix,
            Parameters tensors) {
        for (Parameter parameter : all(tensors)) {
            entries.add(
                    new TensorEntry(
                            prefix + parameter.name(),
                            precision,
                            parameter.shape(),
                            () -> bytes(precision, Ops.floats(parameter.tensor()))));
        }
    }

    /** Halves end at 65504. */
    private static float[] requireHalf(float[] values) {
        for (float value : values) {
            if (Math.abs(value) > 65504) {
                throw new IllegalArgumentException(
                        "weights must be at most 65504 in half precision: " + value);
            }
        }
        return values;
    }

    private static ByteBuffer bytes(galatea.format.DType precision, float[] values) {
        return switch (precision) {
            case F32 -> Elements.bytes(values);
            case F16 -> Elements.halves(requireHalf(values));
            default ->
                    throw new IllegalArgumentException(
                            "precision must be F32 or F16: " + precision);
        };
    }

    private static List<Parameter> all(Parameters tensors) {
        List<Parameter> all = tensors.trained();
        all.addAll(tensors.buffers());
        return all;
    }

    private void fill(String prefix, Parameters parameters) throws FormatException {
        try {
            List<Parameter> expected = all(parameters);
            requireNames(prefix, expected.stream().map(p -> prefix + p.name()).toList());
            for (Parameter parameter : expected) {
                String name = prefix + parameter.name();
                requireShape(name, parameter.shape());
                Ops.copyInto(parameter, tensors.floats(name));
            }
        } catch (FormatException | RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    private void requireNames(String prefix, List<String> expected) throws FormatException {
        TreeSet<String> missing = new TreeSet<>(expected);
        TreeSet<String> unexpected = new TreeSet<>();
        for (String name : tensors.names()) {
            if (name.startsWith(prefix) && !missing.remove(name)) {
                unexpected.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new FormatException(path.toString(), "tensors are missing: " + some(missing));
        }
        if (!unexpected.isEmpty()) {
            throw new FormatException(
                    path.toString(), "tensors are unexpected: " + some(unexpected));
        }
    }

    private void requireShape(String name, long[] shape) throws FormatException {
        if (!Arrays.equals(tensors.shape(name), shape)) {
            throw new FormatException(
                    path.toString(),
                    "%s must have shape %s: %s"
                            .formatted(
                                    name,
                                    Arrays.toString(shape),
                                    Arrays.toString(tensors.shape(name))));
        }
    }

    private void checkPrefixes() throws FormatException {
        TreeSet<String> others = new TreeSet<>(tensors.names());
        others.removeIf(name -> name.startsWith(GENERATOR) || name.startsWith(DISCRIMINATOR));
        if (!others.isEmpty()) {
            throw new FormatException(path.toString(), "tensors are unexpected: " + some(others));
        }
    }

    private static String some(java.util.Collection<String> names) {
        String listed = String.join(", ", names.stream().limit(NAMED).toList());
        int more = names.size() - NAMED;
        return more > 0 ? "%s and %d more".formatted(listed, more) : listed;
    }

    private <T> T parsed(Map<String, String> texts, String key, Function<String, T> parser)
            throws FormatException {
        String text = texts.getOrDefault(key, key.equals(LOD) ? "0" : "");
        if (text.isEmpty()) {
            throw notANetwork(key);
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new FormatException(path.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    private FormatException notANetwork(String key) {
        return new FormatException(
                path.toString(),
                "is not a network of Galatea: its header has no %s".formatted(key));
    }

    private double requireLod(String text) {
        double value = Double.parseDouble(text); // NumberFormatException is an argument error
        Inputs.requireLod(config, value);
        return value;
    }
}
