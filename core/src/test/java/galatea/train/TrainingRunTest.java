package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.TrainingImages;
import galatea.model.Generator;
import galatea.model.NetworkFile;
import galatea.testing.OneThread;
import galatea.torch.Ops;
import galatea.torch.RawData;
import galatea.train.TrainingRun.Pace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TrainingRunTest {
    private static final TrainingConfig CONFIG =
            TinyTraining.withImages(TinyTraining.fixed(TinyTraining.style()), 24);
    private static final Pace EVERY_STEP = new Pace(0.001, 0.001);
    private static final Pace AT_THE_END = new Pace(0.001, 1000);

    @TempDir Path folder;
    private RunDirectory directory;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = RunDirectory.create(folder, "run");
    }

    @Test
    void listenersHearOfEverythingInOrder() throws IOException {
        List<String> heard = new ArrayList<>();
        run(CONFIG, new Pace(0.008, 0.016), recorder(heard));
        assertThat(heard)
                .containsExactly(
                        "started",
                        "step 1",
                        "step 2",
                        "tick 8",
                        "step 3",
                        "step 4",
                        "tick 16",
                        "saved 16",
                        "step 5",
                        "step 6",
                        "tick 24",
                        "saved 24",
                        "ended");
    }

    private static TrainingListener recorder(List<String> heard) {
        return new TrainingListener() {
            @Override
            public void started(TrainingRun run) {
                heard.add("started");
            }

            @Override
            public void stepped(TrainingRun run, StepReport report) {
                heard.add("step " + run.trainer().step());
            }

            @Override
            public void ticked(TrainingRun run, TickReport report) {
                heard.add("tick " + report.imagesSeen());
            }

            @Override
            public void saved(TrainingRun run) {
                heard.add("saved " + run.trainer().imagesSeen());
            }

            @Override
            public void ended(TrainingRun run) {
                heard.add("ended");
            }
        };
    }

    @Test
    void aFinishedRunHasOptionsNetworkAndState() throws IOException {
        float[] average = run(CONFIG, AT_THE_END).get("average");

        String options = Files.readString(directory.file(RunDirectory.OPTIONS));
        assertThat(TrainingConfigs.fromJson(options)).isEqualTo(CONFIG);
        assertThat(directory.states()).hasSize(1);
        NetworkFile file = NetworkFile.open(directory.newestSnapshot().orElseThrow());
        assertThat(file.lod()).isZero();
        try (Generator generator = file.generator()) {
            assertThat(Ops.floats(generator.parameters().values())).isEqualTo(average);
        }
        assertThat(parts()).isEmpty();
    }

    @Test
    void aSnapshotInsideAFadeKnowsItsLevelOfDetail() throws IOException {
        run(TinyTraining.eventful(TinyTraining.style(), 18), AT_THE_END);
        NetworkFile file = NetworkFile.open(directory.newestSnapshot().orElseThrow());
        assertThat(file.lod()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void stoppingFinishesTheStepAndSaves() throws IOException {
        Map<String, float[]> numbers = run(CONFIG, AT_THE_END, new TinyTraining.StopAfter(2));
        assertThat(numbers.get("counts")).startsWith(2);
        try (TrainingRun resumed = resume()) {
            assertThat(resumed.trainer().step()).isEqualTo(2);
        }
    }

    @Test
    void anyThreadMayStop() throws Exception {
        TrainingConfig endless = TinyTraining.withImages(CONFIG, Integer.MAX_VALUE);
        try (TrainingRun run = start(endless, AT_THE_END)) {
            Thread stopper = new Thread(run::stop);
            stopper.start();
            run.run();
            stopper.join();
            assertThat(run.isStopped()).isTrue();
            assertThat(directory.states()).hasSize(1);
        }
    }

    @Test
    void onlyTheNewestTwoStatesAreKept() throws IOException {
        for (String number : List.of("000001", "000002", "000003")) {
            Files.writeString(
                    directory.file("training-state-%s.safetensors".formatted(number)), number);
        }
        run(CONFIG, AT_THE_END);
        assertThat(directory.states())
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "training-state-000003.safetensors", "training-state-000002.safetensors");
    }

    @Test
    void aRunThatStaysNotFiniteGivesUpAndKeepsItsLastSnapshot() throws IOException {
        TrainingConfig longer = TinyTraining.withImages(CONFIG, 1000);
        List<TickReport> ticks = new ArrayList<>();
        List<StepReport> steps = new ArrayList<>();
        try (TrainingRun run =
                start(longer, new Pace(0.004, 0.008), poisonAfter(3), collector(steps, ticks))) {
            assertThatThrownBy(run::run)
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("not finite")
                    .hasMessageContaining("snapshot is kept");
        }
        assertThat(ticks).hasSize(3);
        try (TrainingRun resumed = resume()) {
            assertThat(resumed.trainer().step()).isEqualTo(2);
            assertThat(resumed.trainer().isFinite()).isTrue();
        }
    }

    @Test
    void twentyStepsInARowAreTooMany() throws IOException {
        TrainingConfig longer = TinyTraining.withImages(CONFIG, 1000);
        List<StepReport> steps = new ArrayList<>();
        try (TrainingRun run =
                start(longer, AT_THE_END, poisonAfter(3), collector(steps, new ArrayList<>()))) {
            assertThatThrownBy(run::run)
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageStartingWith("20 steps in a row")
                    .hasMessageContaining("lower --learning-rate");
            assertThat(run.trainer().step()).isEqualTo(3 + 20);
        }
        assertThat(steps.stream().filter(StepReport::finite)).hasSize(3);
    }

    /** Nineteen are not: a healed network goes on, and the skipped steps are counted. */
    @Test
    void skippedStepsAreCounted() throws IOException {
        TrainingConfig longer = TinyTraining.withImages(CONFIG, 4 * 30);
        List<TickReport> ticks = new ArrayList<>();
        TrainingListener healer =
                new TrainingListener() {
                    private float first;

                    @Override
                    public void stepped(TrainingRun run, StepReport report) {
                        var values =
                                RawData.view(run.trainer().discriminator().parameters().values());
                        if (run.trainer().step() == 3) {
                            first = values.getFloat(0);
                            values.putFloat(0, Float.NaN);
                        } else if (run.trainer().step() == 3 + 19) {
                            values.putFloat(0, first);
                        }
                    }
                };
        run(longer, AT_THE_END, healer, collector(new ArrayList<>(), ticks));
        assertThat(ticks.get(ticks.size() - 1).skippedSteps()).isEqualTo(19);
        assertThat(ticks).hasSize(30 - 19);
    }

    private static TrainingListener poisonAfter(long step) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingRun run, StepReport report) {
                if (run.trainer().step() == step) {
                    RawData.view(run.trainer().discriminator().parameters().values())
                            .putFloat(0, Float.POSITIVE_INFINITY);
                }
            }
        };
    }

    private static TrainingListener collector(List<StepReport> steps, List<TickReport> ticks) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingRun run, StepReport report) {
                steps.add(report);
            }

            @Override
            public void ticked(TrainingRun run, TickReport report) {
                ticks.add(report);
            }
        };
    }

    /**
     * A folder in the place of the temporary file, as a full disk does, lets no file be written.
     */
    @Test
    void aStateThatCannotBeWrittenLeavesTheLastOne() throws IOException {
        Path obstacle = directory.file("training-state-000000.safetensors.part");
        TrainingListener blocker =
                new TrainingListener() {
                    @Override
                    public void stepped(TrainingRun run, StepReport report) throws IOException {
                        if (run.trainer().step() == 3) {
                            Files.createDirectories(obstacle.resolve("x"));
                        }
                    }
                };
        try (TrainingRun run = start(CONFIG, EVERY_STEP, blocker)) {
            assertThatThrownBy(run::run).isInstanceOf(IOException.class);
        }
        Files.delete(obstacle.resolve("x"));
        Files.delete(obstacle);
        try (TrainingRun resumed = resume()) {
            assertThat(resumed.trainer().step()).isEqualTo(2);
            resumed.run();
            GanTrainerTest.assertEqual(
                    TinyTraining.numbers(resumed.trainer()), uninterrupted(CONFIG));
        }
    }

    @Test
    void listenersHearTheEndOfARunThatFailed() throws IOException {
        List<String> heard = new ArrayList<>();
        TrainingListener failing =
                new TrainingListener() {
                    @Override
                    public void stepped(TrainingRun run, StepReport report) throws IOException {
                        throw new IOException("disk full");
                    }
                };
        try (TrainingRun run = start(CONFIG, EVERY_STEP, recorder(heard), failing)) {
            assertThatThrownBy(run::run).isInstanceOf(IOException.class).hasMessage("disk full");
            assertThat(heard).containsExactly("started", "step 1", "ended");
        }
    }

    @Test
    void aListenerThatFailsAtTheEndHidesNoFailure() throws IOException {
        TrainingListener failing =
                new TrainingListener() {
                    @Override
                    public void stepped(TrainingRun run, StepReport report) throws IOException {
                        throw new IOException("disk full");
                    }

                    @Override
                    public void ended(TrainingRun run) throws IOException {
                        throw new IOException("still full");
                    }
                };
        List<String> heard = new ArrayList<>();
        try (TrainingRun run = start(CONFIG, EVERY_STEP, failing, recorder(heard))) {
            assertThatThrownBy(run::run)
                    .hasMessage("disk full")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(heard).containsExactly("started", "ended");
        }
    }

    @Test
    void twoTrainingsDoNotShareAFolder() throws IOException {
        run(CONFIG, AT_THE_END, new TinyTraining.StopAfter(1));
        try (TrainingRun resumed = resume()) {
            try (Closeable other = directory.lock()) {
                assertThatThrownBy(resumed::run)
                        .isInstanceOf(IOException.class)
                        .hasMessage(
                                directory.path()
                                        + " is in use by another training: stop that first, or"
                                        + " wait for its end");
            }
            resumed.run();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnError() throws IOException {
        Files.createDirectory(directory.file(RunDirectory.OPTIONS));
        Files.createFile(directory.file(RunDirectory.OPTIONS).resolve("x"));
        assertThatThrownBy(() -> start(CONFIG, EVERY_STEP)).isInstanceOf(IOException.class);
    }

    @Test
    void imagesMustFitTheNetwork() {
        TrainingImages small = TinyTraining.imagesFor(TinyTraining.style());
        TrainingConfig dcgan = TinyTraining.fixed(TinyTraining.dcgan());
        assertThatThrownBy(() -> TrainingRun.start(directory, dcgan, small, EVERY_STEP, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 px, 1 channels and 0 classes: 16 px, 3, 0");
    }

    /** With more classes than the network knows, one image's label would mark another's row. */
    @Test
    void conditionalNetworksNeedExactlyTheirClasses() {
        TrainingConfig three = TinyTraining.fixed(TinyTraining.style().withLabels(3));
        for (int classes : new int[] {0, 2, 4}) {
            TrainingImages images =
                    TinyTraining.imagesFor(TinyTraining.style().withLabels(classes));
            assertThatThrownBy(
                            () ->
                                    TrainingRun.start(
                                            directory, three, images, EVERY_STEP, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 classes: 16 px, 3, " + classes);
        }
    }

    @Test
    void anUnconditionalNetworkMayTrainOnASetWithClasses() throws IOException {
        TrainingImages images = TinyTraining.imagesFor(TinyTraining.style().withLabels(3));
        try (TrainingRun run =
                TrainingRun.start(directory, CONFIG, images, AT_THE_END, List.of())) {
            run.run();
            assertThat(run.trainer().step()).isEqualTo(6);
        }
    }

    @Test
    void paceMustBePositive() {
        assertThatThrownBy(() -> new Pace(0, 1)).hasMessageContaining("positive: 0.0, 1.0");
        assertThatThrownBy(() -> new Pace(1, Double.NaN)).hasMessageContaining("positive: 1.0");
    }

    @Test
    void gridsShowRealsAndSamplesAndDoNotDisturbTheTraining() throws IOException {
        Map<String, float[]> numbers =
                run(CONFIG, new Pace(0.008, 0.008), new SampleGrids(), new StatsWriter());
        GanTrainerTest.assertEqual(numbers, uninterrupted(CONFIG));
        assertThat(directory.file("reals.png")).isNotEmptyFile();
        assertThat(directory.file("fakes_init.png")).isNotEmptyFile();
        assertThat(directory.file("fakes000000.png")).isNotEmptyFile();
    }

    /** The numbers of a training without folder. */
    private static Map<String, float[]> uninterrupted(TrainingConfig config) {
        try (GanTrainer trainer = new GanTrainer(config)) {
            TinyTraining.steps(trainer, 6);
            return TinyTraining.numbers(trainer);
        }
    }

    private List<Path> parts() throws IOException {
        try (var files = Files.list(directory.path())) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private Map<String, float[]> run(
            TrainingConfig config, Pace pace, TrainingListener... listeners) throws IOException {
        try (TrainingRun run = start(config, pace, listeners)) {
            run.run();
            return TinyTraining.numbers(run.trainer());
        }
    }

    private TrainingRun start(TrainingConfig config, Pace pace, TrainingListener... listeners)
            throws IOException {
        return TrainingRun.start(
                directory,
                config,
                TinyTraining.imagesFor(config.network()),
                pace,
                List.of(listeners));
    }

    private TrainingRun resume() throws IOException {
        return TrainingRun.resume(
                directory, TinyTraining.imagesFor(CONFIG.network()), EVERY_STEP, List.of());
    }
}
