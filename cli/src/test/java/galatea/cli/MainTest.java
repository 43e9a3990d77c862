package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest extends CommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate",
                "mix",
                "interpolate",
                "intervene",
                "project",
                "info",
                "dataset",
                "dissect",
                "compare-dissections",
                "ace",
                "convert",
                "export",
                "artifacts",
                "directions",
                "demo"
            })
    void helpOfEveryVerbHasAnExample(String verb) {
        Run run = done(verb, "--help");
        assertThat(run.out()).contains("Example").contains("  galatea " + verb + " ");
    }

    @Test
    void versionIsPrinted() {
        assertThat(done("--version").out()).startsWith("galatea 0.").contains("Java");
    }

    @Test
    void wrongWordsAreExplained() {
        fails(2, "a verb is missing");
        fails(2, "paint", "paint");
        fails(2, "--nonsense", "info", "--network", network, "--nonsense");
        fails(2, "--network", "info");
    }

    @Test
    void stackTraceIsShownOnRequest() {
        Run run = Run.of("info", "--network", "absent", "--stacktrace");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("galatea: error: no such file").contains("\tat ");
    }

    @Test
    void infoTellsWhatScriptsRelyOn() {
        JsonNode json =
                new JsonMapper().readTree(done("info", "--network", network, "--json").out());
        assertThat(json.get("family").asString()).isEqualTo("style");
        assertThat(json.get("resolution").asInt()).isEqualTo(16);
        assertThat(json.get("channels").asInt()).isEqualTo(3);
        assertThat(json.get("latentSize").asInt()).isEqualTo(16);
        assertThat(json.get("generatorParameters").asInt()).isPositive();
        assertThat(json.get("discriminatorParameters").asInt()).isPositive();
        assertThat(json.get("layers")).hasSize(6);
        assertThat(json.get("layers").get(0).get("name").asString()).isEqualTo("4x4/Const");
        assertThat(json.get("provenance").get("imagesSeen").asInt()).isEqualTo(1000);
    }

    @Test
    void infoIsReadable() {
        assertThat(done("info", "--network", network).out())
                .contains("style")
                .contains("8x8/Conv0_up, 16 units at 8 x 8");
    }

    @Test
    void datasetIsWrittenOnceUnlessForced() {
        Object[] args = {
            "dataset", "scenes:3", "--dest", folder.resolve("d.zip"), "--resolution", "16", "--json"
        };
        Run run = done(args);
        assertThat(new JsonMapper().readTree(run.out()).get("images").asInt()).isEqualTo(3);
        fails(1, "dest must not exist", args);
        fails(2, "resolution must be", "dataset", "scenes:3", "--dest", out, "--resolution", "17");
    }

    @Test
    void interruptionEndsWith130() {
        StringWriter err = new StringWriter();
        int code =
                new Failures(() -> false).handle(new InterruptedException(), new PrintWriter(err));
        assertThat(code).isEqualTo(130);
        assertThat(err.toString().strip()).isEqualTo("galatea: error: interrupted");
    }

    @Test
    void engineErrorsKeepOneLine() {
        StringWriter err = new StringWriter();
        RuntimeException engine = new RuntimeException("sizes differ\nException raised from x.cpp");
        assertThat(new Failures(() -> false).handle(engine, new PrintWriter(err))).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("galatea: error: sizes differ");
    }

    @Test
    void memoryAndLibraryFailuresSayWhatToDo() {
        StringWriter err = new StringWriter();
        Failures failures = new Failures(() -> false);
        failures.handle(new OutOfMemoryError("Java heap space"), new PrintWriter(err));
        failures.handle(
                new ExceptionInInitializerError(new IllegalStateException("another libtorch")),
                new PrintWriter(err));
        assertThat(err.toString().lines())
                .containsExactly(
                        "galatea: error: out of memory (Java heap space): ask for less, or give"
                                + " more with GALATEA_JAVA_OPTIONS=-Xmx8g",
                        "galatea: error: the tensor engine does not load: another libtorch");
    }

    @Test
    void noClassKnowsTheEngine() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("galatea.cli");
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(classes);
    }
}
