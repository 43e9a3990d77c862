package galatea.train;

import galatea.format.DType;
import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.torch.Parameters;
import galatea.torch.RawData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * What a run needs to continue as if it had never stopped, in one file: whole buffers by name, its
 * configuration and counters as texts. Images and randomness follow from the counters.
 */
public final class StateFile {
    private static final String VERSION = "1";
    private static final String CONFIG = "config";

    private final Path path;
    private final SafetensorsFile file;

    private StateFile(Path path, SafetensorsFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Writes a state atomically.
     *
     * @param layout what kind of state it is, such as {@code galatea-training}
     * @param tensors one-dimensional, single precision, by name
     * @param config text of the configuration
     */
    public static void save(
            Path path,
            String layout,
            Map<String, Tensor> tensors,
            String config,
            Map<String, Long> counters)
            throws IOException {
        List<TensorEntry> entries = new ArrayList<>();
        tensors.forEach(
                (name, tensor) ->
                        entries.add(
                                new TensorEntry(
                                        name,
                                        DType.F32,
                                        new long[] {tensor.numel()},
                                        () -> RawData.view(tensor))));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(layout, VERSION);
        texts.put(CONFIG, config);
        counters.forEach((name, count) -> texts.put(name, Long.toString(count)));
        SafetensorsWriter.write(path, entries, texts);
    }

    /**
     * Opens what {@link #save} wrote.
     *
     * @throws FormatException if the file is damaged or of another layout
     */
    public static StateFile open(Path path, String layout) throws IOException {
        SafetensorsFile file = SafetensorsFile.open(path);
        String version = file.metadata().get(layout);
        if (!VERSION.equals(version)) {
            throw new FormatException(
                    path.toString(),
                    "%s must be %s, as in a training-state file: %s"
                            .formatted(layout, VERSION, version));
        }
        return new StateFile(path, file);
    }

    /** Text of the configuration. */
    public String config() {
        return file.metadata().getOrDefault(CONFIG, "");
    }

    /** The message that the file cannot be used. */
    public FormatException invalid(String reason) {
        return new FormatException(path.toString(), reason);
    }

    /**
     * Overwrites tensors with those of the same names.
     *
     * @throws FormatException if one is missing or of another size
     */
    public void load(Map<String, Tensor> targets) throws FormatException {
        for (Map.Entry<String, Tensor> target : targets.entrySet()) {
            String name = target.getKey();
            Tensor tensor = target.getValue();
            if (!file.has(name) || file.shape(name)[0] != tensor.numel()) {
                throw invalid(
                        "tensor %s must have %d numbers; the file is of another version or damaged"
                                .formatted(name, tensor.numel()));
            }
            RawData.load(tensor, file.data(name));
        }
    }

    /** A counter. */
    public long count(String name) throws FormatException {
        String text = file.metadata().getOrDefault(name, "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new FormatException(path.toString(), name + " must be a number: " + text, e);
        }
    }

    /** Adds the values and buffers of a network. */
    public static void addNetwork(Map<String, Tensor> tensors, String name, Parameters values) {
        tensors.put(name + "/values", values.values());
        tensors.put(name + "/buffers", values.bufferValues());
    }

    /** Adds the moments of an optimiser. */
    public static void addMoments(Map<String, Tensor> tensors, String name, Adam adam) {
        tensors.put(name + "/mean", adam.mean());
        tensors.put(name + "/square", adam.square());
    }
}
