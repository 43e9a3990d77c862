package galatea.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import galatea.testing.OneThread;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class EvolveCommandTest {
    private static final List<String> TINY =
            List.of(
                    "--batch",
                    "8",
                    "--eval-batch",
                    "16",
                    "--fmap-max",
                    "8",
                    "--hidden-layers",
                    "1");
    private static final List<String> TINY_PICTURES =
            List.of(
                    "--resolution 32 --fmap-base 32 --fmap-max 8 --latent-size 8 --batch 4"
                            .split(" "));

    @TempDir private Path folder;

    /** A tiny evolution on a toy into {@code folder/outdir}. */
    private Run evolve(String outdir, String... more) {
        return evolve("toy:ring8-egan", outdir, TINY, more);
    }

    private Run evolve(String data, String outdir, List<String> tiny, String... more) {
        List<String> words = new ArrayList<>(List.of("evolve", "--data", data));
        words.addAll(List.of("--outdir", path(outdir)));
        words.addAll(tiny);
        words.addAll(List.of(more));
        return Run.of(words.toArray());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertDone(Run run) {
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** One line says what was wrong. */
    private static void assertFails(Run run, int code, String... messages) {
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("galatea: error: ")
                .contains(messages)
                .doesNotContain("a bug");
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    private static List<String> names(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    // A run

    @Test
    void aRunLeavesItsFiles() throws IOException {
        assertDone(evolve("runs", "--generations", "4", "--snap", "2"));
        assertThat(names(folder.resolve("runs/00000-ring8-egan")))
                .contains("training_options.json", "data.json")
                .contains("evolution.jsonl", "stats.jsonl", "log.txt")
                .contains("fakes000000.png", "fakes000002.png", "fakes000004.png")
                .contains("survivors.png", "evolution.png")
                .contains("network-snapshot-000002.safetensors")
                .contains("network-snapshot-000004.safetensors")
                .contains("training-state-000004.safetensors")
                .anyMatch(name -> name.startsWith("events.out.tfevents"))
                .noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void jsonTellsWhatScriptsRelyOn() {
        Run run = evolve("runs", "--generations", "3", "--json");
        assertDone(run);
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.get("runDirectory").asString()).isEqualTo(path("runs/00000-ring8-egan"));
        assertThat(json.get("generations").asInt()).isEqualTo(3);
        assertThat(json.get("generationsPerSecond").asDouble()).isPositive();
        assertThat(json.get("modes").asInt()).isEqualTo(8);
        assertThat(json.get("modesCovered").asInt()).isBetween(0, 8);
        assertThat(json.get("highQualityShare").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.get("jsd").asDouble()).isBetween(0.0, Math.log(2));
        assertThat(json.get("mmd2").asDouble()).isPositive();
        assertThat(json.get("deaths").asInt()).isZero();
        assertThat(json.get("secondsTotal").asDouble()).isPositive();
        JsonNode shares = json.get("survivorShare");
        assertThat(shares.propertyNames()).containsExactly("minimax", "heuristic", "leastSquares");
        double sum = shares.values().stream().mapToDouble(JsonNode::asDouble).sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void tellsPeopleHowItEnded() {
        Run run = evolve("runs", "--generations", "3");
        assertDone(run);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("galatea: evolving in " + path("runs/00000-ring8-egan"))
                .contains("galatea: done after 3 generations")
                .contains("galatea: survivors minimax ")
                .contains(" of 8 modes, ");
    }

    @Test
    void runsAreNumberedAndNamed() throws IOException {
        assertDone(evolve("runs", "--generations", "1"));
        assertDone(evolve("runs", "--generations", "1", "--name", "mine"));
        assertThat(names(folder.resolve("runs"))).containsExactly("00000-ring8-egan", "00001-mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"galatea", "paper", "theano-2018", "pytorch-2020"})
    void everyPresetEvolvesPoints(String preset) {
        List<String> tiny = List.of("--fmap-max", "4", "--hidden-layers", "1");
        assertDone(evolve("toy:grid25-pac", "r", tiny, "--preset", preset, "--generations", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--selection quality-only",
                "--selection round-robin --parents 2",
                "--selection pareto --parents 4 --mutations minimax,hinge,wasserstein",
                "--plus --parents 2",
                "--moments per-mutation --breeding-threads 3",
                "--order generators-first --d-fakes survivors-evaluation",
                "--siblings chained --order generators-first",
                "--quality logit --diversity squared-norm --halves false --shared-latents false",
                "--loss hinge --gamma 1 --gradient-penalty 0.1 --d-steps 3",
                "--mutations heuristic --fitness-gamma 0 --decay 1 --beta1 0 --beta2 0.9"
            })
    void everyRuleCanBeChanged(String options) {
        List<String> words = new ArrayList<>(List.of("--generations", "2"));
        words.addAll(List.of(options.split(" ")));
        assertDone(evolve("runs", words.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring8-pac", "grid25-egan", "swissroll"})
    void toysHaveNames(String name) {
        assertDone(evolve("toy:" + name, "runs", TINY, "--generations", "1"));
        assertThat(folder.resolve("runs/00000-" + name)).isDirectory();
    }

    @Test
    void withoutModesNoneAreTold() {
        Run run = evolve("toy:swissroll", "runs", TINY, "--generations", "1", "--json");
        assertDone(run);
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.has("modesCovered")).isFalse();
        assertThat(json.has("mmd2")).isTrue();
    }

    @Test
    void aPictureIsADensityOfPoints() throws IOException {
        write(folder.resolve("disc.png"), 3);
        String data = "toy:" + path("disc.png");
        assertDone(evolve(data, "runs", TINY, "--generations", "2"));
        Path run = folder.resolve("runs/00000-disc");
        assertDone(Run.of("evolve", "--resume", run, "--generations", "3"));
        assertThat(run.resolve("network-snapshot-000003.safetensors")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dcgan", "progressive", "style"})
    void everyFamilyEvolvesPictures(String family) throws IOException {
        Path pictures = pictures(4);
        Run run =
                evolve(
                        pictures.toString(),
                        "runs",
                        TINY_PICTURES,
                        "--arch",
                        family,
                        "--generations",
                        "2",
                        "--eval-batch",
                        "4",
                        "--threads",
                        "1",
                        "--json");
        assertDone(run);
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.has("survivorShare")).isTrue();
        assertThat(json.has("modesCovered")).isFalse();
        Path folderOfRun = folder.resolve("runs/00000-photos32");
        assertThat(names(folderOfRun)).contains("reals.png", "fakes000002.png", "evolution.png");
        Run drawn =
                Run.of("generate", "--network", folderOfRun, "--seeds", "0", "--outdir", path("o"));
        assertDone(drawn);
        assertThat(folder.resolve("o/seed0000.png")).isNotEmptyFile();
    }

    private Path pictures(int count) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < count; i++) {
            write(pictures.resolve(i + ".png"), i);
        }
        return pictures;
    }

    private static void write(Path file, int i) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(2 * i, 3, 20, 10 + 5 * i);
        ImageIO.write(image, "png", file.toFile());
    }

    /** Two coordinates as two channels of a single pixel. */
    @Test
    void pointsOfARunCanBeGenerated() throws IOException {
        assertDone(evolve("runs", "--generations", "1"));
        Path run = folder.resolve("runs/00000-ring8-egan");
        assertDone(
                Run.of(
                        "generate",
                        "--network",
                        run,
                        "--seeds",
                        "0-4",
                        "--format",
                        "npy",
                        "--outdir",
                        path("out")));
        byte[] npy = Files.readAllBytes(folder.resolve("out/images.npy"));
        String header = new String(npy, 0, 128, ISO_8859_1);
        assertThat(header).contains("'shape': (5, 2, 1, 1)");
    }

    @Test
    void pointsAreNoPictures() {
        assertDone(evolve("runs", "--generations", "1"));
        String run = path("runs/00000-ring8-egan");
        assertFails(
                Run.of("generate", "--network", run, "--seeds", "0", "--outdir", path("out")),
                2,
                "is a network of points, which draws no pictures; use generate --format npy");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    // Going on

    @Test
    void aResumedRunEqualsOneThatNeverStopped() throws IOException {
        assertDone(evolve("whole", "--decay", "0", "--generations", "6"));
        assertDone(evolve("parts", "--decay", "0", "--generations", "3"));
        Path whole = folder.resolve("whole/00000-ring8-egan");
        Path parts = folder.resolve("parts/00000-ring8-egan");
        assertDone(
                Run.of(
                        "evolve",
                        "--resume",
                        parts,
                        "--generations",
                        "6",
                        "--breeding-threads",
                        "2"));
        for (String name :
                List.of(
                        "training-state-000006.safetensors",
                        "evolution.jsonl",
                        "survivors.png",
                        "training_options.json")) {
            assertThat(parts.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
    }

    @Test
    void aFinishedRunCanBeResumedWithoutHarm() {
        assertDone(evolve("runs", "--generations", "2"));
        Run again = Run.of("evolve", "--resume", path("runs/00000-ring8-egan"), "--json");
        assertDone(again);
        assertThat(new JsonMapper().readTree(again.out()).get("generations").asInt()).isEqualTo(2);
    }

    @Test
    void aResumedRunCannotChangeItsCourse() {
        assertDone(evolve("runs", "--generations", "1"));
        String run = path("runs/00000-ring8-egan");
        assertFails(
                Run.of("evolve", "--resume", run, "--batch", "16"),
                2,
                "--batch cannot be changed in a resumed run");
        assertFails(Run.of("evolve", "--resume", run, "--seed", "1"), 2, "--seed");
        assertFails(Run.of("evolve", "--resume", run, "--data", "toy:ring8-pac"), 2, "--data");
    }

    @Test
    void whatIsNoRunCannotBeResumed() throws IOException {
        assertFails(Run.of("evolve", "--resume", path("none")), 1, path("none"));
        Files.createDirectories(folder.resolve("empty"));
        assertFails(Run.of("evolve", "--resume", path("empty")), 1, "no training run here");
    }

    @Test
    void aTrainingIsNoEvolution() {
        Run trained =
                Run.of(
                        Stream.concat(
                                        Stream.of("train", "--data", "scenes:8", "--kimg", "0.004"),
                                        Stream.concat(
                                                TINY_PICTURES.stream(),
                                                Stream.of("--outdir", path("t"), "--name", "a")))
                                .toArray());
        assertDone(trained);
        assertFails(
                Run.of("evolve", "--resume", path("t/00000-a")),
                1,
                "is of a training, which another verb resumes");
    }

    @Test
    void anEvolutionIsNoTraining() {
        assertDone(evolve("runs", "--generations", "1"));
        Run run = Run.of("train", "--resume", path("runs/00000-ring8-egan"));
        assertFails(
                run, 1, "training_options.json", "is of an evolution, which another verb resumes");
    }

    @Test
    void changedPicturesCannotBeResumed() throws IOException {
        Path pictures = pictures(3);
        String[] words = {"--generations", "1", "--eval-batch", "4", "--threads", "1"};
        assertDone(evolve(pictures.toString(), "runs", TINY_PICTURES, words));
        write(pictures.resolve("another.png"), 9);
        Run resumed =
                Run.of("evolve", "--resume", path("runs/00000-photos32"), "--generations", "9");
        assertFails(resumed, 1, "has changed");
    }

    @Test
    void aTerminatedProcessSavesAndCanBeResumed() throws Exception {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "needs POSIX signals");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "galatea.cli.Main"));
        command.addAll(List.of("evolve", "--data", "toy:ring8-egan", "--outdir", path("runs")));
        command.addAll(TINY);
        command.addAll(List.of("--generations", "100000000"));
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Path run = folder.resolve("runs/00000-ring8-egan");
        for (int i = 0; i < 600 && !Files.exists(run.resolve("fakes000000.png")); i++) {
            Thread.sleep(100);
        }
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(log))
                .contains("galatea: stopped and saved after ")
                .contains("galatea: continue with --resume " + run);
        assertThat(names(run)).anyMatch(name -> name.startsWith("training-state-"));
        long reached =
                Files.readAllLines(run.resolve("evolution.jsonl")).stream()
                        .filter(line -> line.contains("individuals"))
                        .count();
        Run shorter = Run.of("evolve", "--resume", run, "--generations", reached - 1);
        assertThat(shorter.code()).isEqualTo(2);
        assertThat(shorter.err()).contains("generations must be at least");
        assertDone(Run.of("evolve", "--resume", run, "--generations", reached + 1));
    }

    // Words that cannot be

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mutations magic          | mutation must be one of | minimax",
                "--mutations hinge,hinge    | each once               | hinge",
                "--preset tensorflow        | --preset                | galatea, paper, theano-2018",
                "--selection luck           | --selection             | quality-only",
                "--moments mine             | --moments               | per-mutation",
                "--loss l1                  | --loss                  | non-saturating",
                "--parents 3                | divisible               | 3: 8",
                "--parents 0                | parents must be in      | 0",
                "--arch dcgan               | --arch                  | toy",
                "--resolution 32            | --resolution            | toy",
                "--generations 0            | generations             | 0",
                "--snap 0                   | snapshots               | 0",
                "--breeding-threads 0       | --breeding-threads      | 0",
                "--threads 0                | threads                 | 0",
                "--fitness-gamma -1         | fitnessGamma            | -1",
                "--d-steps 0                | discriminatorSteps      | 0",
                "--eval-batch 0             | evaluationBatch         | 0",
                "--batch 0                  | batch                   | 0",
                "--learning-rate 0          | learningRate            | 0",
                "--learning-rate NaN        | learningRate            | NaN",
                "--decay 2                  | decay                   | 2",
                "--beta1 1                  | beta1                   | 1",
                "--gamma -1                 | r1Gamma                 | -1",
                "--hidden-layers 0          | depth                   | 0",
                "--siblings chained --plus  | chained                 | parents",
                "--d-fakes survivors-evaluation | generators first     | order",
                "--crop none                | --crop                  | center, pad, stretch",
                "--shared-latents maybe     | --shared-latents        | maybe",
                "--nonsense                 | --nonsense              | Unknown"
            })
    void refusesWordsThatCannotBe(String options, String rule, String value) {
        List<String> words = new ArrayList<>(List.of("--generations", "1"));
        if (options.startsWith("--generations")) {
            words.clear();
        }
        List<String> tiny = new ArrayList<>();
        for (int i = 0; i < TINY.size(); i += 2) {
            if (!options.startsWith(TINY.get(i) + " ")) {
                tiny.addAll(TINY.subList(i, i + 2));
            }
        }
        words.addAll(List.of(options.split(" ")));
        Run run = evolve("toy:ring8-egan", "runs", tiny, words.toArray(String[]::new));
        assertFails(run, 2, rule, value);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void unknownToysAreRefusedWithAllThatThereAre() {
        Run run = evolve("toy:ring9", "runs", TINY, "--generations", "1");
        assertFails(run, 2, "ring9", "ring8-egan", "grid25-radboud", "swissroll");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void dataThatIsNotThereIsRefused() throws IOException {
        assertFails(evolve(path("absent"), "runs", TINY_PICTURES), 1, path("absent"));
        assertFails(evolve("toy:" + path("absent.png"), "runs", TINY), 1, path("absent.png"));
        Files.createDirectories(folder.resolve("empty"));
        assertFails(evolve(path("empty"), "runs", TINY_PICTURES), 1, path("empty"));
        Files.writeString(folder.resolve("text.png"), "no picture");
        assertFails(evolve("toy:" + path("text.png"), "runs", TINY), 1, path("text.png"));
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        assertFails(evolve("file", "--generations", "1"), 1, path("file"));
    }

    @Test
    void dataOrARunMustBeNamed() {
        assertFails(Run.of("evolve"), 2, "--data", "--resume");
    }

    @Test
    void helpDefinesWhatIsMeasured() {
        Run run = Run.of("evolve", "--help");
        assertDone(run);
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("covered by one sample, and well by 20, of 2500, nearer than 3 sigma")
                .contains("high-quality samples")
                .contains("in nats")
                .contains("ring8-egan")
                .contains("galatea evolve --data toy:ring8-egan");
    }
}
