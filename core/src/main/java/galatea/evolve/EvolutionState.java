package galatea.evolve;

import galatea.format.FormatException;
import galatea.train.Adam;
import galatea.train.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Parents, discriminator, moments and counters of an evolution in a {@link StateFile}. */
final class EvolutionState {
    private static final String LAYOUT = "galatea-evolution";
    private static final String GENERATION = "generation";
    private static final String REALS = "realsSeen";
    private static final String TIME = "/time";

    private EvolutionState() {}

    /** Writes the state of an evolution atomically. */
    static void save(Path path, EvolutionTrainer trainer) throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put(GENERATION, trainer.generation());
        counters.put(REALS, trainer.realsSeen());
        optimisers(trainer).forEach((name, adam) -> counters.put(name + TIME, adam.time()));
        counters.putAll(trainer.lifeSigns().counters());
        StateFile.save(path, LAYOUT, tensors(trainer), trainer.config().toJson(), counters);
    }

    /**
     * Rebuilds the evolution that was saved.
     *
     * @param config of the run; it may only differ in length from the one that was saved
     * @param breedingThreads see {@link EvolutionTrainer}
     * @throws FormatException if the file is damaged, holds no evolution or one of another
     *     configuration
     */
    static EvolutionTrainer load(Path path, EvolutionConfig config, int breedingThreads)
            throws IOException {
        StateFile file = StateFile.open(path, LAYOUT);
        EvolutionConfig saved = savedConfig(file);
        if (!saved.with(saved.rules(), config.generations(), saved.seed()).equals(config)) {
            throw file.invalid("belongs to a run of another configuration");
        }
        EvolutionTrainer trainer = new EvolutionTrainer(config, breedingThreads);
        try {
            file.load(tensors(trainer));
            for (Map.Entry<String, Adam> entry : optimisers(trainer).entrySet()) {
                entry.getValue().restoreTime(file.count(entry.getKey() + TIME));
            }
            trainer.lifeSigns().restore(file::count);
            trainer.restore(file.count(GENERATION), file.count(REALS));
            return trainer;
        } catch (IOException | RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private static EvolutionConfig savedConfig(StateFile file) throws FormatException {
        try {
            return EvolutionConfig.fromJson(file.config());
        } catch (IllegalArgumentException e) {
            throw file.invalid("config is not valid: " + e.getMessage());
        }
    }

    private static Map<String, Tensor> tensors(EvolutionTrainer trainer) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateFile.addNetwork(tensors, "discriminator", trainer.discriminator().parameters());
        List<Individual> parents = trainer.population().parents();
        for (int i = 0; i < parents.size(); i++) {
            StateFile.addNetwork(tensors, "parent" + i, parents.get(i).generator().parameters());
        }
        optimisers(trainer).forEach((name, adam) -> StateFile.addMoments(tensors, name, adam));
        return tensors;
    }

    private static Map<String, Adam> optimisers(EvolutionTrainer trainer) {
        Map<String, Adam> optimisers = new LinkedHashMap<>();
        optimisers.put("adamD", trainer.adamD());
        List<Individual> parents = trainer.population().parents();
        for (int i = 0; i < parents.size(); i++) {
            optimisers.put("adam" + i, parents.get(i).adam());
        }
        List<Adam> moments = trainer.population().moments();
        for (int i = 0; i < moments.size(); i++) {
            optimisers.put("moments" + i, moments.get(i));
        }
        return optimisers;
    }
}
