package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir Path folder;

    @Test
    void runsAreNumberedFromZero() throws IOException {
        Path parent = folder.resolve("runs/of/today");
        assertThat(RunDirectory.create(parent, "a").path()).isEqualTo(parent.resolve("00000-a"));
        assertThat(RunDirectory.create(parent, "b").path()).isEqualTo(parent.resolve("00001-b"));
    }

    @Test
    void numbersFollowTheLargestAndOtherNamesDoNotCount() throws IOException {
        Files.createDirectory(folder.resolve("00002-old"));
        Files.createDirectory(folder.resolve("00041-older"));
        Files.createDirectory(folder.resolve("00099"));
        Files.createDirectory(folder.resolve("x00050-other"));
        assertThat(name(RunDirectory.create(folder, "new"))).isEqualTo("00042-new");
    }

    @Test
    void runsCreatedAtOnceGetFoldersOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> created = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                created.add(threads.submit(() -> RunDirectory.create(folder, "run").path()));
            }
            Set<Path> paths = new HashSet<>();
            for (Future<Path> path : created) {
                paths.add(path.get());
            }
            assertThat(paths).hasSize(40).allMatch(Files::isDirectory);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFolderThatCannotBeCreatedIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunDirectory.create(file, "run"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file");
        assertThatThrownBy(() -> RunDirectory.create(file.resolve("below"), "run"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFolderWithoutOptionsIsNoRun() {
        assertThatThrownBy(() -> RunDirectory.open(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("training_options.json");
    }

    @Test
    void filesAreNamedByThousandsOfImages() throws IOException {
        RunDirectory run = RunDirectory.create(folder, "run");
        assertThat(run.snapshot(1_234)).hasFileName("network-snapshot-001234.safetensors");
        assertThat(run.state(0)).hasFileName("training-state-000000.safetensors");
        assertThat(run.fakes(25_000)).hasFileName("fakes025000.png");
        assertThat(run.snapshot(1_000_000)).hasFileName("network-snapshot-1000000.safetensors");
    }

    @Test
    void newestIsTheLargestNumber() throws IOException {
        RunDirectory run = RunDirectory.create(folder, "run");
        assertThat(run.newestSnapshot()).isEmpty();
        assertThat(run.states()).isEmpty();
        for (String number : List.of("000007", "999999", "1000000", "000100")) {
            Files.createFile(run.file("network-snapshot-%s.safetensors".formatted(number)));
            Files.createFile(run.file("training-state-%s.safetensors".formatted(number)));
        }
        assertThat(run.newestSnapshot()).contains(run.file("network-snapshot-1000000.safetensors"));
        assertThat(run.states())
                .extracting(path -> path.getFileName().toString().replaceAll("\\D", ""))
                .containsExactly("1000000", "999999", "000100", "000007");
    }

    @Test
    void unfinishedAndForeignFilesAreNoSnapshots() throws IOException {
        RunDirectory run = RunDirectory.create(folder, "run");
        for (String name :
                List.of(
                        "network-snapshot-000009.safetensors.part",
                        "training-state-000009.safetensors.part",
                        "network-snapshot-9.safetensors",
                        "network-snapshot-best.safetensors",
                        "fakes000009.png")) {
            Files.createFile(run.file(name));
        }
        assertThat(run.newestSnapshot()).isEmpty();
        assertThat(run.states()).isEmpty();
    }

    private static String name(RunDirectory run) {
        return run.path().getFileName().toString();
    }
}
