package galatea.data;

import java.io.IOException;
import java.util.List;

/** The files of another tree whose names start with a prefix, named from its last folder on. */
final class SubTree implements FileTree {
    private final FileTree tree;
    private final String member;
    private final String folder;
    private final List<String> names;

    /**
     * @param member a folder ({@code train/horse}) or the beginning of file names ({@code fm/t10k})
     * @throws DataException if nothing lies below it
     */
    SubTree(FileTree tree, String member) throws DataException {
        this.tree = tree;
        this.member = member;
        boolean isFolder = tree.names().stream().anyMatch(n -> n.startsWith(member + "/"));
        String prefix = isFolder ? member + "/" : member;
        folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        names =
                tree.names().stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(folder.length()))
                        .toList();
        if (names.isEmpty()) {
            throw new DataException(
                    "%s has nothing below %s: name a folder that it contains%s"
                            .formatted(tree.root(), member, example(tree)));
        }
    }

    private static String example(FileTree tree) {
        return tree.names().stream()
                .filter(name -> name.indexOf('/') > 0)
                .findFirst()
                .map(name -> ", for example " + name.substring(0, name.lastIndexOf('/')))
                .orElse("");
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public byte[] read(String name) throws IOException {
        return tree.read(folder + name);
    }

    @Override
    public String root() {
        return tree.root() + ":" + member;
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
