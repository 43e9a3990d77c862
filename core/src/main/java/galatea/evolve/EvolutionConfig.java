package galatea.evolve;

import static galatea.model.ConfigRules.requireRange;
import static java.util.Objects.requireNonNull;

import galatea.model.Inputs;
import galatea.model.NetworkConfig;
import galatea.train.Adam;
import galatea.train.Augmentation;
import galatea.train.ConfigJson;
import galatea.train.Objective;
import galatea.train.Schedule;

/**
 * Everything that decides the course of an evolution, besides the data.
 *
 * @param network what is evolved; without classes
 * @param objective what the discriminator minimises
 * @param rules how generators are bred and selected
 * @param schedule resolution, batch m and learning rate over time; one batch for all resolutions,
 *     divisible by the parents
 * @param decay share of the generations, at the end, over which the learning rate falls to 0 in a
 *     straight line, 0…1
 * @param beta1 Adam's β₁
 * @param beta2 Adam's β₂
 * @param augmentation what the discriminator's images go through
 * @param mirror whether half of the real images are flipped left to right
 * @param generations after which evolution ends, at least 1
 * @param seed source of all randomness
 */
public record EvolutionConfig(
        NetworkConfig network,
        Objective objective,
        EvolutionRules rules,
        Schedule schedule,
        double decay,
        double beta1,
        double beta2,
        Augmentation augmentation,
        boolean mirror,
        long generations,
        long seed) {

    /** Checks every range and that the parts agree. */
    public EvolutionConfig {
        requireNonNull(network, "network is null");
        Inputs.requireTrainable(network);
        requireNonNull(objective, "objective is null");
        requireNonNull(augmentation, "augmentation is null");
        if (network.labelSize() != 0) {
            throw new IllegalArgumentException(
                    "an evolving network must have no classes: " + network.labelSize());
        }
        schedule.requireFits(network);
        if (!schedule.batches().isEmpty()) {
            throw new IllegalArgumentException(
                    "an evolution must have one batch for all resolutions: " + schedule.batches());
        }
        if (schedule.batch() % rules.parents() != 0) {
            throw new IllegalArgumentException(
                    "batch must be divisible by the number of parents, %d: %d"
                            .formatted(rules.parents(), schedule.batch()));
        }
        if (rules.fakes() == EvolutionRules.Fakes.SURVIVORS_EVALUATION) {
            int shown = schedule.batch() * rules.discriminatorSteps() / rules.parents();
            requireRange("evaluationBatch", rules.evaluationBatch(), shown, 65536);
        }
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException("decay must be in [0, 1]: " + decay);
        }
        Adam.requireBeta("beta1", beta1);
        Adam.requireBeta("beta2", beta2);
        if (generations < 1) {
            throw new IllegalArgumentException("generations must be at least 1: " + generations);
        }
    }

    /** What stands beside the network: Jackson binds it as it is. */
    private record Course(
            Objective objective,
            EvolutionRules rules,
            Schedule schedule,
            double decay,
            double beta1,
            double beta2,
            Augmentation augmentation,
            boolean mirror,
            long generations,
            long seed) {}

    /** The configuration as an indented JSON object, the text of {@code training_options.json}. */
    public String toJson() {
        return ConfigJson.write(
                network,
                new Course(
                        objective,
                        rules,
                        schedule,
                        decay,
                        beta1,
                        beta2,
                        augmentation,
                        mirror,
                        generations,
                        seed));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException naming the field that is missing, unknown or out of range
     */
    public static EvolutionConfig fromJson(String text) {
        return ConfigJson.read(
                text,
                Course.class,
                (network, c) ->
                        new EvolutionConfig(
                                network,
                                c.objective,
                                c.rules,
                                c.schedule,
                                c.decay,
                                c.beta1,
                                c.beta2,
                                c.augmentation,
                                c.mirror,
                                c.generations,
                                c.seed));
    }

    /**
     * Real pictures or points that a generation takes: n_D · m, and e where children are judged.
     */
    public int realsPerGeneration() {
        return rules.discriminatorSteps() * schedule.batch()
                + (rules.judges() ? rules.evaluationBatch() : 0);
    }

    /**
     * Adam's η in a generation.
     *
     * @param lod its level of detail
     */
    public double learningRateAt(double lod, long generation) {
        double rate = schedule.learningRateAt(lod);
        double falling = decay * generations; // generations
        double left = generations - generation;
        return falling > 0 && left < falling ? rate * Math.max(left, 0) / falling : rate;
    }

    /** The same with another schedule. */
    public EvolutionConfig with(Schedule other) {
        return with(rules, other, generations, seed);
    }

    /** The same with other rules, length and seed. */
    public EvolutionConfig with(EvolutionRules others, long length, long otherSeed) {
        return with(others, schedule, length, otherSeed);
    }

    private EvolutionConfig with(EvolutionRules r, Schedule s, long length, long otherSeed) {
        return new EvolutionConfig(
                network,
                objective,
                r,
                s,
                decay,
                beta1,
                beta2,
                augmentation,
                mirror,
                length,
                otherSeed);
    }
}
