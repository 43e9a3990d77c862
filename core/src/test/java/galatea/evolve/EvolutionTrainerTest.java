package galatea.evolve;

import static galatea.evolve.TinyEvolution.assertEqual;
import static galatea.evolve.TinyEvolution.config;
import static galatea.evolve.TinyEvolution.generation;
import static galatea.evolve.TinyEvolution.generations;
import static galatea.evolve.TinyEvolution.makeConstant;
import static galatea.evolve.TinyEvolution.numbers;
import static galatea.evolve.TinyEvolution.plane;
import static galatea.testing.LeakCheck.assertLeavesNothingBehind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.Fitness.Diversity;
import galatea.evolve.Fitness.Quality;
import galatea.model.Generator;
import galatea.model.NetworkConfig;
import galatea.model.dcgan.Normalization;
import galatea.model.mlp.MlpConfig;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import galatea.train.Adam;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.DiscriminatorStep;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class EvolutionTrainerTest {
    /** So small that no weight moves. */
    private static final double NO_RATE = 1e-300;

    private static final MlpConfig LINE = new MlpConfig(1, 1, 2, 1);

    @AfterEach
    void watchNoLonger() {
        TestMutations.watchNoLonger();
    }

    // Determinism

    static Stream<Arguments> evolutionsOnThreads() {
        List<Arguments> all = new ArrayList<>();
        for (int threads : new int[] {2, 3}) {
            for (EvolutionRules rules :
                    List.of(
                            new RulesBuilder().build(),
                            new RulesBuilder().parents(2).separateLatents().plus().build(),
                            new RulesBuilder()
                                    .parents(2)
                                    .generatorsFirst()
                                    .survivorsEvaluation()
                                    .moments(Moments.PER_MUTATION)
                                    .build(),
                            new RulesBuilder().generatorsFirst().chained().build())) {
                all.add(Arguments.of(plane(), rules, threads));
            }
            EvolutionRules rules = new RulesBuilder().parents(2).build();
            all.add(Arguments.of(TinyEvolution.style(), rules, threads));
            all.add(Arguments.of(TinyEvolution.dcgan(), rules, threads));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("evolutionsOnThreads")
    void breedingThreadsChangeNoNumber(NetworkConfig network, EvolutionRules rules, int threads) {
        EvolutionConfig config = config(network, rules);
        try (EvolutionTrainer alone = new EvolutionTrainer(config, 1);
                EvolutionTrainer together = new EvolutionTrainer(config, threads)) {
            assertThat(generations(together, 3)).isEqualTo(generations(alone, 3));
            assertEqual(numbers(together), numbers(alone));
        }
    }

    /** The last digits of large sums depend on it. */
    @Test
    void breedingThreadsUseAsManyEngineThreadsAsTheTrainers() {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (EvolutionTrainer trainer = new EvolutionTrainer(config(plane(), watched()), 2)) {
            TestMutations.watch(
                    label -> {
                        seen.add(Engine.threads());
                        threads.add(Thread.currentThread());
                    });
            generation(trainer);
        }
        assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread());
        assertThat(seen).containsExactly(Engine.threads());
    }

    @Test
    void whatABreedingThreadThrowsReachesTheTrainer() {
        EvolutionConfig config = config(plane(), watched());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 2)) {
            TestMutations.watch(EvolutionTrainerTest::failAtHeuristic);
            assertThatThrownBy(() -> generation(trainer)).hasMessage("no heuristic");
        }
    }

    /** Otherwise it would go on with tensors that are freed. */
    @Test
    void closingWaitsForABreederThatIsStillAtWork() {
        AtomicBoolean done = new AtomicBoolean();
        EvolutionConfig config = config(plane(), watched());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 2)) {
            TestMutations.watch(
                    label -> {
                        if (label.equals("watched-least-squares")) {
                            throw new IllegalStateException("no least squares");
                        }
                        long end = System.nanoTime() + 300_000_000;
                        while (label.equals("watched-heuristic") && System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        done.compareAndSet(false, label.equals("watched-heuristic"));
                    });
            assertThatThrownBy(() -> generation(trainer)).hasMessage("no least squares");
            assertThat(done).isFalse();
        }
        assertThat(done).isTrue();
    }

    private static void failAtHeuristic(String label) {
        if (label.equals("watched-heuristic")) {
            throw new IllegalStateException("no heuristic");
        }
    }

    @Test
    void moreThreadsThanChildrenDoNoHarm() {
        EvolutionConfig config = config(plane(), new RulesBuilder());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 9)) {
            assertThat(generation(trainer).deaths()).isZero();
        }
    }

    /** From the same networks: not only these follow from the seed. */
    @Test
    void anotherSeedTakesAnotherCourse() {
        EvolutionConfig config = config(plane(), new RulesBuilder());
        EvolutionConfig other = config.with(config.rules(), config.generations(), 8);
        try (EvolutionTrainer one = new EvolutionTrainer(config, 1);
                EvolutionTrainer two = new EvolutionTrainer(other, 1)) {
            assertThat(parentValues(two).get(0)).isNotEqualTo(parentValues(one).get(0));
            two.survivor().parameters().copyFrom(one.survivor().parameters());
            two.discriminator().parameters().copyFrom(one.discriminator().parameters());
            assertThat(generation(two)).isNotEqualTo(generation(one));
        }
    }

    /** Randomness follows from the number of the generation, not from what was drawn before. */
    @Test
    void whatHappensBetweenGenerationsChangesNothing() {
        EvolutionConfig config = config(plane(), new RulesBuilder());
        try (EvolutionTrainer one = new EvolutionTrainer(config, 1);
                EvolutionTrainer two = new EvolutionTrainer(config, 1);
                Scope scope = new Scope()) {
            assertThat(generation(two)).isEqualTo(generation(one));
            assertThat(Ops.randn(DType.FLOAT32, 5).numel()).isEqualTo(5);
            assertThat(generation(two)).isEqualTo(generation(one));
        }
    }

    @Test
    void generationsDrawOtherNumbers() {
        EvolutionConfig still =
                config(plane(), new RulesBuilder().build(), Schedule.fixed(1, 4, NO_RATE));
        try (EvolutionTrainer trainer = new EvolutionTrainer(still, 1)) {
            List<GenerationReport> two = generations(trainer, 2);
            assertThat(two.get(1).individuals().get(0).loss())
                    .isNotEqualTo(two.get(0).individuals().get(0).loss());
            assertThat(two.get(1).individuals().get(0).quality())
                    .isNotEqualTo(two.get(0).individuals().get(0).quality());
            assertThat(two.get(1).discriminator().get(0).scoreFake())
                    .isNotEqualTo(two.get(0).discriminator().get(0).scoreFake());
        }
    }

    @Test
    void generationsAndRealsAreCounted() {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().discriminatorSteps(3).evaluationBatch(5));
        assertThat(config.realsPerGeneration()).isEqualTo(3 * 4 + 5);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(generations(trainer, 2))
                    .extracting(GenerationReport::generation)
                    .containsExactly(0L, 1L);
            assertThat(trainer.generation()).isEqualTo(2);
            assertThat(trainer.realsSeen()).isEqualTo(2 * 17);
        }
    }

    // Children and their parents

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parentsStayAsTheyAreWhileChildrenAreBred(int parents) {
        EvolutionConfig config = config(plane(), watched().parents(parents));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            generation(trainer);
            List<List<double[]>> seen = new ArrayList<>();
            TestMutations.watch(label -> seen.add(parentValues(trainer)));
            List<double[]> before = parentValues(trainer);
            generation(trainer);
            assertThat(seen).hasSize(3 * parents);
            assertThat(seen).allSatisfy(now -> assertSameNumbers(now, before));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void allChildrenStartFromTheirParent(int parents) {
        EvolutionConfig config = config(plane(), watched().parents(parents));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            generation(trainer);
            List<double[]> before = parentValues(trainer);
            List<double[]> starts = startsOfOneGeneration(trainer);
            for (int i = 0; i < starts.size(); i++) {
                assertThat(starts.get(i)).as("child %d", i).isEqualTo(before.get(i / 3));
            }
        }
    }

    /** The first program's alias: the second child is bred from the first. */
    @Test
    void chainedChildrenStartFromTheBestSoFar() {
        EvolutionConfig config = config(plane(), watched().chained());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            double[] parent = parentValues(trainer).get(0);
            List<double[]> starts = startsOfOneGeneration(trainer);
            assertThat(starts.get(0)).isEqualTo(parent);
            assertThat(starts.get(1)).isNotEqualTo(parent);
        }
    }

    /** By the reports alone: a later child replaces the holder exactly if it is fitter. */
    @Test
    void aChainKeepsTheFittest() {
        EvolutionConfig config = config(plane(), watched().chained());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            for (GenerationReport report : generations(trainer, 10)) {
                assertThat(survivors(report))
                        .singleElement()
                        .isEqualTo(fittest(report.individuals()));
            }
        }
    }

    @Test
    void aChainReportsTheFittestFirst() {
        RulesBuilder rules = new RulesBuilder().parents(2).chained();
        try (EvolutionTrainer trainer = new EvolutionTrainer(config(plane(), rules), 1)) {
            for (GenerationReport report : generations(trainer, 10)) {
                List<GenerationReport.Individual> survivors = survivors(report);
                assertThat(survivors.get(0)).isEqualTo(fittest(report.individuals()));
                assertThat(survivors.get(1).fitness()).isLessThan(survivors.get(0).fitness());
            }
        }
    }

    /**
     * The discriminator is then shown each network's pictures of the latents of its place: those by
     * which it was judged, if networks and reports are in the same order.
     */
    @Test
    void aChainPutsItsNetworksInTheOrderOfItsReport() {
        RulesBuilder rules =
                new RulesBuilder()
                        .parents(2)
                        .chained()
                        .generatorsFirst()
                        .survivorsEvaluation()
                        .separateLatents()
                        .evaluationBatch(4)
                        .fitness(0, Quality.LOGIT, Diversity.NORM);
        EvolutionConfig config = config(plane(), rules.build(), Schedule.fixed(1, 8, 0.01));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            for (GenerationReport report : generations(trainer, 10)) {
                List<GenerationReport.Individual> survivors = survivors(report);
                double mean = (survivors.get(0).quality() + survivors.get(1).quality()) / 2;
                assertThat(meanFakeScore(report)).isCloseTo(mean, within(1e-12));
            }
        }
    }

    /** With two parents the second place goes to a child of the first, before it has bred. */
    @Test
    void aChainOverwritesTheSecondParentBeforeItBreeds() {
        EvolutionConfig config = config(plane(), watched().parents(2).chained());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            double[] second = parentValues(trainer).get(1);
            assertThat(startsOfOneGeneration(trainer).get(3)).isNotEqualTo(second);
        }
    }

    // Survival

    /** Of generators whose every picture is the same, Fq can be told from the network itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNetworkToUseIsTheFittestChild(boolean chained) {
        RulesBuilder rules = new RulesBuilder();
        EvolutionConfig config = config(LINE, chained ? rules.chained() : rules);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            makeConstant(trainer.survivor(), 0.4);
            for (GenerationReport report : generations(trainer, 5)) {
                assertThat(fittest(report.individuals()).place()).isZero();
            }
            GenerationReport last = generation(trainer);
            assertThat(probability(trainer, trainer.survivor()))
                    .isCloseTo(survivors(last).get(0).quality(), within(1e-14));
        }
    }

    /**
     * Round robin lets one child of each parent survive; in one of the cases they change places.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void survivorsAreInTheOrderOfTheirPlaces(double side) {
        EvolutionConfig config =
                config(LINE, new RulesBuilder().parents(2).selection(Selection.ROUND_ROBIN));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            makeConstant(trainer.survivors().get(0), side);
            makeConstant(trainer.survivors().get(1), -side);
            List<GenerationReport.Individual> survivors = survivors(generation(trainer));
            assertThat(survivors.get(0).parent()).isNotEqualTo(survivors.get(1).parent());
            assertThat(survivors.get(0).fitness()).isGreaterThan(survivors.get(1).fitness());
            for (int place = 0; place < 2; place++) {
                double quality = survivors.get(place).quality();
                assertThat(probability(trainer, trainer.survivors().get(place)))
                        .as("place %d", place)
                        .isCloseTo(quality, within(1e-14));
                assertThat(probability(trainer, trainer.survivors().get(1 - place)))
                        .isNotCloseTo(quality, within(1e-3));
            }
        }
    }

    @Test
    void childrenAreReportedByParentThenByMutation() {
        EvolutionConfig config = config(plane(), new RulesBuilder().parents(2));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(generation(trainer).individuals())
                    .extracting(i -> i.parent() + " " + i.mutation())
                    .containsExactly(
                            "0 minimax",
                            "0 heuristic",
                            "0 least-squares",
                            "1 minimax",
                            "1 heuristic",
                            "1 least-squares");
        }
    }

    @Test
    void placesAreThoseOfTheFittest() {
        EvolutionConfig config = config(plane(), new RulesBuilder().parents(2));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            for (GenerationReport report : generations(trainer, 5)) {
                List<GenerationReport.Individual> byFitness =
                        report.individuals().stream()
                                .sorted((a, b) -> Double.compare(b.fitness(), a.fitness()))
                                .toList();
                assertThat(byFitness)
                        .extracting(GenerationReport.Individual::place)
                        .containsExactly(0, 1, -1, -1, -1, -1);
            }
        }
    }

    @Test
    void fitnessIsQualityPlusGammaTimesDiversity() {
        try (EvolutionTrainer trainer =
                new EvolutionTrainer(config(plane(), new RulesBuilder()), 1)) {
            assertThat(generation(trainer).individuals())
                    .allSatisfy(
                            i ->
                                    assertThat(i.fitness())
                                            .isEqualTo(i.quality() + 0.5 * i.diversity()));
        }
    }

    @Test
    void parentsDifferAtTheStart() {
        try (EvolutionTrainer trainer =
                new EvolutionTrainer(config(plane(), new RulesBuilder().parents(4)), 1)) {
            assertThat(parentValues(trainer).stream().map(Arrays::hashCode).distinct()).hasSize(4);
        }
    }

    /** Half of the fakes from each, whose scores are known before the first step. */
    @Test
    void theDiscriminatorSeesAllParentsEqually() {
        EvolutionConfig config = config(LINE, new RulesBuilder().parents(2));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            makeConstant(trainer.survivors().get(0), 0.4);
            makeConstant(trainer.survivors().get(1), -0.7);
            double mean = (score(trainer, 0.4) + score(trainer, -0.7)) / 2;
            assertThat(generation(trainer).discriminator().get(0).scoreFake())
                    .isCloseTo(mean, within(1e-14));
        }
    }

    /** The discriminator stands still, so each step's mean score tells which reals it saw. */
    @Test
    void everyStepTakesItsShareOfTheReals() {
        EvolutionConfig still =
                config(
                        LINE,
                        new RulesBuilder().discriminatorSteps(3).build(),
                        Schedule.fixed(1, 4, NO_RATE));
        try (EvolutionTrainer trainer = new EvolutionTrainer(still, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            Tensor reals = TinyEvolution.reals(still, DType.FLOAT64, 0, 0);
            List<DiscriminatorStep.Report> steps = trainer.step(reals).discriminator();
            assertThat(steps).hasSize(3);
            for (int k = 0; k < 3; k++) {
                assertThat(steps.get(k).scoreReal())
                        .as("step %d", k)
                        .isCloseTo(meanScore(trainer, reals.narrow(0, 4L * k, 4)), within(1e-14));
            }
        }
    }

    @Test
    void everyStepTakesFakesOfItsOwn() {
        EvolutionConfig still =
                config(
                        plane(),
                        new RulesBuilder().discriminatorSteps(3).build(),
                        Schedule.fixed(1, 4, NO_RATE));
        try (EvolutionTrainer trainer = new EvolutionTrainer(still, 1)) {
            assertThat(generation(trainer).discriminator())
                    .extracting(DiscriminatorStep.Report::scoreFake)
                    .doesNotHaveDuplicates();
        }
    }

    /** Equal objectives of equal networks: only the latents can tell them apart. */
    @Test
    void everyChildLearnsFromLatentsOfItsOwn() {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().mutations("wasserstein", "hinge"));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            List<GenerationReport.Individual> children = generation(trainer).individuals();
            assertThat(children.get(1).loss()).isNotEqualTo(children.get(0).loss());
        }
    }

    /** R1 at every third step, two steps a generation: at steps 0, 3, 6 of the discriminator. */
    @Test
    void lazyPenaltiesCountTheStepsOfTheDiscriminator() {
        EvolutionConfig config =
                new EvolutionConfig(
                        plane(),
                        new Objective(AdversarialLoss.NON_SATURATING, 10, 3, 0, 0),
                        new RulesBuilder().discriminatorSteps(2).build(),
                        Schedule.fixed(1, 4, 0.01),
                        0,
                        0.5,
                        0.99,
                        Augmentation.NONE,
                        false,
                        100,
                        7);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(generations(trainer, 4).stream().flatMap(r -> r.discriminator().stream()))
                    .extracting(step -> step.penalty() > 0)
                    .containsExactly(true, false, false, true, false, false, true, false);
        }
    }

    /** Equals stay equal: the children of a generation go through the same changes. */
    @Test
    void childrenAreJudgedThroughTheAugmentation() {
        List<Double> plain = qualitiesOfEquals(still(Augmentation.NONE));
        List<Double> changed = qualitiesOfEquals(still(Augmentation.DIFFAUG));
        assertThat(changed).hasSize(1).isNotEqualTo(plain);
    }

    /** Reals and fakes that are all gray, under the same changes: nothing to tell apart. */
    @Test
    void realsAreJudgedThroughTheSameAugmentation() {
        Objective wasserstein = new Objective(AdversarialLoss.WASSERSTEIN, 0, 1, 0, 0);
        EvolutionConfig config = still(Augmentation.DIFFAUG, wasserstein);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            trainer.survivor().parameters().values().zero_();
            Tensor gray = Ops.zeros(DType.FLOAT64, config.realsPerGeneration(), 1, 32, 32);
            assertThat(survivors(trainer.step(gray)).get(0).diversity()).isGreaterThan(25);
        }
    }

    private static EvolutionConfig still(Augmentation augmentation) {
        return still(augmentation, TinyEvolution.PLAIN);
    }

    private static EvolutionConfig still(Augmentation augmentation, Objective objective) {
        return new EvolutionConfig(
                TinyEvolution.dcgan().withNorms(Normalization.NONE, Normalization.NONE),
                objective,
                new RulesBuilder().build(),
                Schedule.fixed(32, 4, NO_RATE),
                0,
                0.5,
                0.99,
                augmentation,
                false,
                100,
                7);
    }

    /** ‖∇_D L_D‖ with the last e reals, after the discriminator's steps. */
    @Test
    void childrenAreJudgedBesideTheLastReals() {
        EvolutionConfig config = config(LINE, new RulesBuilder());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            makeConstant(trainer.survivor(), 0.4);
            Tensor reals = TinyEvolution.reals(config, DType.FLOAT64, 0, 0);
            double diversity = survivors(trainer.step(reals)).get(0).diversity();
            Tensor judging = reals.narrow(0, 4, 8);
            double theta = point(trainer.survivor());
            double[] slopes =
                    Numbers.slopes(
                            trainer.discriminator().parameters(),
                            () -> loss(trainer, judging, theta));
            assertThat(Math.exp(-diversity)).isCloseTo(Numbers.length(slopes), within(1e-8));
        }
    }

    // Death

    @Test
    void childrenThatAreNoNumbersDie() {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().mutations("not-a-number", "heuristic"));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            GenerationReport report = generation(trainer);
            GenerationReport.Individual dead = report.individuals().get(0);
            assertThat(dead.alive()).isFalse();
            assertThat(dead.survived()).isFalse();
            assertThat(dead.fitness()).isNaN();
            assertThat(report.deaths()).isEqualTo(1);
            assertThat(survivors(report))
                    .extracting(i -> i.mutation())
                    .containsExactly("heuristic");
            assertThat(trainer.isFinite()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parentsLiveOnUnchangedWhereAllChildrenDie(boolean chained) {
        RulesBuilder rules = new RulesBuilder().parents(2).mutations("not-a-number", "no-number");
        EvolutionConfig config = config(plane(), chained ? rules.chained() : rules);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            List<double[]> before = parentValues(trainer);
            GenerationReport report = generation(trainer);
            assertThat(report.isBarren()).isTrue();
            assertThat(report.deaths()).isEqualTo(4);
            assertSameNumbers(parentValues(trainer), before);
            assertThat(trainer.population().parents())
                    .allSatisfy(parent -> assertThat(parent.adam().time()).isZero());
        }
    }

    @Test
    void evolutionGoesOnAfterABarrenGeneration() {
        RulesBuilder rules =
                new RulesBuilder()
                        .mutations("not-a-number", "no-number")
                        .generatorsFirst()
                        .survivorsEvaluation()
                        .separateLatents();
        try (EvolutionTrainer trainer = new EvolutionTrainer(config(plane(), rules), 1)) {
            List<GenerationReport> reports = generations(trainer, 2);
            assertThat(reports).allMatch(GenerationReport::isBarren);
            assertThat(reports).allMatch(GenerationReport::isDiscriminatorFinite);
            assertThat(trainer.isFinite()).isTrue();
        }
    }

    @Test
    void realsThatAreNoNumbersTeachNobody() {
        EvolutionConfig config = config(plane(), new RulesBuilder());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1);
                Scope scope = new Scope()) {
            generation(trainer);
            Map<String, double[]> before = numbers(trainer);
            Tensor reals = TinyEvolution.reals(config, DType.FLOAT32, 0, 0);
            GenerationReport report = trainer.step(Ops.mul(reals, Double.NaN));
            assertThat(report.isDiscriminatorFinite()).isFalse();
            assertThat(report.isBarren()).isTrue();
            Map<String, double[]> after = numbers(trainer);
            assertThat(after.put("counts", before.get("counts"))).isEqualTo(new double[] {2, 24});
            assertEqual(after, before);
        }
    }

    @Test
    void aNetworkThatIsNoNumberIsNoticed() {
        EvolutionConfig config = config(plane(), new RulesBuilder().parents(2));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(trainer.isFinite()).isTrue();
            poison(trainer.survivors().get(1).parameters());
            assertThat(trainer.isFinite()).isFalse();
        }
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            poison(trainer.discriminator().parameters());
            assertThat(trainer.isFinite()).isFalse();
        }
    }

    private static void poison(Parameters parameters) {
        double[] values = Numbers.values(parameters);
        values[0] = Double.POSITIVE_INFINITY;
        Numbers.set(parameters, values);
    }

    /** Two places, and one child of the first parent that lives. */
    @Test
    void aPlaceWithoutASurvivorGoesToTheBestParent() {
        EvolutionConfig config =
                config(
                        LINE,
                        new RulesBuilder().parents(2).mutations("watched-minimax", "not-a-number"));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            Numbers.set(trainer.survivors().get(1).parameters(), filled(LINE, Double.NaN));
            double[] best = Numbers.values(trainer.survivors().get(0).parameters());
            GenerationReport report = generation(trainer);
            assertThat(report.deaths()).isEqualTo(3);
            assertThat(survivors(report)).hasSize(1);
            assertThat(Numbers.values(trainer.survivors().get(1).parameters())).isEqualTo(best);
        }
    }

    @Test
    void aSingleMutationIsNotJudged() {
        EvolutionConfig config = config(plane(), new RulesBuilder().mutations("heuristic"));
        assertThat(config.realsPerGeneration()).isEqualTo(4);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            GenerationReport.Individual child = generation(trainer).individuals().get(0);
            assertThat(child.place()).isZero();
            assertThat(child.alive()).isTrue();
            assertThat(child.fitness()).isNaN();
        }
    }

    // Every rule

    @Test
    void inPlusSelectionTheParentsAreReportedLast() {
        EvolutionConfig config = config(plane(), new RulesBuilder().parents(2).plus());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            List<GenerationReport.Individual> individuals = generation(trainer).individuals();
            assertThat(individuals).hasSize(8);
            assertThat(individuals.subList(6, 8))
                    .extracting(i -> i.parent() + " " + i.mutation())
                    .containsExactly("0 unchanged", "1 unchanged");
            assertThat(individuals.get(6).loss()).isNaN();
            assertThat(individuals.get(6).fitness()).isFinite();
        }
    }

    @Test
    void inPlusSelectionAParentOutlivesWorseChildren() {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().mutations("not-a-number", "no-number").plus());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            List<double[]> before = parentValues(trainer);
            GenerationReport report = generation(trainer);
            assertThat(report.individuals().get(2).place()).isZero();
            assertThat(report.isBarren()).isFalse();
            assertSameNumbers(parentValues(trainer), before);
        }
    }

    @Test
    void inPlusSelectionAParentThatIsNoNumberDies() {
        EvolutionConfig config = config(plane(), new RulesBuilder().parents(2).plus());
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            poison(trainer.survivors().get(0).parameters());
            GenerationReport report = generation(trainer);
            assertThat(report.individuals().get(6).alive()).isFalse();
            assertThat(report.individuals().get(6).survived()).isFalse();
            assertThat(survivors(report)).hasSize(2);
            assertThat(trainer.isFinite()).isTrue();
        }
    }

    /** Without a rate a child is its parent, and equals go by index: children first. */
    @Test
    void inPlusSelectionAChildReplacesItsEqual() {
        EvolutionConfig still =
                config(plane(), new RulesBuilder().plus().build(), Schedule.fixed(1, 4, NO_RATE));
        try (EvolutionTrainer trainer = new EvolutionTrainer(still, 1)) {
            List<GenerationReport.Individual> individuals = generation(trainer).individuals();
            assertThat(individuals)
                    .extracting(i -> i.fitness())
                    .containsOnly(individuals.get(3).fitness());
            assertThat(individuals).extracting(i -> i.place()).containsExactly(0, -1, -1, -1);
        }
    }

    /** Whether the first step sees the parent or the survivor. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void orderDecidesWhoLearnsFirst(boolean generatorsFirst) {
        RulesBuilder rules = new RulesBuilder();
        EvolutionConfig config = config(LINE, generatorsFirst ? rules.generatorsFirst() : rules);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            makeConstant(trainer.survivor(), 0.4);
            double[] initial = Numbers.values(trainer.discriminator().parameters());
            double fake = generation(trainer).discriminator().get(0).scoreFake();
            double point = generatorsFirst ? point(trainer.survivor()) : 0.4;
            Numbers.set(trainer.discriminator().parameters(), initial);
            assertThat(fake).isCloseTo(score(trainer, point), within(1e-14));
            assertThat(score(trainer, point(trainer.survivor()))).isNotEqualTo(score(trainer, 0.4));
        }
    }

    /**
     * Fq as a mean score then equals that of all the fakes of a discriminator that stands still.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void fakesOfTheEvaluationAreThoseTheSurvivorWasJudgedBy(int steps) {
        GenerationReport report = scored(new RulesBuilder().survivorsEvaluation(), steps);
        assertThat(meanFakeScore(report))
                .isCloseTo(survivors(report).get(0).quality(), within(1e-12));
    }

    /** The survivor is the second child. */
    @Test
    void fakesOfTheEvaluationFollowTheSurvivorsOwnLatents() {
        RulesBuilder rules = new RulesBuilder().mutations("not-a-number", "heuristic");
        GenerationReport report = scored(rules.survivorsEvaluation().separateLatents(), 1);
        assertThat(meanFakeScore(report))
                .isCloseTo(survivors(report).get(0).quality(), within(1e-12));
    }

    @Test
    void freshFakesAreOthersThanThoseOfTheEvaluation() {
        GenerationReport report = scored(new RulesBuilder(), 1);
        assertThat(meanFakeScore(report))
                .isNotCloseTo(survivors(report).get(0).quality(), within(1e-6));
    }

    /** As many fakes as a survivor was judged by, generators first, and nobody moves. */
    private static GenerationReport scored(RulesBuilder rules, int steps) {
        rules.generatorsFirst()
                .discriminatorSteps(steps)
                .evaluationBatch(4 * steps)
                .fitness(0.5, Quality.LOGIT, Diversity.NORM);
        EvolutionConfig still = still(rules);
        try (EvolutionTrainer trainer = new EvolutionTrainer(still, DType.FLOAT64, 1)) {
            return generation(trainer);
        }
    }

    private static double meanFakeScore(GenerationReport report) {
        return report.discriminator().stream()
                .mapToDouble(DiscriminatorStep.Report::scoreFake)
                .average()
                .orElseThrow();
    }

    @Test
    void fakesOfTheEvaluationComeFromAllSurvivors() {
        double[] shares = sharesOfFakes(1);
        assertThat(shares[0]).isCloseTo(0.5, within(1e-9));
    }

    /** Unshuffled, the first of two steps would see one survivor only. */
    @Test
    void fakesOfTheEvaluationAreShuffled() {
        double[] shares = sharesOfFakes(2);
        assertThat(shares[0]).isStrictlyBetween(0.2, 0.8);
        assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-9));
    }

    /**
     * What share of the fakes of each step is of the first of two survivors, which are constants:
     * their only mutation lets both survive, and the discriminator hardly moves.
     */
    private static double[] sharesOfFakes(int steps) {
        EvolutionRules rules =
                new RulesBuilder()
                        .mutations("heuristic")
                        .parents(2)
                        .generatorsFirst()
                        .survivorsEvaluation()
                        .discriminatorSteps(steps)
                        .build();
        EvolutionConfig config = config(LINE, rules, Schedule.fixed(1, 4, 1e-12));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            makeConstant(trainer.survivors().get(0), 1);
            makeConstant(trainer.survivors().get(1), -1);
            double first = score(trainer, 1);
            double second = score(trainer, -1);
            return generation(trainer).discriminator().stream()
                    .mapToDouble(step -> (step.scoreFake() - second) / (first - second))
                    .toArray();
        }
    }

    @Test
    void inheritedMomentsAgeWithTheLineage() {
        assertThat(timesAfterTwoGenerations(Moments.INHERITED)).containsExactly(2L, 2L);
    }

    @Test
    void resetMomentsAreAlwaysOneStepOld() {
        assertThat(timesAfterTwoGenerations(Moments.RESET)).containsExactly(1L, 1L);
    }

    private static List<Long> timesAfterTwoGenerations(Moments kind) {
        EvolutionConfig config = config(plane(), new RulesBuilder().parents(2).moments(kind));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            generations(trainer, 2);
            assertThat(trainer.population().moments()).isEmpty();
            return trainer.population().parents().stream().map(p -> p.adam().time()).toList();
        }
    }

    /** Each mutation is used once per parent and generation. */
    @Test
    void momentsOfAMutationAgeWithEveryUse() {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().parents(2).moments(Moments.PER_MUTATION));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            generations(trainer, 2);
            assertThat(trainer.population().moments())
                    .extracting(adam -> adam.time())
                    .containsExactly(4L, 4L, 4L);
            assertThat(Ops.doubles(trainer.population().moments().get(0).mean()))
                    .isNotEqualTo(Ops.doubles(trainer.population().moments().get(1).mean()));
        }
    }

    @Test
    void halvesScaleTheReportedLosses() {
        double half = firstLoss(new RulesBuilder());
        double whole = firstLoss(new RulesBuilder().withoutHalves());
        assertThat(whole).isCloseTo(2 * half, within(1e-14)).isNotZero();
    }

    private static double firstLoss(RulesBuilder rules) {
        try (EvolutionTrainer trainer =
                new EvolutionTrainer(config(plane(), rules), DType.FLOAT64, 1)) {
            return generation(trainer).individuals().get(0).loss();
        }
    }

    /** Children without a rate are their parent, and differ only by what they are judged on. */
    @Test
    void sharedLatentsJudgeEqualsEqually() {
        assertThat(qualitiesOfEquals(still(new RulesBuilder()))).hasSize(1);
    }

    @Test
    void separateLatentsJudgeEveryChildOnItsOwn() {
        assertThat(qualitiesOfEquals(still(new RulesBuilder().separateLatents()))).hasSize(3);
    }

    private static EvolutionConfig still(RulesBuilder rules) {
        return config(plane(), rules.build(), Schedule.fixed(1, 4, NO_RATE));
    }

    private static List<Double> qualitiesOfEquals(EvolutionConfig still) {
        try (EvolutionTrainer trainer = new EvolutionTrainer(still, 1)) {
            return generation(trainer).individuals().stream()
                    .map(GenerationReport.Individual::quality)
                    .distinct()
                    .toList();
        }
    }

    @Test
    void roundRobinTakesTheMutationsInTurn() {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().selection(Selection.ROUND_ROBIN));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(generations(trainer, 4))
                    .extracting(report -> survivors(report).get(0).mutation())
                    .containsExactly("minimax", "heuristic", "least-squares", "minimax");
        }
    }

    @Test
    void randomSelectionTakesEveryMutationAtTimes() {
        EvolutionConfig config = config(plane(), new RulesBuilder().selection(Selection.RANDOM));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(generations(trainer, 30))
                    .extracting(report -> survivors(report).get(0).mutation())
                    .contains("minimax", "heuristic", "least-squares");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySelectionEvolves(Selection selection) {
        EvolutionConfig config =
                config(plane(), new RulesBuilder().parents(2).selection(selection));
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertThat(generations(trainer, 3))
                    .allSatisfy(report -> assertThat(survivors(report)).hasSize(2));
        }
    }

    // Growing

    /** 16 reals a generation: a fade begins after the second and ends after the third. */
    @ParameterizedTest
    @EnumSource(
            value = Moments.class,
            names = {"INHERITED", "PER_MUTATION"})
    void momentsAreForgottenWhenAFadeBeginsOrEnds(Moments kind) {
        RulesBuilder rules = new RulesBuilder().parents(2).discriminatorSteps(2).moments(kind);
        Schedule growing = new Schedule(16, 8, 0.016, 0.032, 4, Map.of(), 0.002, Map.of());
        EvolutionConfig config = config(TinyEvolution.style(), rules.build(), growing);
        List<Double> lods = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<Boolean> fresh = new ArrayList<>();
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            for (int i = 0; i < 4; i++) {
                lods.add(trainer.lod());
                generation(trainer);
                times.add(trainer.adamD().time());
                fresh.add(hasFreshMoments(trainer.population()));
            }
        }
        assertThat(lods).containsExactly(1.0, 1.0, 0.5, 0.0);
        assertThat(times).containsExactly(2L, 0L, 0L, 2L);
        assertThat(fresh).containsExactly(false, true, true, false);
    }

    /** At 8×8 pixels the rate is none, at 16×16 it is large. */
    @Test
    void theRateIsThatOfTheResolution() {
        Schedule growing = new Schedule(16, 8, 0.012, 0.012, 4, Map.of(), 0.01, Map.of(8, NO_RATE));
        EvolutionConfig config = config(TinyEvolution.style(), new RulesBuilder().build(), growing);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            double[] start = parentValues(trainer).get(0);
            generation(trainer);
            assertThat(parentValues(trainer).get(0)).isEqualTo(start);
            generations(trainer, 2);
            assertThat(trainer.lod()).isZero();
            assertThat(parentValues(trainer).get(0)).isNotEqualTo(start);
        }
    }

    /** The first generation takes the whole rate, the second half of it, the third nothing. */
    @Test
    void theRateFallsFromGenerationToGeneration() {
        EvolutionConfig config =
                new EvolutionConfig(
                        LINE,
                        TinyEvolution.PLAIN,
                        new RulesBuilder().moments(Moments.RESET).build(),
                        Schedule.fixed(1, 4, 0.01),
                        1,
                        0.5,
                        0.99,
                        Augmentation.NONE,
                        false,
                        2,
                        7);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, DType.FLOAT64, 1)) {
            makeConstant(trainer.survivor(), 0.4);
            List<Double> steps = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                double before = point(trainer.survivor());
                generation(trainer);
                steps.add(Math.abs(point(trainer.survivor()) - before));
            }
            assertThat(steps.get(0)).isCloseTo(0.01, within(1e-6)); // Adam's first step: the rate
            assertThat(steps.get(1)).isCloseTo(0.005, within(1e-6));
            assertThat(steps.get(2)).isZero();
        }
    }

    private static boolean hasFreshMoments(Population population) {
        Stream<Adam> own = population.parents().stream().map(Individual::adam);
        return Stream.concat(own, population.moments().stream()).allMatch(a -> a.time() == 0);
    }

    // Memory

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void generationsLeaveNothingBehind(int threads) {
        EvolutionRules rules = new RulesBuilder().parents(2).plus().build();
        try (EvolutionTrainer trainer = new EvolutionTrainer(config(plane(), rules), threads)) {
            assertLeavesNothingBehind(() -> generation(trainer));
        }
    }

    static Stream<RulesBuilder> wholeGenerations() {
        return Stream.of(
                new RulesBuilder().generatorsFirst().survivorsEvaluation().chained(),
                new RulesBuilder().moments(Moments.PER_MUTATION),
                new RulesBuilder().moments(Moments.RESET).mutations("not-a-number", "no-number"));
    }

    @ParameterizedTest
    @MethodSource("wholeGenerations")
    void generationsByEveryRuleLeaveNothingBehind(RulesBuilder rules) {
        try (EvolutionTrainer trainer = new EvolutionTrainer(config(plane(), rules), 1)) {
            assertLeavesNothingBehind(() -> generation(trainer));
        }
    }

    @Test
    void generationsOfAGrowingStyleNetworkLeaveNothingBehind() {
        Schedule growing = new Schedule(16, 8, 0.006, 0.024, 4, Map.of(), 0.002, Map.of());
        EvolutionConfig config =
                config(
                        TinyEvolution.style(),
                        new RulesBuilder().mutations("heuristic", "minimax").build(),
                        growing);
        try (EvolutionTrainer trainer = new EvolutionTrainer(config, 1)) {
            assertLeavesNothingBehind(
                    () -> {
                        trainer.restore(0, 12);
                        generation(trainer);
                    });
        }
    }

    private static RulesBuilder watched() {
        return new RulesBuilder()
                .mutations("watched-minimax", "watched-heuristic", "watched-least-squares");
    }

    /** What each child is when its objective is computed, before its step. */
    private static List<double[]> startsOfOneGeneration(EvolutionTrainer trainer) {
        List<double[]> starts = new ArrayList<>();
        TestMutations.watch(
                label -> {
                    Individual child = trainer.population().child(starts.size());
                    starts.add(Numbers.values(child.generator().parameters()));
                });
        generation(trainer);
        return starts;
    }

    private static List<double[]> parentValues(EvolutionTrainer trainer) {
        return trainer.survivors().stream().map(g -> Numbers.values(g.parameters())).toList();
    }

    private static void assertSameNumbers(List<double[]> actual, List<double[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("parent %d", i).isEqualTo(expected.get(i));
        }
    }

    private static List<GenerationReport.Individual> survivors(GenerationReport report) {
        List<GenerationReport.Individual> all = report.individuals();
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(place -> all.stream().filter(i -> i.place() == place))
                .toList();
    }

    private static GenerationReport.Individual fittest(List<GenerationReport.Individual> all) {
        return all.stream()
                .reduce((best, i) -> i.fitness() > best.fitness() ? i : best)
                .orElseThrow();
    }

    private static double[] filled(MlpConfig network, double value) {
        double[] values = new double[Math.toIntExact(2L * network.width() + network.width() + 1)];
        Arrays.fill(values, value);
        return values;
    }

    /** Mean σ(D(G(z))) of a generator of the line, as it is now. */
    private static double probability(EvolutionTrainer trainer, Generator generator) {
        return 1 / (1 + Math.exp(-score(trainer, point(generator))));
    }

    /** The point that a constant generator of the line gives for every latent. */
    private static double point(Generator generator) {
        double[] values = Numbers.values(generator.parameters());
        return values[values.length - 1];
    }

    /** D of a point of the line. */
    private static double score(EvolutionTrainer trainer, double x) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor point = Ops.of(DType.FLOAT64, new double[] {x}, 1, 1, 1, 1);
            return Ops.item(trainer.discriminator().forward(point, null, 0));
        }
    }

    private static double meanScore(EvolutionTrainer trainer, Tensor points) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Ops.item(trainer.discriminator().forward(points, null, 0).mean());
        }
    }

    /** L_D of reals and one fake. */
    private static double loss(EvolutionTrainer trainer, Tensor real, double fake) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor onReal = trainer.discriminator().forward(real, null, 0);
            double loss = Ops.item(TinyEvolution.PLAIN.loss().onReal(onReal));
            return loss + Math.log1p(Math.exp(score(trainer, fake)));
        }
    }
}
