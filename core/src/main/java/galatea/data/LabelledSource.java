package galatea.data;

import galatea.image.Picture;
import java.io.IOException;

/** Pictures that each come with a label map: the class of every pixel. */
public interface LabelledSource extends ImageSource {

    /**
     * Reads the label map of a picture, of the picture's size.
     *
     * @param index in {@code [0, size())}
     * @return a picture with one channel whose samples are indices into {@link #labelClasses()}
     * @throws IOException if the label map cannot be read or holds an unknown class
     */
    Picture labelMap(int index) throws IOException;

    /** The classes that the samples of a label map stand for. */
    LabelClasses labelClasses();
}
