package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.Generator;
import galatea.model.NetworkConfig;
import galatea.model.dcgan.DcganConfig;
import galatea.model.mlp.MlpConfig;
import galatea.model.style.StyleConfig;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Evolutions of a few milliseconds a generation. */
final class TinyEvolution {
    static final Objective PLAIN = new Objective(AdversarialLoss.NON_SATURATING, 0, 1, 0, 0);

    private TinyEvolution() {}

    static MlpConfig plane() {
        return new MlpConfig(2, 3, 8, 2);
    }

    static StyleConfig style() {
        return StyleConfig.paper(16, 3).withFmaps(16, 4).withMapping(5, 2);
    }

    static DcganConfig dcgan() {
        return DcganConfig.paper(32, 1).withFeatures(2).withLatents(6);
    }

    /** Four reals a step at full resolution. */
    static EvolutionConfig config(NetworkConfig network, EvolutionRules rules) {
        return config(network, rules, Schedule.fixed(network.resolution(), 4, 0.01));
    }

    static EvolutionConfig config(NetworkConfig network, RulesBuilder rules) {
        return config(network, rules.build());
    }

    static EvolutionConfig config(NetworkConfig network, EvolutionRules rules, Schedule schedule) {
        return new EvolutionConfig(
                network, PLAIN, rules, schedule, 0, 0.5, 0.99, Augmentation.NONE, false, 100, 7);
    }

    /** Reals by a formula, other ones at every position: [n, C, R', R']. */
    static Tensor reals(EvolutionConfig config, DType dtype, long position, double lod) {
        int count = config.realsPerGeneration();
        int channels = config.network().channels();
        int side = config.schedule().resolutionAt(lod);
        double[] values =
                IntStream.range(0, count * channels * side * side)
                        .mapToDouble(i -> Math.sin(0.7 * i + 0.31 * position + 0.01 * i * i))
                        .toArray();
        return Ops.of(dtype, values, count, channels, side, side);
    }

    /** Breeds generations one after the other. */
    static List<GenerationReport> generations(EvolutionTrainer trainer, int count) {
        List<GenerationReport> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (Scope scope = new Scope()) {
                DType dtype = trainer.discriminator().parameters().dtype();
                reports.add(
                        trainer.step(
                                reals(
                                        trainer.config(),
                                        dtype,
                                        trainer.realsSeen(),
                                        trainer.lod())));
            }
        }
        return reports;
    }

    static GenerationReport generation(EvolutionTrainer trainer) {
        return generations(trainer, 1).get(0);
    }

    /** Every number of an evolution that outlives a generation, for comparison bit by bit. */
    static Map<String, double[]> numbers(EvolutionTrainer trainer) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        put(numbers, "discriminator", trainer.discriminator().parameters());
        put(numbers, "adamD", trainer.adamD());
        List<Individual> parents = trainer.population().parents();
        for (int i = 0; i < parents.size(); i++) {
            put(numbers, "parent " + i, parents.get(i).generator().parameters());
            put(numbers, "adam of parent " + i, parents.get(i).adam());
        }
        List<Adam> moments = trainer.population().moments();
        for (int i = 0; i < moments.size(); i++) {
            put(numbers, "moments " + i, moments.get(i));
        }
        numbers.put("counts", new double[] {trainer.generation(), trainer.realsSeen()});
        return numbers;
    }

    private static void put(Map<String, double[]> numbers, String name, Parameters parameters) {
        numbers.put(name, doubles(parameters.values()));
        numbers.put(name + " buffers", doubles(parameters.bufferValues()));
    }

    private static void put(Map<String, double[]> numbers, String name, Adam adam) {
        numbers.put(name + " mean", doubles(adam.mean()));
        numbers.put(name + " square", doubles(adam.square()));
        numbers.put(name + " time", new double[] {adam.time()});
    }

    private static double[] doubles(Tensor tensor) {
        return tensor.numel() == 0 ? new double[0] : Ops.doubles(tensor);
    }

    static void assertEqual(Map<String, double[]> actual, Map<String, double[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
    }

    /** Lets a perceptron give the same point for every latent. */
    static void makeConstant(Generator generator, double... point) {
        int count = Math.toIntExact(generator.parameters().count());
        double[] values = new double[count];
        System.arraycopy(point, 0, values, count - point.length, point.length); // output/bias
        Numbers.set(generator.parameters(), values);
    }
}
