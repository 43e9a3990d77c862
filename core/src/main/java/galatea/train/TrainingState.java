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
 * Everything besides the configuration that a training needs to continue as if it had never
 * stopped: networks, averages, moments, counters. Images and randomness follow from the counters.
 */
final class TrainingState {
    private static final String LAYOUT = "galatea-training";
    private static final String VERSION = "1";
    private static final String STEP = "step";
    private static final String IMAGES = "imagesSeen";
    private static final String CONFIG = "config";
    private static final String TIME_G = "adamG/time";
    private static final String TIME_D = "adamD/time";

    private TrainingState() {}

    /** Writes the state of a training atomically. */
    static void save(Path path, GanTrainer trainer) throws IOException {
        List<TensorEntry> entries = new ArrayList<>();
        tensors(trainer)
                .forEach(
                        (name, tensor) ->
                                entries.add(
                                        new TensorEntry(
                                                name,
                                                DType.F32,
                                                new long[] {tensor.numel()},
                                                () -> RawData.view(tensor))));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(LAYOUT, VERSION);
        texts.put(CONFIG, TrainingConfigs.toJson(trainer.config()));
        texts.put(STEP, Long.toString(trainer.step()));
        texts.put(IMAGES, Long.toString(trainer.imagesSeen()));
        texts.put(TIME_G, Long.toString(trainer.adamG().time()));
        texts.put(TIME_D, Long.toString(trainer.adamD().time()));
        SafetensorsWriter.write(path, entries, texts);
    }

    /**
     * Rebuilds the training that was saved.
     *
     * @param config of the run; it may only differ in length from the one that was saved
     * @throws FormatException if the file is damaged, holds no training state or one of another
     *     configuration
     */
    static GanTrainer load(Path path, TrainingConfig config) throws IOException {
        SafetensorsFile file = SafetensorsFile.open(path);
        requireSameCourse(path, file, config);
        GanTrainer trainer = new GanTrainer(config);
        try {
            for (Map.Entry<String, Tensor> entry : tensors(trainer).entrySet()) {
                load(path, file, entry.getKey(), entry.getValue());
            }
            trainer.restore(
                    count(path, file, STEP),
                    count(path, file, IMAGES),
                    count(path, file, TIME_G),
                    count(path, file, TIME_D));
            return trainer;
        } catch (IOException | RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private static void requireSameCourse(Path path, SafetensorsFile file, TrainingConfig config)
            throws FormatException {
        String version = file.metadata().get(LAYOUT);
        if (!VERSION.equals(version)) {
            throw new FormatException(
                    path.toString(),
                    LAYOUT + " must be " + VERSION + ", as in a training-state file: " + version);
        }
        TrainingConfig saved = savedConfig(path, file);
        if (!saved.withTotalKimg(config.totalKimg()).equals(config)) {
            throw new FormatException(path.toString(), "belongs to a run of another configuration");
        }
    }

    private static TrainingConfig savedConfig(Path path, SafetensorsFile file)
            throws FormatException {
        try {
            return TrainingConfigs.fromJson(file.metadata().getOrDefault(CONFIG, ""));
        } catch (IllegalArgumentException e) {
            throw new FormatException(path.toString(), "config is not valid", e);
        }
    }

    private static Map<String, Tensor> tensors(GanTrainer trainer) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        addNetwork(tensors, "generator", trainer.generator().parameters());
        addNetwork(tensors, "discriminator", trainer.discriminator().parameters());
        addNetwork(tensors, "generatorEma", trainer.generatorEma().parameters());
        tensors.put("adamG/mean", trainer.adamG().mean());
        tensors.put("adamG/square", trainer.adamG().square());
        tensors.put("adamD/mean", trainer.adamD().mean());
        tensors.put("adamD/square", trainer.adamD().square());
        return tensors;
    }

    private static void addNetwork(Map<String, Tensor> tensors, String name, Parameters values) {
        tensors.put(name + "/values", values.values());
        tensors.put(name + "/buffers", values.bufferValues());
    }

    private static void load(Path path, SafetensorsFile file, String name, Tensor target)
            throws FormatException {
        if (!file.has(name) || file.shape(name)[0] != target.numel()) {
            throw new FormatException(
                    path.toString(),
                    "tensor %s must have %d numbers; the file is of another version or damaged"
                            .formatted(name, target.numel()));
        }
        RawData.load(target, file.data(name));
    }

    private static long count(Path path, SafetensorsFile file, String name) throws FormatException {
        String text = file.metadata().getOrDefault(name, "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new FormatException(path.toString(), name + " must be a number: " + text, e);
        }
    }
}
