package galatea.data;

import galatea.image.Picture;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** The pictures of a tree with a label map each. */
final class PairSource implements LabelledSource {
    private final TreeSource pictures;
    private final Layout layout;
    private final LabelClasses labelClasses;

    PairSource(TreeSource pictures, Layout layout) throws IOException {
        this.pictures = pictures;
        this.layout = layout;
        labelClasses = ClassesJson.parse(pictures.tree().read(Layout.CLASSES_JSON));
    }

    @Override
    public Picture labelMap(int index) throws IOException {
        String name = layout.labelMap(name(index));
        Picture map = PictureDecoder.decodeIndices(pictures.tree().read(name));
        for (byte value : map.pixels()) {
            if ((value & 0xff) >= labelClasses.size()) {
                throw new DataException(
                        "%s must hold classes 0 to %d of classes.json: %d"
                                .formatted(name, labelClasses.size() - 1, value & 0xff));
            }
        }
        return map;
    }

    @Override
    public LabelClasses labelClasses() {
        return labelClasses;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public String name(int index) {
        return pictures.name(index);
    }

    @Override
    public Picture picture(int index) throws IOException {
        return pictures.picture(index);
    }

    @Override
    public OptionalInt label(int index) {
        return pictures.label(index);
    }

    @Override
    public List<String> classes() {
        return pictures.classes();
    }

    @Override
    public String description() {
        return "%s with label maps of %d classes"
                .formatted(pictures.description(), labelClasses.size());
    }

    @Override
    public List<Problem> skipped() {
        return pictures.skipped();
    }

    @Override
    public void close() throws IOException {
        pictures.close();
    }
}
