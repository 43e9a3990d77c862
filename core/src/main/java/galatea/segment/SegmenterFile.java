package galatea.segment;

import galatea.data.LabelClasses;
import galatea.format.DType;
import galatea.format.Elements;
import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.model.Provenance;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.io.IOException;
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
 * A trained U-Net in one safetensors file.
 *
 * <p>Tensors {@code segmenter/NAME}, row-major; kernels in single or half precision, the few other
 * values in single. The header's texts are {@code galatea-segmenter} (version of this layout),
 * {@code config} ({@link UNetConfig}), {@code classes} ({@link LabelClasses}), {@code provenance}
 * ({@link Provenance}) and, where pictures were held out, {@code heldOut} ({@link SegmenterScore}).
 */
public final class SegmenterFile {
    private static final String LAYOUT = "galatea-segmenter";
    private static final String LAYOUT_VERSION = "1";
    private static final String CONFIG = "config";
    private static final String CLASSES = "classes";
    private static final String PROVENANCE = "provenance";
    private static final String HELD_OUT = "heldOut";
    private static final String PREFIX = "segmenter/";

    private final Path path;
    private final SafetensorsFile file;
    private final UNetConfig config;
    private final LabelClasses classes;
    private final Provenance provenance;
    private final @Nullable SegmenterScore heldOut;

    private SegmenterFile(Path path, SafetensorsFile file) throws FormatException {
        this.path = path;
        this.file = file;
        String version = parsed(LAYOUT, text -> text);
        if (!version.equals(LAYOUT_VERSION)) {
            throw wrong(
                    "%s must be 1: %s; read it with a newer Galatea".formatted(LAYOUT, version));
        }
        config = parsed(CONFIG, text -> StrictJson.read(CONFIG, text, UNetConfig.class));
        classes = parsed(CLASSES, text -> StrictJson.read(CLASSES, text, LabelClasses.class));
        provenance = parsed(PROVENANCE, Provenance::fromJson);
        heldOut =
                file.metadata().containsKey(HELD_OUT)
                        ? parsed(HELD_OUT, t -> StrictJson.read(HELD_OUT, t, SegmenterScore.class))
                        : null;
        if (classes.size() != config.classes()) {
            throw wrong(
                    "classes must be %d as in config: %d"
                            .formatted(config.classes(), classes.size()));
        }
    }

    /**
     * Writes or replaces a file atomically.
     *
     * @param precision of the kernels: F32 or F16
     * @param heldOut how good it is on pictures it has not learnt from; null if none were held out
     */
    public static void save(
            Path path,
            UNetSegmenter segmenter,
            DType precision,
            Provenance provenance,
            @Nullable SegmenterScore heldOut)
            throws IOException {
        if (precision != DType.F32 && precision != DType.F16) {
            throw new IllegalArgumentException("precision must be F32 or F16: " + precision);
        }
        List<TensorEntry> entries = new ArrayList<>();
        for (Parameter parameter : all(segmenter.network().parameters())) {
            entries.add(entry(parameter, parameter.shape().length == 4 ? precision : DType.F32));
        }
        Map<String, String> texts = texts(segmenter);
        texts.put(PROVENANCE, provenance.toJson());
        if (heldOut != null) {
            texts.put(HELD_OUT, StrictJson.write(heldOut));
        }
        SafetensorsWriter.write(path, entries, texts);
    }

    private static Map<String, String> texts(UNetSegmenter segmenter) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(LAYOUT, LAYOUT_VERSION);
        texts.put(CONFIG, StrictJson.write(segmenter.config()));
        texts.put(CLASSES, StrictJson.write(segmenter.classes()));
        return texts;
    }

    private static TensorEntry entry(Parameter parameter, DType precision) {
        return new TensorEntry(
                PREFIX + parameter.name(),
                precision,
                parameter.shape(),
                () -> {
                    float[] values = Ops.floats(parameter.tensor());
                    return precision == DType.F16
                            ? Elements.halves(values)
                            : Elements.bytes(values);
                });
    }

    /**
     * Opens a file; no tensor is read yet.
     *
     * @throws FormatException if it is no safetensors file, is damaged, or is not a segmenter of
     *     this library
     */
    public static SegmenterFile open(Path path) throws IOException {
        return new SegmenterFile(path, SafetensorsFile.open(path));
    }

    /** What the network is built from. */
    public UNetConfig config() {
        return config;
    }

    /** What its labels stand for. */
    public LabelClasses classes() {
        return classes;
    }

    /** Where it comes from; {@code imagesSeen} are pictures shown in training. */
    public Provenance provenance() {
        return provenance;
    }

    /** How good it was on pictures it has not learnt from; null if none were held out. */
    public @Nullable SegmenterScore heldOut() {
        return heldOut;
    }

    /**
     * The segmenter, in single precision, outside any scope; the caller closes it.
     *
     * @throws FormatException if a tensor is missing, unexpected, of the wrong shape or type, or
     *     holds a value that is not finite
     */
    public UNetSegmenter segmenter() throws IOException {
        UNet network = new UNet(config, galatea.torch.DType.FLOAT32, 0);
        try {
            fill(network.parameters());
            network.parameters().requireGradient(false);
            return new UNetSegmenter(network, classes);
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void fill(Parameters parameters) throws FormatException {
        TreeSet<String> unexpected = new TreeSet<>(file.names());
        for (Parameter parameter : all(parameters)) {
            String name = PREFIX + parameter.name();
            if (!unexpected.remove(name)) {
                throw wrong("must have the tensor %s".formatted(name));
            }
            Ops.copyInto(parameter, values(name, parameter.shape()));
        }
        if (!unexpected.isEmpty()) {
            throw wrong("must have no tensor %s".formatted(unexpected.first()));
        }
    }

    private float[] values(String name, long[] shape) throws FormatException {
        if (!Arrays.equals(file.shape(name), shape)) {
            String found = Arrays.toString(file.shape(name));
            throw wrong("%s must have shape %s: %s".formatted(name, Arrays.toString(shape), found));
        }
        if (file.dtype(name) != DType.F32 && file.dtype(name) != DType.F16) {
            throw wrong("%s must be F32 or F16: %s".formatted(name, file.dtype(name)));
        }
        float[] values = file.floats(name);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw wrong("%s must be finite: %s".formatted(name, value));
            }
        }
        return values;
    }

    private static List<Parameter> all(Parameters parameters) {
        List<Parameter> all = parameters.trained();
        all.addAll(parameters.buffers());
        return all;
    }

    private <T> T parsed(String key, Function<String, T> parser) throws FormatException {
        String text = file.metadata().get(key);
        if (text == null) {
            throw wrong("is not a segmenter of Galatea: its header has no %s".formatted(key));
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new FormatException(path.toString(), key + ": " + e.getMessage(), e);
        }
    }

    private FormatException wrong(String message) {
        return new FormatException(path.toString(), message);
    }
}
