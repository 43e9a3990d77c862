package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with networks, and questions to a run. */
abstract class CommandTest {
    @TempDir Path folder;
    Path network = Path.of("");
    Path out = Path.of("");

    @BeforeEach
    void writeNetwork() throws IOException {
        network = TinyNetworks.write(folder.resolve("n.safetensors"), TinyNetworks.STYLE);
        out = folder.resolve("out");
    }

    /** Runs what must succeed. */
    static Run done(Object... args) {
        Run run = Run.of(args);
        assertThat(run.err()).doesNotContain("error");
        assertThat(run.code()).isZero();
        return run;
    }

    /** Runs what must fail, with one line that contains a text. */
    static void fails(int code, String message, Object... args) {
        Run run = Run.of(args);
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1).allMatch(l -> l.startsWith("galatea: error: "));
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(code);
    }

    byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(out.resolve(name));
    }
}
