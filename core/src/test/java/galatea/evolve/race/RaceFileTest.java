package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.evolve.race.RaceConfig.Budget;
import galatea.format.FormatException;
import galatea.points.Mixtures;
import galatea.points.PointSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceFileTest {
    private static final PointSource RING = Mixtures.presets().get(0);
    private static final RaceConfig CONFIG =
            Races.config(10, 2, Budget.GENERATIONS, "evolve", "minimax");
    private static final RaceResult FIRST = Races.result("evolve", 3, 0.25, 0.1, 0.9);
    private static final RaceResult SECOND = Races.result("minimax", 3, 1 / 3.0, 0.5);

    @TempDir Path folder;
    private Path path = Path.of("");

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve(RaceFile.FILE);
        RaceFile file = RaceFile.open(path, CONFIG, RING);
        assertThat(file.results()).isEmpty();
        file.add(FIRST);
        file.add(SECOND);
    }

    @Test
    void resultsSurvive() throws IOException {
        assertThat(RaceFile.open(path, CONFIG, RING).results()).containsExactly(FIRST, SECOND);
    }

    @Test
    void openingChangesNothing() throws IOException {
        String before = Files.readString(path);
        RaceFile.open(path, CONFIG, RING);
        assertThat(path).hasContent(before);
    }

    /** A racer whose numbers are broken has a result, too. */
    @Test
    void whatIsNoNumberSurvives() throws IOException {
        RaceResult broken = Races.result("minimax", 4, Double.NaN, 0);
        RaceFile.open(path, CONFIG, RING).add(broken);
        assertThat(RaceFile.open(path, CONFIG, RING).results()).last().isEqualTo(broken);
    }

    @Test
    void theFirstLineTellsWhatIsCompared() throws IOException {
        assertThat(Files.readAllLines(path)).hasSize(3);
        assertThat(Files.readAllLines(path).get(0))
                .contains(
                        "toy:" + RING.name(),
                        "GENERATIONS",
                        "\"evolve\"",
                        "\"minimax\"",
                        "\"network\"");
    }

    /** As a crash leaves it: that training runs again. */
    @Test
    void aLastLineThatIsCutShortIsDropped() throws IOException {
        String whole = Files.readString(path);
        Files.writeString(path, whole.substring(0, whole.length() - 20));
        RaceFile file = RaceFile.open(path, CONFIG, RING);
        assertThat(file.results()).containsExactly(FIRST);
        file.add(SECOND);
        assertThat(path).hasContent(whole);
    }

    @Test
    void aBrokenLineInTheMiddleIsNamed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.set(1, "{\"racer\":");
        Files.write(path, lines);
        assertThatThrownBy(() -> RaceFile.open(path, CONFIG, RING))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("line 2 is no result of a race");
    }

    @Test
    void aRaceMayBeProlongedByMoreSeeds() throws IOException {
        RaceConfig longer = Races.config(10, 9, Budget.GENERATIONS, "evolve", "minimax");
        assertThat(RaceFile.open(path, longer, RING).results()).hasSize(2);
    }

    @Test
    void anotherRaceIsRefused() throws IOException {
        String before = Files.readString(path);
        assertRefused(Races.config(11, 2, Budget.GENERATIONS, "evolve", "minimax"), RING);
        assertRefused(Races.config(10, 2, Budget.ARITHMETIC, "evolve", "minimax"), RING);
        assertRefused(Races.config(10, 2, Budget.GENERATIONS, "evolve"), RING);
        assertRefused(Races.config(10, 2, Budget.GENERATIONS, "minimax", "evolve"), RING);
        assertRefused(CONFIG, PointSource.open("toy:ring8-pac"));
        assertThat(path).hasContent(before);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Files.writeString(path, "", StandardOpenOption.TRUNCATE_EXISTING);
        assertRefused(CONFIG, RING);
        Files.writeString(path, "mine\n");
        assertRefused(CONFIG, RING);
    }

    private void assertRefused(RaceConfig config, PointSource source) {
        assertThatThrownBy(() -> RaceFile.open(path, config, source))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("holds another race; name another --outdir");
    }
}
