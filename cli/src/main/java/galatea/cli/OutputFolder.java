package galatea.cli;

import galatea.format.AtomicFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A folder for results, in which nothing is overwritten that this program did not write.
 *
 * <p>The hidden file {@value #LIST} names what was written, one file per line; only these may be
 * replaced, unless the user says {@code --force}.
 */
final class OutputFolder {
    private static final String LIST = ".galatea-files";

    private final Path folder;
    private final Set<String> ours;

    private OutputFolder(Path folder, Set<String> ours) {
        this.folder = folder;
        this.ours = ours;
    }

    /**
     * Makes the folder and checks that the files may be written, before any work is done.
     *
     * @param names of the files that will be written, with {@code /} between folders, which are
     *     made too
     * @throws FileSystemException if a file of another origin is in the way
     */
    static OutputFolder open(Path folder, boolean force, Collection<String> names)
            throws IOException {
        make(folder);
        Path list = folder.resolve(LIST);
        Set<String> ours = new HashSet<>();
        if (Files.exists(list)) {
            ours.addAll(Files.readAllLines(list));
        }
        for (String name : names) {
            requireFree(folder.resolve(name), force || ours.contains(name));
        }
        for (String name : names) {
            Path parent = folder.resolve(name).getParent();
            if (parent != null) {
                make(parent);
            }
        }
        OutputFolder output = new OutputFolder(folder, ours);
        output.append(""); // fails now rather than after the work if the folder is read-only
        return output;
    }

    private static void requireFree(Path file, boolean replaceable) throws FileSystemException {
        if (!replaceable && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "exists and galatea did not write it; move it, name another --outdir, or"
                            + " use --force");
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) { // a link to a folder is one, too
            Files.createDirectories(folder);
        }
    }

    /** The folder. */
    Path path() {
        return folder;
    }

    /** Writes or replaces a file. */
    void write(String name, byte[] content) throws IOException {
        write(name, file -> AtomicFiles.write(file, content));
    }

    /** Writes or replaces a file with a writer of its own. */
    void write(String name, FileWriter writer) throws IOException {
        writer.write(folder.resolve(name));
        if (ours.add(name)) {
            append(name + "\n");
        }
    }

    /** Removes what an earlier run wrote under a name; files of others stay. */
    void remove(String name) throws IOException {
        if (ours.contains(name)) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(
                folder.resolve(LIST), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Writes a file atomically. */
    @FunctionalInterface
    interface FileWriter {
        /** Writes the file. */
        void write(Path file) throws IOException;
    }
}
