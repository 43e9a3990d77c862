package galatea.data;

import galatea.image.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The picture files of a folder or zip. */
final class TreeSource implements ImageSource {
    private final FileTree tree;
    private final List<String> pictures;
    private final PictureLabels labels;
    private final List<Problem> skipped;

    /**
     * @throws DataException if there is no picture
     */
    TreeSource(FileTree tree, List<String> pictures, List<Problem> skipped) throws IOException {
        this.tree = tree;
        this.pictures = List.copyOf(pictures);
        labels = PictureLabels.of(tree, pictures);
        List<Problem> all = new ArrayList<>(skipped);
        all.addAll(labels.problems());
        this.skipped = List.copyOf(all);
        if (pictures.isEmpty()) {
            throw new DataException(
                    "%s must hold at least one PNG, JPEG, WebP, GIF, BMP or TIFF: it has %d files, none of them a picture; name a folder or zip with pictures"
                            .formatted(tree.root(), tree.names().size()));
        }
    }

    /** The bytes of a picture's file. */
    FileTree tree() {
        return tree;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public String name(int index) {
        return pictures.get(index);
    }

    @Override
    public Picture picture(int index) throws IOException {
        return PictureDecoder.decode(tree.read(name(index)));
    }

    @Override
    public OptionalInt label(int index) {
        return labels.classes().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(labels.labels()[index]);
    }

    @Override
    public List<String> classes() {
        return labels.classes();
    }

    @Override
    public String description() {
        String classes = classes().isEmpty() ? "" : " in %d classes".formatted(classes().size());
        return "%s: %d pictures%s".formatted(tree.root(), size(), classes);
    }

    @Override
    public List<Problem> skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
