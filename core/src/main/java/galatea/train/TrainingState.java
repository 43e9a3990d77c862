package galatea.train;

import galatea.format.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Networks, averages, moments and counters of an adversarial training in a {@link StateFile}. */
final class TrainingState {
    private static final String LAYOUT = "galatea-training";
    private static final String STEP = "step";
    private static final String IMAGES = "imagesSeen";
    private static final String TIME_G = "adamG/time";
    private static final String TIME_D = "adamD/time";

    private TrainingState() {}

    /** Writes the state of a training atomically. */
    static void save(Path path, GanTrainer trainer) throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put(STEP, trainer.step());
        counters.put(IMAGES, trainer.imagesSeen());
        counters.put(TIME_G, trainer.adamG().time());
        counters.put(TIME_D, trainer.adamD().time());
        String config = TrainingConfigs.toJson(trainer.config());
        StateFile.save(path, LAYOUT, tensors(trainer), config, counters);
    }

    /**
     * Rebuilds the training that was saved.
     *
     * @param config of the run; it may only differ in length from the one that was saved
     * @throws FormatException if the file is damaged, holds no training state or one of another
     *     configuration
     */
    static GanTrainer load(Path path, TrainingConfig config) throws IOException {
        StateFile file = StateFile.open(path, LAYOUT);
        if (!savedConfig(file).withTotalKimg(config.totalKimg()).equals(config)) {
            throw file.invalid("belongs to a run of another configuration");
        }
        GanTrainer trainer = new GanTrainer(config);
        try {
            file.load(tensors(trainer));
            trainer.restore(
                    file.count(STEP), file.count(IMAGES), file.count(TIME_G), file.count(TIME_D));
            return trainer;
        } catch (IOException | RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private static TrainingConfig savedConfig(StateFile file) throws FormatException {
        try {
            return TrainingConfigs.fromJson(file.config());
        } catch (IllegalArgumentException e) {
            throw file.invalid("config is not valid: " + e.getMessage());
        }
    }

    private static Map<String, Tensor> tensors(GanTrainer trainer) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateFile.addNetwork(tensors, "generator", trainer.generator().parameters());
        StateFile.addNetwork(tensors, "discriminator", trainer.discriminator().parameters());
        StateFile.addNetwork(tensors, "generatorEma", trainer.generatorEma().parameters());
        StateFile.addMoments(tensors, "adamG", trainer.adamG());
        StateFile.addMoments(tensors, "adamD", trainer.adamD());
        return tensors;
    }
}
