package galatea.data;

import galatea.image.Picture;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Numbered pictures of any size, with or without class labels.
 *
 * <p>The order is deterministic (sorted names). Implementations may be read from several threads at
 * once.
 */
public interface ImageSource extends Closeable {

    /** How many pictures there are; {@link Integer#MAX_VALUE} for an endless source. */
    int size();

    /**
     * The name of a picture inside this source, with {@code /} between folders.
     *
     * @param index in {@code [0, size())}
     */
    String name(int index);

    /**
     * Reads and decodes one picture, upright, at its own size and with its own channels.
     *
     * @param index in {@code [0, size())}
     * @throws IOException if the picture cannot be read or decoded
     */
    Picture picture(int index) throws IOException;

    /**
     * The class of a picture, an index into {@link #classes()}; empty for a source without classes.
     *
     * @param index in {@code [0, size())}
     */
    OptionalInt label(int index);

    /** The names of the picture classes in label order; empty for a source without classes. */
    List<String> classes();

    /** One line for logs: what this source is and how many pictures it holds. */
    String description();

    /** What was found beside the pictures and left out, in name order. */
    default List<Problem> skipped() {
        return List.of();
    }

    /**
     * This source with square pictures of a resolution if it draws its pictures itself, as close as
     * it can; else, and by default, this source as it is. Closing one closes both.
     *
     * @param resolution pixels per side, at least 1
     */
    default ImageSource atResolution(int resolution) {
        return this;
    }

    /** Releases files; the default does nothing. */
    @Override
    default void close() throws IOException {}

    /**
     * Opens what a user names, with {@link SourceOptions#defaults()}.
     *
     * @see #open(String, SourceOptions)
     */
    static ImageSource open(String spec) throws IOException {
        return open(spec, SourceOptions.defaults());
    }

    /**
     * Opens what a user names:
     *
     * <ul>
     *   <li>a folder, read with its subfolders, or a zip; class folders become labels when every
     *       picture lies in exactly one of at least two; {@code train/}, {@code test/} and the like
     *       are not classes;
     *   <li>a dataset zip or folder in NVIDIA's layout (labels from {@code dataset.json});
     *   <li>pictures with label maps ({@code images/}, {@code labels/}, {@code classes.json}): a
     *       {@link LabelledSource};
     *   <li>an idx or idx.gz file of pictures with its labels beside it, or a zip or folder with
     *       such files, of which the training part is taken;
     *   <li>any folder or zip followed by {@code :MEMBER}, to read only what is below that member
     *       ({@code cifar10.zip:train/horse});
     *   <li>the built-in landscapes, {@code scenes}, {@code scenes:COUNT} or {@code
     *       scenes:COUNT:SEED}.
     * </ul>
     *
     * @throws DataException if nothing of that kind is there, saying what to do
     */
    static ImageSource open(String spec, SourceOptions options) throws IOException {
        return SourceOpener.open(spec, options);
    }
}
