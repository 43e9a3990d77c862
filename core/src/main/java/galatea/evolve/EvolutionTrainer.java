package galatea.evolve;

import static galatea.model.ConfigRules.requireRange;
import static galatea.train.Seeds.mix;
import static java.util.Collections.min;
import static java.util.Comparator.comparingDouble;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.DiscriminatorStep;
import galatea.train.GeneratorStep;
import galatea.train.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A population of generators, their discriminator, and the rule that takes them one generation
 * further (algorithm 1).
 *
 * <p>The randomness of a generation follows from the seed and its number alone, and that of a child
 * from its place in the generation, so neither stopping nor the number of breeding threads changes
 * the course.
 */
public final class EvolutionTrainer implements AutoCloseable {
    // Streams of a generation: the fakes of the discriminator's steps from 0, then these.
    private static final long STEPS = 500;
    private static final long CHILDREN = 1_000;
    private static final long EVALUATION = 2_000_000;
    private static final long SELECTION = 3_000_000;
    private static final long SHUFFLE = 3_000_001;

    private final EvolutionConfig config;
    private final List<Mutation> mutations;
    private final Environment environment;
    private final Population population;
    private final Crew crew;
    private List<Integer> survivors = List.of(); // indices in the generation they were born in
    private final LifeSigns lifeSigns = new LifeSigns();
    private long generation;
    private long realsSeen;

    /**
     * New networks, initialised from the configuration's seed. Not inside a scope.
     *
     * @param breedingThreads children bred at the same time, 1…1024; changes no result
     */
    public EvolutionTrainer(EvolutionConfig config, int breedingThreads) {
        this(config, DType.FLOAT32, breedingThreads);
    }

    EvolutionTrainer(EvolutionConfig config, DType dtype, int breedingThreads) {
        requireRange("breedingThreads", breedingThreads, 1, 1024);
        this.config = config;
        mutations = config.rules().mutations().stream().map(Mutation::of).toList();
        environment = new Environment(config, dtype);
        population = new Population(config, dtype);
        int most = config.rules().breedsInOrder() ? 1 : config.rules().children();
        crew = new Crew(config, environment.discriminator(), Math.min(breedingThreads, most));
    }

    /** What this evolution follows. */
    public EvolutionConfig config() {
        return config;
    }

    /** The fittest survivor: the network to use. */
    public Generator survivor() {
        return population.parents().get(0).generator();
    }

    /** All survivors, the fittest first. */
    public List<Generator> survivors() {
        return population.parents().stream().map(Individual::generator).toList();
    }

    /** The discriminator, environment of all. */
    public Discriminator discriminator() {
        return environment.discriminator();
    }

    Adam adamD() {
        return environment.adam();
    }

    Population population() {
        return population;
    }

    LifeSigns lifeSigns() {
        return lifeSigns;
    }

    /** Generations so far. */
    public long generation() {
        return generation;
    }

    /** Real pictures or points taken so far, those for judging included. */
    public long realsSeen() {
        return realsSeen;
    }

    /** Level of detail of the next generation. */
    public double lod() {
        return config.schedule().lod(realsSeen);
    }

    /** Continues the counts of a saved evolution whose tensors are in place already. */
    void restore(long savedGeneration, long savedRealsSeen) {
        generation = savedGeneration;
        realsSeen = savedRealsSeen;
    }

    /**
     * Breeds one generation.
     *
     * @param reals {@link EvolutionConfig#realsPerGeneration} pictures at {@link #lod}: [N, C, R',
     *     R']; those for the discriminator's steps, then those for judging
     */
    public GenerationReport step(Tensor reals) {
        double lod = lod();
        Stage stage = new Stage(lod, config.learningRateAt(lod, generation));
        List<DiscriminatorStep.Report> learned = List.of();
        List<GenerationReport.Individual> individuals;
        boolean first = config.rules().order() == EvolutionRules.Order.DISCRIMINATOR_FIRST;
        try (Scope scope = new Scope()) {
            if (first) {
                learned = discriminate(reals, stage);
            }
            individuals = breed(reals, stage);
            if (!first) {
                learned = discriminate(reals, stage);
            }
        }
        GenerationReport report = new GenerationReport(generation, learned, individuals);
        lifeSigns.see(report);
        generation++;
        realsSeen += reals.size(0);
        if (Schedule.changesPhase(lod, lod())) {
            environment.adam().reset();
            population.forgetMoments();
        }
        return report;
    }

