package galatea.data;

import galatea.image.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gray pictures of an {@code images-idx3} file, with the {@code labels-idx1} file beside it. */
final class IdxSource implements ImageSource {
    private static final Pattern IMAGES =
            Pattern.compile("(.*)images([-.])idx3([-.]ubyte)?(\\.gz)?");
    private static final int MNIST_SIDE = 28;
    private static final int MNIST_BORDER = 2;

    private final String root;
    private final String file;
    private final Idx images; // [N, H, W]
    private final int[] labels;
    private final List<String> classes;
    private final int border;

    private IdxSource(
            String root, String file, Idx images, int[] labels, List<String> classes, boolean pad) {
        this.root = root;
        this.file = file;
        this.images = images;
        this.labels = labels;
        this.classes = classes;
        boolean mnist = images.shape(1) == MNIST_SIDE && images.shape(2) == MNIST_SIDE;
        border = pad && mnist ? MNIST_BORDER : 0;
    }

    /** Whether a file name is that of idx pictures. */
    static boolean isImages(String name) {
        return IMAGES.matcher(name).matches();
    }

    /** The idx pictures of a tree: the only ones, or those for training; null if there are none. */
    static @Nullable String findTraining(FileTree tree) throws DataException {
        List<String> all = tree.names().stream().filter(IdxSource::isImages).toList();
        if (all.size() <= 1) {
            return all.isEmpty() ? null : all.get(0);
        }
        List<String> training = all.stream().filter(name -> name.contains("train")).toList();
        if (training.size() != 1) {
            throw new DataException(
                    "%s holds several sets; name one of %s behind a colon"
                            .formatted(tree.root(), all));
        }
        return training.get(0);
    }

    /** Reads pictures and, if they are there, labels and class names. */
    static IdxSource of(FileTree tree, String file, boolean pad) throws IOException {
        Idx images = Idx.parse(file, tree.read(file), 3);
        String labelFile = labelFile(tree, file);
        int[] labels = labelFile == null ? new int[0] : labels(tree, labelFile);
        if (labelFile != null && labels.length != images.shape(0)) {
            throw new DataException(
                    "%s must hold one label per picture, %d: %d"
                            .formatted(labelFile, images.shape(0), labels.length));
        }
        List<String> classes = classes(tree, file, Arrays.stream(labels).max().orElse(-1) + 1);
        return new IdxSource(tree.root(), file, images, labels, classes, pad);
    }

    private static @Nullable String labelFile(FileTree tree, String file) {
        Matcher match = IMAGES.matcher(file);
        if (!match.matches()) {
            return null;
        }
        String type = match.group(3) == null ? "" : match.group(3);
        String plain = match.group(1) + "labels" + match.group(2) + "idx1" + type;
        if (tree.names().contains(plain)) {
            return plain;
        }
        return tree.names().contains(plain + ".gz") ? plain + ".gz" : null;
    }

    private static int[] labels(FileTree tree, String file) throws IOException {
        Idx idx = Idx.parse(file, tree.read(file), 1);
        int[] labels = new int[idx.shape(0)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = idx.values()[i] & 0xff;
        }
        return labels;
    }

    /** Names from {@code labels.txt} ("0 T-shirt/top" or one name per line), else numbers. */
    private static List<String> classes(FileTree tree, String file, int count) throws IOException {
        String names = file.substring(0, file.lastIndexOf('/') + 1) + "labels.txt";
        if (count > 0 && tree.names().contains(names)) {
            String text = new String(tree.read(names), StandardCharsets.UTF_8);
            List<String> lines =
                    text.lines()
                            .map(line -> line.replaceFirst("^\\d+[\\s,:]+", "").strip())
                            .filter(line -> !line.isEmpty())
                            .toList();
            if (lines.size() == count) {
                return lines;
            }
        }
        return PictureLabels.numbered(count);
    }

    @Override
    public int size() {
        return images.shape(0);
    }

    @Override
    public String name(int index) {
        return "%s#%d".formatted(file, index);
    }

    @Override
    public Picture picture(int index) {
        int height = images.shape(1);
        int width = images.shape(2);
        Picture picture = Picture.blank(width + 2 * border, height + 2 * border, 1);
        for (int y = 0; y < height; y++) {
            int from = (index * height + y) * width;
            int to = (y + border) * picture.width() + border;
            System.arraycopy(images.values(), from, picture.pixels(), to, width);
        }
        return picture;
    }

    @Override
    public OptionalInt label(int index) {
        return labels.length == 0 ? OptionalInt.empty() : OptionalInt.of(labels[index]);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public String description() {
        return "%s: %d pictures of %s, %d x %d"
                .formatted(root, size(), file, images.shape(2), images.shape(1));
    }
}
