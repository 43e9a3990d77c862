package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.OneThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class RaceCommandTest {
    private static final List<String> TINY =
            List.of(
                    "--generations",
                    "3",
                    "--batch",
                    "8",
                    "--eval-batch",
                    "8",
                    "--fmap-max",
                    "4",
                    "--hidden-layers",
                    "1",
                    "--jobs",
                    "2");

    @TempDir private Path folder;

    /** Tiny, into {@code folder/out}. */
    private Run race(String... more) {
        return raceOn("toy:ring8-egan", more);
    }

    private Run raceOn(String data, String... more) {
        List<String> words = new ArrayList<>(List.of("race", "--data", data));
        words.addAll(List.of("--outdir", file("").toString()));
        for (int i = 0; i < TINY.size(); i += 2) {
            if (!List.of(more).contains(TINY.get(i))) {
                words.addAll(TINY.subList(i, i + 2));
            }
        }
        words.addAll(List.of(more));
        return Run.of(words.toArray());
    }

    private Path file(String name) {
        return folder.resolve("out").resolve(name);
    }

    private static Run done(Run run) {
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

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

    @Test
    void theTableIsPrinted() {
        Run run = done(race("--methods", "evolve,minimax", "--seeds", "2"));
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("method   generations  modes ").contains("JSD", "MMD²");
        assertThat(lines.get(1)).startsWith("evolve   3 ");
        assertThat(lines.get(2)).startsWith("minimax  3 ").contains(" : ", ", p ");
        assertThat(run.err()).contains("galatea: see " + file("index.html"));
    }

    @Test
    void everyFileIsWritten() throws IOException {
        done(race("--methods", "evolve,minimax", "--seeds", "1"));
        assertThat(names())
                .containsExactly(
                        ".galatea-files",
                        "high-quality-share-4-course.png",
                        "high-quality-share-4.png",
                        "high-quality-share-course.png",
                        "high-quality-share.png",
                        "index.html",
                        "jsd-course.png",
                        "jsd.png",
                        "mmd2-course.png",
                        "mmd2.png",
                        "modes-covered-course.png",
                        "modes-covered-well-course.png",
                        "modes-covered-well.png",
                        "modes-covered.png",
                        "race.jsonl");
        for (String name : names()) {
            if (name.endsWith(".png")) {
                assertThat(ImageIO.read(file(name).toFile())).as(name).isNotNull();
                assertThat(Files.readString(file("index.html"))).contains('"' + name + '"');
            }
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(file(""))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thePageHasTheCommand() throws IOException {
        done(race("--methods", "evolve", "--seeds", "1"));
        assertThat(Files.readString(file("index.html")))
                .contains("Race on toy:ring8-egan")
                .contains("<code>galatea race --data toy:ring8-egan --outdir ")
                .contains("--methods evolve --seeds 1</code>");
    }

    @Test
    void theSameWordsDoNoWorkAgain() throws IOException {
        String[] words = {"--methods", "evolve,random-selection", "--seeds", "2"};
        Run first = done(race(words));
        String results = Files.readString(file("race.jsonl"));
        Run second = done(race(words));
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(file("race.jsonl")).hasContent(results); // times included
    }

    @Test
    void moreSeedsProlongARace() throws IOException {
        done(race("--methods", "evolve,minimax", "--seeds", "1"));
        List<String> before = Files.readAllLines(file("race.jsonl"));
        done(race("--methods", "evolve,minimax", "--seeds", "3"));
        List<String> after = Files.readAllLines(file("race.jsonl"));
        assertThat(after).hasSize(1 + 6).startsWith(before.toArray(String[]::new));
    }

    @Test
    void fewerSeedsAreThoseOnly() {
        Run one = done(race("--methods", "evolve,minimax", "--seeds", "1"));
        done(race("--methods", "evolve,minimax", "--seeds", "3"));
        assertThat(done(race("--methods", "evolve,minimax", "--seeds", "1")).out())
                .isEqualTo(one.out());
    }

    @Test
    void aRaceThatWasCutShortGoesOn() throws IOException {
        Run whole = done(race("--methods", "evolve,minimax", "--seeds", "2", "--jobs", "1"));
        List<String> lines = Files.readAllLines(file("race.jsonl"));
        String cut = lines.get(2).substring(0, 30);
        Files.writeString(file("race.jsonl"), String.join("\n", lines.subList(0, 2)) + "\n" + cut);
        Run rest = done(race("--methods", "evolve,minimax", "--seeds", "2", "--jobs", "1"));
        assertThat(rest.out()).isEqualTo(whole.out());
        assertThat(Files.readAllLines(file("race.jsonl"))).hasSize(5);
    }

    @Test
    void anotherRaceNeedsAnotherFolder() {
        done(race("--methods", "evolve,minimax", "--seeds", "1"));
        assertFails(
                race("--methods", "evolve,heuristic", "--seeds", "1"),
                1,
                file("race.jsonl").toString(),
                "holds another race; name another --outdir");
        assertFails(race("--methods", "evolve,minimax", "--batch", "16"), 1, "another race");
    }

    @Test
    void filesOfOthersAreNotOverwritten() throws IOException {
        Files.createDirectories(file(""));
        Files.writeString(file("index.html"), "mine");
        assertFails(race("--seeds", "1"), 1, file("index.html").toString(), "--force");
        assertThat(file("index.html")).hasContent("mine");
        assertThat(file("race.jsonl")).doesNotExist();
    }

    /** A race that cannot be run leaves nothing that the corrected one would stumble over. */
    @Test
    void correctedWordsMayUseTheFolder() {
        assertFails(
                race("--methods", "evolve", "--seeds", "1", "--parents", "1,3"),
                2,
                "divisible by the number of parents, 3: 8");
        Run run = done(race("--methods", "evolve", "--seeds", "1", "--parents", "1,4"));
        assertThat(run.out()).contains("evolve, μ 1 ", "evolve, μ 4 ");
    }

    @Test
    void gammasAreMethods() {
        Run run = done(race("--methods", "evolve,minimax", "--seeds", "1", "--gammas", "0,0.5"));
        assertThat(run.out().lines().skip(1).map(line -> line.replaceAll("  .*", "")))
                .containsExactly("evolve, γ 0", "evolve, γ 0.5", "minimax");
    }

    @Test
    void equalArithmeticGivesMoreGenerations() {
        Run run =
                done(race("--methods", "evolve,minimax", "--seeds", "1", "--equal", "arithmetic"));
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(1)).startsWith("evolve   3 ");
        assertThat(lines.get(2)).matches("minimax  [5-9] .*");
    }

    @Test
    void jsonHasEveryResult() {
        Run run = done(race("--methods", "evolve,minimax", "--seeds", "2", "--json"));
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.get("racers")).hasSize(2);
        assertThat(json.get("metrics")).hasSize(6);
        assertThat(json.get("results")).hasSize(4);
        JsonNode result = json.get("results").get(0);
        assertThat(result.get("generations").asInt()).isEqualTo(3);
        assertThat(result.get("seconds").asDouble()).isPositive();
        assertThat(result.get("history").get(2).get("generation").asInt()).isEqualTo(3);
        assertThat(result.get("history").get(2).get("metrics").get("modes").get("jsd").asDouble())
                .isBetween(0.0, Math.log(2));
    }

    @Test
    void withoutModesDistanceDecides() throws IOException {
        Run run = done(raceOn("toy:swissroll", "--methods", "evolve,minimax", "--seeds", "1"));
        assertThat(run.out().lines().findFirst().orElseThrow())
                .contains("MMD²", "evolve better : worse (MMD²)")
                .doesNotContain("modes", "JSD");
        assertThat(names()).contains("mmd2.png", "mmd2-course.png").doesNotContain("jsd.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--methods magic         | method must be one of | magic",
                "--methods evolve,evolve | each once             | evolve, evolve",
                "--seeds 0               | seeds                 | 0",
                "--jobs 0                | --jobs                | 0",
                "--equal luck            | --equal               | generations, arithmetic",
                "--gammas -1             | fitnessGamma          | -1",
                "--parents 0             | parents               | 0",
                "--generations 0         | generations           | 0",
                "--arch style            | --arch                | toy",
                "--preset theano-2018    | chained               | selection"
            })
    void refusesWordsThatCannotBe(String options, String rule, String value) {
        assertFails(race(options.split(" ")), 2, rule, value);
        assertThat(file("")).doesNotExist();
    }

    @Test
    void picturesDoNotRace() {
        assertFails(raceOn("scenes:8"), 2, "--data must be toy:NAME in a race: scenes:8");
        assertThat(file("")).doesNotExist();
    }

    @Test
    void unknownToysAreRefused() {
        assertFails(raceOn("toy:ring9"), 2, "ring9", "ring8-egan");
        assertThat(file("")).doesNotExist();
    }

    @Test
    void helpDefinesWhatIsCompared() {
        Run run = done(Run.of("race", "--help"));
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("paired sign test")
                .contains("covered by one sample, and well by 20, of 2500, nearer than 3 sigma")
                .contains("median absolute deviation")
                .contains("galatea race --data toy:grid25-egan");
    }
}
