package galatea.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a user's words name. */
final class SourceOpener {
    private SourceOpener() {}

    /** See {@link ImageSource#open(String, SourceOptions)}. */
    static ImageSource open(String spec, SourceOptions options) throws IOException {
        Path path = existing(spec);
        if (path != null) {
            return open(path, options);
        }
        ImageSource builtin = BuiltinSources.open(spec);
        if (builtin != null) {
            return builtin;
        }
        int colon = spec.lastIndexOf(':');
        path = colon < 1 ? null : existing(spec.substring(0, colon));
        if (path == null) {
            throw new DataException(
                    "no such data: %s; name a folder, a zip, an idx file or one of %s"
                            .formatted(spec, BuiltinSources.names()));
        }
        return open(path, options.withUnder(spec.substring(colon + 1)));
    }

    private static @Nullable Path existing(String spec) {
        try {
            Path path = Path.of(spec);
            return spec.isEmpty() || !Files.exists(path) ? null : path;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static ImageSource open(Path path, SourceOptions options) throws IOException {
        Path file = path.getFileName();
        if (Files.isRegularFile(path) && file != null && IdxSource.isImages(file.toString())) {
            Path folder = path.toAbsolutePath().getParent();
            FileTree beside = new FolderTree(folder == null ? path : folder, 1);
            return IdxSource.of(beside, file.toString(), options.padIdx());
        }
        FileTree root = Files.isDirectory(path) ? new FolderTree(path) : zip(path);
        try {
            String under = options.under();
            return of(under.isEmpty() ? root : new SubTree(root, under), options);
        } catch (IOException | RuntimeException e) {
            root.close();
            throw e;
        }
    }

    private static FileTree zip(Path path) throws IOException {
        byte[] start = new byte[2];
        try (var in = Files.newInputStream(path)) {
            int read = in.readNBytes(start, 0, 2);
            if (read < 2 || !PictureFormat.starts(start, 0, "PK")) {
                throw new DataException(
                        "%s must be a folder, a zip or an images-idx3 file; to use a single picture, name its folder"
                                .formatted(path));
            }
        }
        return new ZipTree(path);
    }

    private static ImageSource of(FileTree tree, SourceOptions options) throws IOException {
        Layout layout = Layout.of(tree);
        if (layout.pictures().isEmpty()) {
            String idx = IdxSource.findTraining(tree);
            if (idx != null) {
                return IdxSource.of(tree, idx, options.padIdx());
            }
        }
        return layout.labelMaps()
                ? pairs(tree, layout)
                : new TreeSource(tree, layout.pictures(), layout.skipped());
    }

    private static ImageSource pairs(FileTree tree, Layout layout) throws IOException {
        Set<String> names = new HashSet<>(tree.names());
        List<String> paired = new ArrayList<>();
        List<Problem> skipped = new ArrayList<>(layout.skipped());
        for (String picture : layout.pictures()) {
            String map = layout.labelMap(picture);
            if (names.contains(map)) {
                paired.add(picture);
            } else {
                String reason = "has no label map " + map;
                skipped.add(new Problem(Problem.Kind.SKIPPED, picture, reason));
            }
        }
        return new PairSource(new TreeSource(tree, paired, skipped), layout);
    }
}
