package galatea.data;

import java.util.ArrayList;
import java.util.List;

/** Images in the Java heap. */
final class HeapPixels implements PixelStore {
    private final List<byte[]> images = new ArrayList<>();

    @Override
    public void add(byte[] image) {
        images.add(image);
    }

    @Override
    public void finish() {}

    @Override
    public void read(int index, byte[] target, int offset) {
        byte[] image = images.get(index);
        System.arraycopy(image, 0, target, offset, image.length);
    }
}
