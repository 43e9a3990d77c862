package galatea.evolve;

import galatea.train.DiscriminatorStep;
import galatea.train.Schedule;
import java.util.List;

/** Averages the reports of the generations of a tick. */
final class EvolutionMeter {
    private final Mean lossD = new Mean();
    private final Mean penalty = new Mean();
    private final Mean scoreReal = new Mean();
    private final Mean scoreFake = new Mean();
    private final Mean quality = new Mean();
    private final Mean diversity = new Mean();
    private final Mean fitness = new Mean();
    private final Mean rankCorrelation = new Mean();
    private final SurvivorCount survivors;
    private long generations;
    private double seconds;

    EvolutionMeter(EvolutionRules rules) {
        survivors = new SurvivorCount(rules.mutations());
    }

    void add(GenerationReport report, double stepSeconds) {
        generations++;
        seconds += stepSeconds;
        for (DiscriminatorStep.Report step : report.discriminator()) {
            lossD.add(step.loss());
            penalty.add(step.penalty());
            scoreReal.add(step.scoreReal());
            scoreFake.add(step.scoreFake());
        }
        survivors.add(report);
        rankCorrelation.add(kendall(report.individuals()));
        for (GenerationReport.Individual individual : report.individuals()) {
            if (individual.place() == 0) {
                quality.add(individual.quality());
                diversity.add(individual.diversity());
                fitness.add(individual.fitness());
            }
        }
    }

    /** Concordant pairs less discordant ones, over all pairs; NaN if there are none. */
    static double kendall(List<GenerationReport.Individual> individuals) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < individuals.size(); i++) {
            for (int j = 0; j < i; j++) {
                GenerationReport.Individual a = individuals.get(i);
                GenerationReport.Individual b = individuals.get(j);
                double sign =
                        Math.signum(a.quality() - b.quality())
                                * Math.signum(a.diversity() - b.diversity());
                if (!Double.isNaN(sign)) {
                    sum += sign;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    EvolutionTick tick(EvolutionTrainer trainer, long deaths, double secondsTotal) {
        Schedule schedule = trainer.config().schedule();
        double lod = trainer.lod();
        return new EvolutionTick(
                trainer.generation(),
                trainer.realsSeen(),
                lod,
                schedule.resolutionAt(lod),
                trainer.config().learningRateAt(lod, trainer.generation()),
                lossD.value(),
                penalty.value(),
                scoreReal.value(),
                scoreFake.value(),
                new Fitness(quality.value(), diversity.value()),
                fitness.value(),
                rankCorrelation.value(),
                survivors.shares(),
                deaths,
                seconds > 0 ? generations / seconds : 0,
                secondsTotal);
    }

    /** Mean of the finite among some numbers. */
    private static final class Mean {
        private double sum;
        private long count;

        void add(double value) {
            if (Double.isFinite(value)) {
                sum += value;
                count++;
            }
        }

        double value() {
            return sum / count; // NaN for none
        }
    }
}
