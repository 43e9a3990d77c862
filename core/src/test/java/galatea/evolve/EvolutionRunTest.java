package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.evolve.EvolutionRun.Pace;
import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.model.mlp.MlpConfig;
import galatea.testing.OneThread;
import galatea.torch.Ops;
import galatea.torch.RawData;
import galatea.train.Augmentation;
import galatea.train.RunDirectory;
import galatea.train.Schedule;
import galatea.train.TrainingFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OneThread.class)
class EvolutionRunTest {
    private static final EvolutionConfig CONFIG = TinyRuns.points(new RulesBuilder(), 6);
    private static final Pace EVERY_GENERATION = new Pace(1, 1);

    @TempDir Path folder;
    private RunDirectory directory;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = RunDirectory.create(folder, "run");
    }

    @AfterEach
    void watchNoLonger() {
        TestMutations.watchNoLonger();
    }

    // The course of a run

    @Test
    void listenersHearOfEverythingInOrder() throws IOException {
        TinyRuns.Recorder recorder = new TinyRuns.Recorder();
        run(TinyRuns.points(new RulesBuilder(), 5), new Pace(2, 3), recorder);
        assertThat(recorder.heard())
                .containsExactly(
                        "started 0",
                        "bred 1",
                        "bred 2",
                        "tick 2",
                        "bred 3",
                        "tick 3",
                        "saved 3",
                        "bred 4",
                        "tick 4",
                        "bred 5",
                        "tick 5",
                        "saved 5",
                        "ended 5");
    }

    @Test
    void listenersHearTheEndOfARunThatFailed() throws IOException {
        TinyRuns.Recorder recorder = new TinyRuns.Recorder();
        EvolutionListener failing =
                new EvolutionListener() {
                    @Override
                    public void bred(EvolutionRun run, GenerationReport report) throws IOException {
                        throw new IOException("disk full");
                    }
                };
        assertThatThrownBy(() -> run(CONFIG, EVERY_GENERATION, recorder, failing))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(recorder.heard()).containsExactly("started 0", "bred 1", "ended 1");
    }

    @Test
    void aTickTellsHowFarTheRunIs() throws IOException {
        List<EvolutionTick> ticks = new ArrayList<>();
        run(CONFIG, new Pace(4, 1000), ticksInto(ticks));
        assertThat(ticks).extracting(EvolutionTick::generation).containsExactly(4L, 6L);
        assertThat(ticks).extracting(EvolutionTick::realsSeen).containsExactly(48L, 72L);
        assertThat(ticks.get(1).generationsPerSecond()).isPositive();
        assertThat(ticks.get(1).secondsTotal()).isGreaterThan(ticks.get(0).secondsTotal());
    }

    private static EvolutionListener ticksInto(List<EvolutionTick> ticks) {
        return new EvolutionListener() {
            @Override
            public void ticked(EvolutionRun run, EvolutionTick tick) {
                ticks.add(tick);
            }
        };
    }

    @Test
    void aRunKnowsItsOwnSpeed() throws IOException {
        try (EvolutionRun run = TinyRuns.start(directory, CONFIG, EVERY_GENERATION)) {
            assertThat(run.generationsPerSecond()).isZero();
            run.run();
            assertThat(run.generationsPerSecond() * run.seconds()).isBetween(6 - 1e-9, 6 + 1e-9);
        }
    }

    @Test
    void paceMustBePositive() {
        assertThatThrownBy(() -> new Pace(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1: 0, 1");
        assertThatThrownBy(() -> new Pace(1, 0)).hasMessageContaining("at least 1: 1, 0");
    }

    // What a run leaves

    @Test
    void aFinishedRunHasOptionsNetworksAndStates() throws IOException {
        run(CONFIG, new Pace(1, 2));
        assertThat(EvolutionRun.configOf(directory)).isEqualTo(CONFIG);
        assertThat(TinyRuns.names(directory))
                .containsExactly(
                        ".lock",
                        "network-snapshot-000002.safetensors",
                        "network-snapshot-000004.safetensors",
                        "network-snapshot-000006.safetensors",
                        "training-state-000004.safetensors",
                        "training-state-000006.safetensors",
                        "training_options.json");
    }

    static Stream<RulesBuilder> watchedRules() {
        return Stream.of(
                watched(),
                watched().parents(2),
                watched().parents(2).generatorsFirst().chained(),
                watched().selection(Selection.RANDOM));
    }

    private static RulesBuilder watched() {
        return new RulesBuilder()
                .mutations("watched-minimax", "watched-heuristic", "watched-least-squares");
    }

    /** The network of a snapshot is the child that the report has in place 0, number by number. */
    @ParameterizedTest
    @MethodSource("watchedRules")
    void everySnapshotIsTheFittestSurvivor(RulesBuilder rules) throws IOException {
        List<Individual> born = new ArrayList<>(); // children of this generation, in order
        List<double[]> best = new ArrayList<>();
        EvolutionListener remembering =
                new EvolutionListener() {
                    @Override
                    public void bred(EvolutionRun run, GenerationReport report) {
                        assertThat(born).hasSameSizeAs(report.individuals());
                        for (int i = 0; i < born.size(); i++) {
                            if (report.individuals().get(i).place() == 0) {
                                best.add(Numbers.values(born.get(i).generator().parameters()));
                            }
                        }
                        born.clear();
                    }
                };
        try (EvolutionRun run =
                TinyRuns.start(
                        directory, TinyRuns.points(rules, 6), EVERY_GENERATION, remembering)) {
            TestMutations.watch(label -> born.add(run.trainer().population().child(born.size())));
            run.run();
            assertThat(numbersOf(6))
                    .isEqualTo(Numbers.values(run.trainer().survivor().parameters()));
        }
        assertThat(best).hasSize(6).doesNotHaveDuplicates();
        for (int generation = 1; generation <= 6; generation++) {
            assertThat(numbersOf(generation)).isEqualTo(best.get(generation - 1));
        }
    }

    private double[] numbersOf(long generation) throws IOException {
        try (Generator generator = NetworkFile.load(directory.snapshot(generation))) {
            return Numbers.values(generator.parameters());
        }
    }

    /** Where running means are part of the network, too. */
    @Test
    void aSnapshotHasTheBuffersOfTheSurvivor() throws IOException {
        EvolutionConfig config = TinyRuns.eventful(TinyEvolution.style(), new RulesBuilder(), 2);
        try (EvolutionRun run = TinyRuns.start(directory, config, TinyRuns.STEP)) {
            run.run();
            try (Generator generator = NetworkFile.load(directory.snapshot(2))) {
                assertThat(Ops.floats(generator.parameters().bufferValues()))
                        .isNotEmpty()
                        .isEqualTo(
                                Ops.floats(run.trainer().survivor().parameters().bufferValues()));
            }
        }
    }

    @Test
    void aSnapshotInsideAFadeKnowsItsLevelOfDetail() throws IOException {
        EvolutionConfig config = TinyRuns.eventful(TinyEvolution.style(), new RulesBuilder(), 3);
        run(config, TinyRuns.STEP);
        assertThat(NetworkFile.open(directory.snapshot(3)).lod()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aSnapshotKnowsWhereItComesFrom() throws IOException {
        run(CONFIG, TinyRuns.STEP);
        NetworkFile file = NetworkFile.open(directory.snapshot(6));
        assertThat(file.provenance().dataset()).isEqualTo("toy:ring8-egan");
        assertThat(file.provenance().imagesSeen()).isEqualTo(6L * 12);
        assertThat(file.provenance().seed()).isEqualTo(7);
        assertThat(file.hasDiscriminator()).isFalse();
    }

    // Stopping

    @Test
    void anyThreadMayStop() throws Exception {
        EvolutionConfig endless = TinyRuns.points(new RulesBuilder(), Integer.MAX_VALUE);
        CountDownLatch begun = new CountDownLatch(1);
        EvolutionListener begin =
                new EvolutionListener() {
                    @Override
                    public void bred(EvolutionRun run, GenerationReport report) {
                        begun.countDown();
                    }
                };
        try (EvolutionRun run = TinyRuns.start(directory, endless, new Pace(1000, 1000), begin)) {
            Thread stopper =
                    new Thread(
                            () -> {
                                try {
                                    begun.await();
                                    run.stop();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            stopper.start();
            run.run();
            stopper.join();
            assertThat(run.isStopped()).isTrue();
            assertThat(directory.state(run.trainer().generation())).exists();
        }
    }

    @Test
    void aRunStoppedBeforeItBeganSavesItsBeginning() throws IOException {
        try (EvolutionRun run = TinyRuns.start(directory, CONFIG, EVERY_GENERATION)) {
            run.stop();
            run.run();
        }
        assertThat(directory.snapshot(0)).exists();
        assertThat(directory.state(0)).exists();
    }

    // Refusals

    @Test
    void aRunCannotBecomeShorterThanItIs() throws IOException {
        run(CONFIG, new Pace(2, 2));
        String options = Files.readString(directory.file(RunDirectory.OPTIONS));
        EvolutionConfig shorter = CONFIG.with(CONFIG.rules(), 5, CONFIG.seed());
        assertThatThrownBy(
                        () ->
                                EvolutionRun.resume(
                                        directory,
                                        shorter,
                                        TinyRuns.realsFor(shorter),
                                        1,
                                        EVERY_GENERATION,
                                        List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generations must be at least the 6 of the run so far: 5");
        assertThat(directory.file(RunDirectory.OPTIONS)).hasContent(options);
    }

    @Test
    void realsMustFitTheNetwork() {
        EvolutionConfig pictures =
                TinyEvolution.config(TinyEvolution.dcgan(), new RulesBuilder().build());
        assertThatThrownBy(
                        () ->
                                EvolutionRun.start(
                                        directory,
                                        pictures,
                                        TinyRuns.realsFor(CONFIG),
                                        1,
                                        EVERY_GENERATION,
                                        List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reals must have 1 channels and 32 px: 2, 1");
        assertThat(directory.file(RunDirectory.OPTIONS)).doesNotExist();
    }

    // Failing

    /** Parents live on where no child lives, but not for ever. */
    @Test
    void aRunWithoutLivingChildrenEndsWithADiagnosis() throws IOException {
        RulesBuilder deadly = new RulesBuilder().mutations("not-a-number", "no-number");
        try (EvolutionRun run =
                TinyRuns.start(directory, TinyRuns.points(deadly, 100), new Pace(1, 8))) {
            double[] start = Numbers.values(run.trainer().survivor().parameters());
            assertThatThrownBy(run::run)
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessage(
                            "no child had finite numbers in 20 generations in a row, up to"
                                    + " generation 20; network-snapshot-000016.safetensors is the last good snapshot;"
                                    + " start a new run with a lower --learning-rate");
            assertThat(run.deaths()).isEqualTo(40);
            assertThat(numbersOf(16)).isEqualTo(start);
        }
        try (EvolutionRun resumed = TinyRuns.resume(directory, EVERY_GENERATION, 1)) {
            assertThat(resumed.trainer().generation()).isEqualTo(16);
        }
    }

    @Test
    void aMutationThatNeverLivesDoesNotEndTheRun() throws IOException {
        RulesBuilder rules = new RulesBuilder().mutations("not-a-number", "heuristic");
        try (EvolutionRun run =
                TinyRuns.start(directory, TinyRuns.points(rules, 25), TinyRuns.STEP)) {
            run.run();
            assertThat(run.trainer().generation()).isEqualTo(25);
            assertThat(run.deaths()).isEqualTo(25);
        }
    }

    @Test
    void aDiscriminatorThatStaysNotFiniteEndsTheRun() throws IOException {
        EvolutionConfig longer = TinyRuns.points(new RulesBuilder(), 100);
        assertThatThrownBy(() -> run(longer, new Pace(1, 1000), poisonAfter(3)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("in 20 generations in a row, up to generation 23;")
                .hasMessageContaining("there is no good snapshot yet; start a new run");
    }

    /** T16: a hundred times the learning rate kills every unit of the discriminator. */
    @Test
    void aDeadDiscriminatorEndsTheRunWithTheLastGoodSnapshot() throws IOException {
        EvolutionConfig wild =
                new EvolutionConfig(
                        MlpConfig.plane(16),
                        TinyEvolution.PLAIN,
                        EvolutionPreset.GALATEA.rules(true),
                        Schedule.fixed(1, 8, 0.5),
                        0,
                        0.5,
                        0.99,
                        Augmentation.NONE,
                        false,
                        3000,
                        0);
        assertThatThrownBy(() -> run(wild, new Pace(4, 4)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageMatching(
                        "all children were equally fit, so the discriminator is dead or has won, in"
                                + " 100 generations in a row, up to generation \\d+;"
                                + " network-snapshot-00000\\d.safetensors is the last good.*"
                                + "lower --learning-rate");
    }

    @Test
    void brokenWeightsNeverTakeThePlaceOfGoodOnes() throws IOException {
        assertThatThrownBy(() -> run(CONFIG, new Pace(1, 2), poisonAfter(3)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageStartingWith("weights are not finite after 4 generations")
                .hasMessageContaining("network-snapshot-000002.safetensors is the last good");
        assertThat(directory.snapshot(4)).doesNotExist();
        assertThat(directory.state(4)).doesNotExist();
        assertThat(numbersOf(2)).doesNotContain(Double.NaN);
        try (EvolutionRun resumed = TinyRuns.resume(directory, EVERY_GENERATION, 1)) {
            assertThat(resumed.trainer().generation()).isEqualTo(2);
            assertThat(resumed.trainer().isFinite()).isTrue();
        }
    }

    private static EvolutionListener poisonAfter(long generation) {
        return new EvolutionListener() {
            @Override
            public void bred(EvolutionRun run, GenerationReport report) {
                if (run.trainer().generation() == generation) {
                    RawData.view(run.trainer().discriminator().parameters().values())
                            .putFloat(0, Float.NaN);
                }
            }
        };
    }

    /** Nineteen failures in a row are not too many. */
    @Test
    void aHealedRunGoesOn() throws IOException {
        EvolutionListener healer =
                new EvolutionListener() {
                    private float first;

                    @Override
                    public void bred(EvolutionRun run, GenerationReport report) {
                        var values =
                                RawData.view(run.trainer().discriminator().parameters().values());
                        if (run.trainer().generation() == 3) {
                            first = values.getFloat(0);
                            values.putFloat(0, Float.NaN);
                        } else if (run.trainer().generation() == 3 + 19) {
                            values.putFloat(0, first);
                        }
                    }
                };
        Map<String, double[]> numbers =
                run(TinyRuns.points(new RulesBuilder(), 30), new Pace(1, 1000), healer);
        assertThat(numbers.get("counts")).startsWith(30);
        assertThat(directory.snapshot(30)).exists();
    }

    @Test
    void aRateThatBreaksTheNumbersEndsWithADiagnosis() throws IOException {
        EvolutionConfig wild =
                TinyEvolution.config(
                                TinyEvolution.plane(),
                                new RulesBuilder().build(),
                                Schedule.fixed(1, 4, 1e30))
                        .with(new RulesBuilder().build(), 50, 7);
        assertThatThrownBy(() -> run(wild, TinyRuns.STEP))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("finite")
                .hasMessageContaining("lower --learning-rate");
    }

    /**
     * A folder in the place of the temporary file, as a full disk does, lets no file be written.
     */
    @Test
    void aStateThatCannotBeWrittenLeavesTheLastOne() throws IOException {
        Path obstacle = directory.file("training-state-000003.safetensors.part");
        Files.createDirectories(obstacle.resolve("x"));
        assertThatThrownBy(() -> run(CONFIG, EVERY_GENERATION, new EvolutionLog()))
                .isInstanceOf(IOException.class);
        Files.delete(obstacle.resolve("x"));
        Files.delete(obstacle);
        try (EvolutionRun resumed =
                TinyRuns.resume(directory, EVERY_GENERATION, 1, new EvolutionLog())) {
            assertThat(resumed.trainer().generation()).isEqualTo(2);
            resumed.run();
            TinyEvolution.assertEqual(
                    TinyEvolution.numbers(resumed.trainer()),
                    run(CONFIG, RunDirectory.create(folder, "whole"), EVERY_GENERATION));
        }
        assertThat(TinyRuns.names(directory)).noneMatch(name -> name.endsWith(".part"));
    }

    private Map<String, double[]> run(
            EvolutionConfig config, Pace pace, EvolutionListener... listeners) throws IOException {
        return run(config, directory, pace, listeners);
    }

    private static Map<String, double[]> run(
            EvolutionConfig config, RunDirectory where, Pace pace, EvolutionListener... listeners)
            throws IOException {
        try (EvolutionRun run = TinyRuns.start(where, config, pace, listeners)) {
            run.run();
            return TinyEvolution.numbers(run.trainer());
        }
    }
}
