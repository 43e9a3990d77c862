package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    private static final List<String> TINY =
            List.of(
                    "--threads",
                    "1",
                    "--resolution",
                    "16",
                    "--fmap-base",
                    "32",
                    "--fmap-max",
                    "8",
                    "--latent-size",
                    "8",
                    "--mapping-layers",
                    "2",
                    "--batch",
                    "4");

    @TempDir private Path folder;

    private List<String> words(String... more) {
        List<String> words = new ArrayList<>(List.of("train"));
        words.addAll(List.of(more));
        return words;
    }

    /** A tiny training on scenes into {@code folder/outdir}. */
    private Run train(String outdir, String... more) {
        List<String> words = words("--data", "scenes:64", "--outdir", path(outdir));
        words.addAll(TINY);
        words.addAll(List.of(more));
        return Run.of(words.toArray());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertDone(Run run) {
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** The last line says what was wrong; a plan may stand before it. */
    private static void assertFails(Run run, int code, String message) {
        assertThat(run.err().lines().toList())
                .last()
                .asString()
                .startsWith("galatea: error: ")
                .contains(message);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
    }

    private static List<String> names(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] newestState(Path run) throws IOException {
        String newest =
                names(run).stream()
                        .filter(name -> name.startsWith("training-state"))
                        .reduce((first, second) -> second)
                        .orElseThrow();
        return Files.readAllBytes(run.resolve(newest));
    }

    @Test
    void aRunLeavesItsFilesAndANetworkThatCanBeUsed() throws IOException {
        Run trained = train("runs", "--kimg", "0.1", "--snap", "0.05", "--json");
        assertDone(trained);
        assertThat(trained.out())
                .contains("runDirectory", "imagesSeen", "imagesPerSecond", "secondsTotal")
                .contains("generatorParameters", "discriminatorParameters");
        Path run = folder.resolve("runs/00000-scenes-6416");
        assertThat(names(run))
                .contains("training_options.json", "data.json", "stats.jsonl", "log.txt")
                .contains("reals.png", "fakes_init.png", "fakes000000.png")
                .contains("network-snapshot-000000.safetensors")
                .anyMatch(name -> name.startsWith("events.out.tfevents"))
                .noneMatch(name -> name.endsWith(".part"));
        assertDone(Run.of("generate", "--network", run, "--seeds", "0", "--outdir", path("out")));
        assertThat(folder.resolve("out/seed0000.png")).isNotEmptyFile();
    }

    @Test
    void reportsAndSavesAtEveryStepAtMost() {
        assertDone(train("runs", "--kimg", "0.008", "--snap", "0.0001"));
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothing() {
        Run planned = train("runs", "--kimg", "1", "--dry-run", "--json");
        assertDone(planned);
        assertThat(planned.out()).contains("stages", "imagesPerSecond", "memoryBytes");
        assertThat(planned.err()).contains("16 px", "in all");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aResumedRunEqualsOneThatNeverStopped() throws IOException {
        String[] growth = {"--phase-kimg", "0.03", "--mirror", "--aug", "diffaug"};
        assertDone(train("whole", add(growth, "--kimg", "0.1", "--name", "a")));
        assertDone(train("parts", add(growth, "--kimg", "0.048", "--name", "a")));
        Path parts = folder.resolve("parts/00000-a");
        assertDone(Run.of("train", "--resume", parts, "--kimg", "0.1", "--threads", "1"));
        assertThat(newestState(parts)).isEqualTo(newestState(folder.resolve("whole/00000-a")));
    }

    private static String[] add(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aResumedRunCannotChangeItsCourse() {
        assertDone(train("runs", "--kimg", "0.02", "--name", "a"));
        String run = path("runs/00000-a");
        assertFails(Run.of("train", "--resume", run, "--gamma", "1"), 2, "--gamma");
        assertFails(Run.of("train", "--resume", path("none")), 1, "none");
    }

    @Test
    void changedPicturesCannotBeResumed() throws IOException {
        Path pictures = pictures("photos", 6);
        List<String> words = words("--data", pictures.toString(), "--outdir", path("runs"));
        words.addAll(TINY);
        words.addAll(List.of("--kimg", "0.02"));
        assertDone(Run.of(words.toArray()));
        write(pictures.resolve("another.png"), 77);
        Run resumed = Run.of("train", "--resume", path("runs/00000-photos16"), "--kimg", "1");
        assertFails(resumed, 1, "has changed");
    }

    private Path pictures(String name, int count) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < count; i++) {
            write(pictures.resolve(i + ".png"), 40 * i);
        }
        return pictures;
    }

    private static void write(Path file, int level) throws IOException {
        BufferedImage image = new BufferedImage(20, 24, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 10, 5 + level % 15);
        ImageIO.write(image, "png", file.toFile());
    }

    @ParameterizedTest
    @CsvSource({
        "--resolution, 48, resolution",
        "--config, G, configuration",
        "--config, AB, --config",
        "--gamma, -1, r1Gamma",
        "--batch, 0, batch",
        "--batch, 6, multiple",
        "--channels, 2, channels",
        "--arch, transformer, --arch",
        "--kimg, 0, totalKimg",
        "--r1-interval, 0, r1Interval",
        "--start-resolution, 32, startResolution",
        "--snap, 0, snapshotKimg",
        "--fmap-max, 0, fmapMax"
    })
    void refusesWordsThatCannotBe(String option, String value, String name) {
        Run run = Run.of(tinyWith(option, value).toArray());
        assertFails(run, 2, name);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private List<String> tinyWith(String option, String value) {
        List<String> words = words("--data", "scenes:64", "--outdir", path("runs"));
        for (int i = 0; i < TINY.size(); i += 2) {
            if (!TINY.get(i).equals(option)) {
                words.addAll(TINY.subList(i, i + 2));
            }
        }
        words.addAll(List.of(option, value));
        return words;
    }

    @Test
    void refusesDataThatCannotBeTrainedOn() throws IOException {
        Run absent = Run.of("train", "--data", path("absent"));
        assertFails(absent, 1, "absent");
        Files.createDirectories(folder.resolve("empty"));
        assertFails(Run.of("train", "--data", path("empty")), 1, "empty");
        assertFails(train("runs", "--cond"), 2, "--cond");
        Files.writeString(folder.resolve("file"), "in the way");
        assertFails(train("file", "--kimg", "0.02"), 1, "file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--arch progressive",
                "--arch dcgan --resolution 32",
                "--config A",
                "--config C",
                "--loss wasserstein --gradient-penalty 10 --gamma 0",
                "--loss hinge --r2-gamma 1",
                "--loss least_squares --aug diffaug --mirror --r1-interval 4",
                "--channels 1",
                "--channels 4"
            })
    void trainsEveryKindOfNetwork(String options) {
        List<String> words = words("--data", "scenes:64", "--outdir", path("runs"));
        if (!options.contains("--resolution")) {
            words.addAll(List.of("--resolution", "16"));
        }
        words.addAll(TINY.subList(0, 2));
        words.addAll(TINY.subList(4, TINY.size())); // without a resolution
        words.addAll(List.of("--kimg", "0.012"));
        words.addAll(List.of(options.split(" ")));
        assertDone(Run.of(words.toArray()));
    }

    @Test
    void trainsOnClassFolders() throws IOException {
        pictures("classes/cats", 4);
        pictures("classes/dogs", 4);
        List<String> words = words("--data", path("classes"), "--outdir", path("runs"), "--cond");
        words.addAll(TINY);
        words.addAll(List.of("--kimg", "0.02"));
        assertDone(Run.of(words.toArray()));
        Run drawn =
                Run.of(
                        "generate",
                        "--network",
                        path("runs/00000-classes16"),
                        "--seeds",
                        "0",
                        "--class",
                        "1",
                        "--outdir",
                        path("out"));
        assertDone(drawn);
    }

    @Test
    void aTerminatedProcessSavesAndCanBeResumed() throws Exception {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "needs POSIX signals");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.awt.headless=true", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "galatea.cli.Main"));
        command.addAll(words("--data", "scenes:64", "--outdir", path("runs"), "--name", "a"));
        command.addAll(TINY);
        command.addAll(List.of("--kimg", "1000", "--snap", "1000"));
        File log = folder.resolve("log").toFile();
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        Path run = folder.resolve("runs/00000-a");
        for (int i = 0; i < 600 && !Files.exists(run.resolve("fakes_init.png")); i++) {
            Thread.sleep(100);
        }
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(Files.readString(log.toPath()))
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(names(run)).contains("training-state-000000.safetensors");
        assertDone(Run.of("train", "--resume", run, "--kimg", "0.004", "--threads", "1"));
    }
}
