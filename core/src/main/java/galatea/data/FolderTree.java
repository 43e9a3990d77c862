package galatea.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder and, to a depth, of its subfolders; links are followed. */
final class FolderTree implements FileTree {
    private final Path folder;
    private final List<String> names;

    FolderTree(Path folder) throws IOException {
        this(folder, Integer.MAX_VALUE);
    }

    FolderTree(Path folder, int depth) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            names =
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !FileTree.isHidden(name))
                            .sorted()
                            .toList();
        } catch (UncheckedIOException e) {
            throw new DataException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path file = folder.resolve(name);
        long bytes = Files.size(file);
        if (bytes > MAX_FILE_BYTES) {
            throw new DataException(
                    "%s must be at most %d bytes: %d".formatted(name, MAX_FILE_BYTES, bytes));
        }
        return Files.readAllBytes(file);
    }

    @Override
    public String root() {
        return folder.toString();
    }
}
