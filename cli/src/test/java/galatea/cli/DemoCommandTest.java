package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.torch.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
    private static final Pattern SOURCE = Pattern.compile("src=\"([^\"]+)\"");

    @TempDir private Path temp;

    /** Threads that wait for each other make small networks slow on a busy machine. */
    @BeforeAll
    static void useOneThread() {
        Engine.setThreads(1);
    }

    /** What a command said and how it ended. */
    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
        return new Outcome(code, out.toString(), err.toString());
    }

    private Outcome demo(Path folder, String... more) {
        List<String> args = new ArrayList<>(List.of("demo", "--outdir"));
        args.add(folder.toString());
        args.addAll(List.of("--kimg", "0.1"));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    @Test
    void showsTheShippedNetworkWithoutTraining() throws IOException {
        Path folder = temp.resolve("tour");
        Outcome tour =
                run(
                        "demo",
                        "--json",
                        "--outdir",
                        folder.toString(),
                        "--cache",
                        temp.resolve("cache").toString());
        assertThat(tour.code()).as(tour.err()).isZero();
        assertThat(tour.out()).contains("\"network\" : \"builtin:scenes\"");
        assertPage(
                folder,
                Stream.concat(DemoSections.FILES.stream(), Stream.of("trees.png", "doors.png"))
                        .toList());
        String page = Files.readString(folder.resolve("index.html"));
        assertThat(page).contains("of the tree pixels vanish", "A door where there was none");
        assertThat(folder.resolve("dissection/index.html")).exists();
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void leavesAPageWhosePicturesAreThereAndCanBeMadeAgain() throws IOException {
        Path folder = temp.resolve("demo");
        Outcome first = demo(folder, "--json");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("\"imagesSeen\"", "\"generatorParameters\"", "00000-demo");
        assertPage(folder);

        Outcome second = demo(folder);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("galatea: wrote");
        assertThat(folder.resolve("run/00001-demo/stats.jsonl")).isNotEmptyFile();
        assertPage(folder);
    }

    private void assertPage(Path folder) throws IOException {
        assertPage(folder, pictures());
    }

    private void assertPage(Path folder, List<String> pictures) throws IOException {
        String html = Files.readString(folder.resolve("index.html"));
        assertThat(html).doesNotContain(temp.toString(), "http", "NaN", "null");
        List<String> sources = SOURCE.matcher(html).results().map(match -> match.group(1)).toList();
        assertThat(sources).containsExactlyInAnyOrderElementsOf(pictures);
        for (String source : sources) {
            assertThat(ImageIO.read(folder.resolve(source).toFile()).getWidth())
                    .as(source)
                    .isPositive();
        }
    }

    private static List<String> pictures() {
        return DemoPage.FILES.stream().filter(file -> file.endsWith(".png")).toList();
    }

    @Test
    void aFileOfTheUserIsNotOverwritten() throws IOException {
        Path file = temp.resolve("samples.png");
        Files.writeString(file, "mine");

        Outcome outcome = demo(temp);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("samples.png");
        assertThat(file).hasContent("mine");
        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsOneLine() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        Outcome outcome = demo(file);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("galatea: error:");
    }

    @ParameterizedTest
    @CsvSource({"--minutes,0", "--minutes,NaN", "--kimg,0", "--kimg,-1", "--kimg,NaN", "--kimg,x"})
    void lengthsOutOfRangeAreTheUsersError(String option, String value) {
        Path folder = temp.resolve("demo");

        Outcome outcome = run("demo", "--outdir", folder.toString(), option, value);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(option.substring(2), value);
        assertThat(folder).doesNotExist();
    }
}