    private long seed(long stream) {
        return mix(mix(config.seed(), generation), stream);
    }

    // The discriminator's part

    private List<DiscriminatorStep.Report> discriminate(Tensor reals, Stage stage) {
        int steps = config.rules().discriminatorSteps();
        int batch = config.schedule().batch();
        List<DiscriminatorStep.Report> reports = new ArrayList<>();
        try (Scope scope = new Scope()) {
            boolean fresh = config.rules().fakes() == EvolutionRules.Fakes.FRESH;
            Tensor judged = fresh ? reals : judgedFakes(stage); // the latter [steps · m, …]
            for (int k = 0; k < steps; k++) {
                Tensor real = reals.narrow(0, (long) k * batch, batch);
                Tensor fakes =
                        fresh ? freshFakes(stage, k) : judged.narrow(0, (long) k * batch, batch);
                long number = generation * steps + k;
                reports.add(environment.learn(real, fakes, stage, number, seed(STEPS + k)));
            }
        }
        return reports;
    }

    /** m fakes, the same number from each parent: [m, C, R', R']. */
    private Tensor freshFakes(Stage stage, int k) {
        Engine.seed(seed(k));
        SplittableRandom random = new SplittableRandom(seed(k));
        List<Generator> survivors = survivors();
        long share = config.schedule().batch() / survivors.size();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor[] parts = new Tensor[survivors.size()];
            for (int i = 0; i < parts.length; i++) {
                Generator parent = survivors.get(i);
                parts[i] = GeneratorStep.fakes(parent, share, null, stage.lod(), random);
            }
            return parts.length == 1 ? parts[0] : Ops.cat(0, parts);
        }
    }

    /** The first of the pictures by which each survivor was judged, shuffled: [n_D · m, …]. */
    private Tensor judgedFakes(Stage stage) {
        List<Generator> parents = survivors();
        int needed = config.rules().discriminatorSteps() * config.schedule().batch();
        int share = needed / parents.size();
        Tensor[] parts = new Tensor[parents.size()];
        for (int i = 0; i < parts.length; i++) {
            long seed = judging(i < survivors.size() ? survivors.get(i) : 0);
            Generator survivor = parents.get(i);
            parts[i] = crew.first().evaluationFakes(survivor, stage, seed).narrow(0, 0, share);
        }
        Engine.seed(seed(SHUFFLE));
        return Ops.shuffled(Ops.cat(0, parts));
    }

    // The generators' part

    private List<GenerationReport.Individual> breed(Tensor reals, Stage stage) {
        EvolutionRules rules = config.rules();
        if (rules.judges()) {
            int e = rules.evaluationBatch();
            environment.face(reals.narrow(0, reals.size(0) - e, e), stage, seed(EVALUATION));
        }
        Birth[] births = new Birth[rules.children() + (rules.plus() ? rules.parents() : 0)];
        if (rules.siblings() == EvolutionRules.Siblings.CHAINED) {
            survivors = chained(births, stage);
        } else {
            crew.forEach(births.length, (by, i) -> births[i] = birth(by, i, stage));
            survivors = selected(births);
            population.succeed(survivors);
        }
        return report(births);
    }

    /** Breeds and judges child i, or judges parent i − λ. */
    private Birth birth(Breeder breeder, int i, Stage stage) {
        int place = i - config.rules().children();
        return place < 0
                ? child(breeder, i, stage)
                : Birth.unchanged(place, judge(breeder, survivors().get(place), i, stage));
    }

    private Birth child(Breeder breeder, int i, Stage stage) {
        int place = i / mutations.size();
        int mutation = i % mutations.size();
        Individual child = population.child(i);
        GeneratorStep.Report report =
                breeder.breed(
                        child,
                        population.parents().get(place),
                        mutations.get(mutation),
                        population.moments(mutation),
                        stage,
                        seed(CHILDREN + i));
        return config.rules().judges() && report.isFinite()
                ? Birth.judged(place, mutation, report, judge(breeder, child.generator(), i, stage))
                : Birth.unjudged(place, mutation, report);
    }

    private Fitness judge(Breeder breeder, Generator generator, int i, Stage stage) {
        return breeder.judge(generator, environment.realGradient(), stage, judging(i));
    }

    private long judging(int i) {
        return seed(config.rules().sharedLatents() ? EVALUATION : EVALUATION + 1 + i);
    }

    private double total(Birth birth) {
        return config.rules().fitness().total(birth.fitness());
    }

    /** Indices of the survivors among the living, the fittest first. */
    private List<Integer> selected(Birth[] births) {
        EvolutionRules rules = config.rules();
        List<Candidate> living = new ArrayList<>();
        for (int i = 0; i < births.length; i++) {
            if (births[i].alive()) {
                double total = total(births[i]);
                living.add(new Candidate(i, births[i].mutation(), births[i].fitness(), total));
            }
        }
        if (!rules.judges()) {
            return living.stream().map(Candidate::index).toList();
        }
        int turn = Math.toIntExact(generation % mutations.size());
        Random random = new Random(seed(SELECTION));
        List<Candidate> chosen = rules.selection().survivors(living, rules.parents(), turn, random);
        return Selection.by(chosen, Candidate::total).stream().map(Candidate::index).toList();
    }

    /**
     * The first children take the parents' places at once, each later one that of the worst if it
     * is fitter; so the next is bred from them.
     */
    private List<Integer> chained(Birth[] births, Stage stage) {
        List<Integer> holders = new ArrayList<>(); // index of the child in each parent's place
        for (int i = 0; i < births.length; i++) {
            births[i] = birth(crew.first(), i, stage);
            if (births[i].alive() && holders.size() < config.rules().parents()) {
                population.replace(holders.size(), i);
                holders.add(i);
            } else if (births[i].alive()) {
                int worst = holders.indexOf(min(holders, comparingDouble(h -> total(births[h]))));
                if (total(births[i]) > total(births[holders.get(worst)])) {
                    population.replace(worst, i);
                    holders.set(worst, i);
                }
            }
        }
        List<Integer> fittestFirst =
                IntStream.range(0, holders.size())
                        .boxed()
                        .sorted(comparingDouble(place -> -total(births[holders.get(place)])))
                        .toList();
        population.arrange(fittestFirst);
        return fittestFirst.stream().map(holders::get).toList();
    }

    private List<GenerationReport.Individual> report(Birth[] births) {
        List<GenerationReport.Individual> individuals = new ArrayList<>();
        for (int i = 0; i < births.length; i++) {
            Birth b = births[i];
            individuals.add(
                    new GenerationReport.Individual(
                            b.parent(),
                            b.mutation() < 0
                                    ? GenerationReport.UNCHANGED
                                    : mutations.get(b.mutation()).label(),
                            b.loss(),
                            b.fitness().quality(),
                            b.fitness().diversity(),
                            total(b),
                            b.alive(),
                            survivors.indexOf(i)));
        }
        return individuals;
    }

    /** Whether every weight of parents and discriminator is a finite number. */
    boolean isFinite() {
        try (Scope scope = new Scope()) {
            return Double.isFinite(Ops.item(discriminator().parameters().values().norm()))
                    && survivors().stream()
                            .allMatch(
                                    g -> Double.isFinite(Ops.item(g.parameters().values().norm())));
        }
    }

    @Override
    public void close() {
        crew.close();
        population.close();
        environment.close();
    }
}
