package galatea.train;

import galatea.data.Sampler;
import galatea.data.TrainingImages;
import galatea.model.NetworkConfig;
import galatea.model.dcgan.DcganConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import galatea.torch.Ops;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Trainings of a few milliseconds a step. */
final class TinyTraining {
    private TinyTraining() {}

    static StyleConfig style() {
        return StyleConfig.paper(16, 3).withFmaps(16, 4).withMapping(5, 2);
    }

    static ProgressiveConfig progressive() {
        return ProgressiveConfig.paper(16, 3).withWidths(List.of(5, 4, 3)).withLatents(6);
    }

    static DcganConfig dcgan() {
        return DcganConfig.paper(32, 1).withFeatures(2).withLatents(6);
    }

    /** At full resolution from the first image on, four images a step. */
    static TrainingConfig fixed(NetworkConfig network) {
        return with(network, Schedule.fixed(network.resolution(), 4, 0.002), Objective.PAPER);
    }

    static TrainingConfig with(NetworkConfig network, Schedule schedule, Objective objective) {
        return new TrainingConfig(
                network, objective, schedule, 0, 0.99, 0.1, Augmentation.NONE, false, 1, 7);
    }

    static TrainingConfig withSeed(TrainingConfig c, long seed) {
        return new TrainingConfig(
                c.network(),
                c.objective(),
                c.schedule(),
                c.beta1(),
                c.beta2(),
                c.emaKimg(),
                c.augmentation(),
                c.mirror(),
                c.totalKimg(),
                seed);
    }

    /** Training that ends after a number of images. */
    static TrainingConfig withImages(TrainingConfig c, int images) {
        return new TrainingConfig(
                c.network(),
                c.objective(),
                c.schedule(),
                c.beta1(),
                c.beta2(),
                c.emaKimg(),
                c.augmentation(),
                c.mirror(),
                images / 1000.0,
                c.seed());
    }

    /** Everything that can make a difference at a resume: growth, mirror, augmentation, lazy R1. */
    static TrainingConfig eventful(NetworkConfig network, int images) {
        int resolution = network.resolution();
        int start = network.growing() ? 8 : resolution;
        Schedule schedule =
                new Schedule(
                        resolution, start, 0.012, 0.012, 2, Map.of(8, 4), 0.002, Map.of(16, 0.003));
        return new TrainingConfig(
                network,
                new Objective(AdversarialLoss.NON_SATURATING, 10, 3, 0, 0),
                schedule,
                0,
                0.99,
                0.1,
                Augmentation.DIFFAUG,
                true,
                images / 1000.0,
                7);
    }

    static TrainingImages imagesFor(NetworkConfig network) {
        return new FormulaImages(network.resolution(), network.channels(), network.labelSize());
    }

    /** Takes steps without a folder. */
    static List<StepReport> steps(GanTrainer trainer, int count) {
        Sampler sampler =
                new Sampler(imagesFor(trainer.config().network()), trainer.config().seed(), false);
        sampler.seek(trainer.imagesSeen());
        List<StepReport> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(trainer.step(sampler.next(trainer.nextBatch())));
        }
        return reports;
    }

    /** Every number of a training, for comparison bit by bit. */
    static Map<String, float[]> numbers(GanTrainer trainer) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        numbers.put("generator", floats(trainer.generator().parameters().values()));
        numbers.put("generator buffers", floats(trainer.generator().parameters().bufferValues()));
        numbers.put("discriminator", floats(trainer.discriminator().parameters().values()));
        numbers.put("average", floats(trainer.generatorEma().parameters().values()));
        numbers.put("average buffers", floats(trainer.generatorEma().parameters().bufferValues()));
        numbers.put("adamG mean", floats(trainer.adamG().mean()));
        numbers.put("adamG square", floats(trainer.adamG().square()));
        numbers.put("adamD mean", floats(trainer.adamD().mean()));
        numbers.put("adamD square", floats(trainer.adamD().square()));
        numbers.put(
                "counts",
                new float[] {
                    trainer.step(),
                    trainer.imagesSeen(),
                    trainer.adamG().time(),
                    trainer.adamD().time()
                });
        return numbers;
    }

    private static float[] floats(Tensor tensor) {
        return tensor.numel() == 0 ? new float[0] : Ops.floats(tensor);
    }

    /** Lines of stats.jsonl without clock times. */
    static List<String> withoutTimes(List<String> lines) {
        JsonMapper json = JsonMapper.shared();
        return lines.stream()
                .map(line -> (ObjectNode) json.readTree(line))
                .map(node -> node.without(List.of("Timing/imagesPerSecond", "Timing/secondsTotal")))
                .map(Object::toString)
                .toList();
    }

    /** Ten pictures by a formula. */
    private record FormulaImages(int resolution, int channels, int classCount)
            implements TrainingImages {
        @Override
        public int size() {
            return 10;
        }

        @Override
        public void read(int index, byte[] chw, int offset) {
            for (int i = 0; i < imageBytes(); i++) {
                int column = i % resolution;
                int row = i / resolution;
                double wave = Math.sin(0.3 * column * (index + 1)) * Math.cos(0.2 * row + index);
                chw[offset + i] = (byte) Math.round(127.5 + 127.5 * wave);
            }
        }

        @Override
        public int label(int index) {
            return classCount == 0 ? -1 : index % classCount;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c", "d").subList(0, classCount);
        }

        @Override
        public String contentHash() {
            return "formula";
        }

        @Override
        public String description() {
            return "ten pictures by a formula";
        }
    }

    /** Stops a run after a step. */
    record StopAfter(long step) implements TrainingListener {
        @Override
        public void stepped(TrainingRun run, StepReport report) throws IOException {
            if (run.trainer().step() == step) {
                run.stop();
            }
        }
    }
}
