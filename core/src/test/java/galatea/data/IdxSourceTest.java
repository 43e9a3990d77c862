package galatea.data;

import static galatea.data.TestPictures.text;
import static galatea.data.TestPictures.write;
import static galatea.data.TestPictures.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
    private static final byte[] TWO_PICTURES = images(2, 2, 3);

    @TempDir private Path folder;

    @Test
    void plainFileFindsItsLabelsByName() throws IOException {
        write(folder, "train-images-idx3-ubyte", TWO_PICTURES);
        write(folder, "train-labels-idx1-ubyte", labels(1, 0));

        try (ImageSource source =
                ImageSource.open(folder.resolve("train-images-idx3-ubyte").toString())) {
            assertThat(source.size()).isEqualTo(2);
            Picture second = source.picture(1);
            assertThat(second.width()).isEqualTo(3);
            assertThat(second.pixels()).containsExactly(6, 7, 8, 9, 10, 11);
            assertThat(source.label(0)).hasValue(1);
            assertThat(source.classes()).containsExactly("0", "1");
        }
    }

    @Test
    void gzippedFileWithoutLabelsIsRead() throws IOException {
        write(folder, "images.idx3.gz", gzip(TWO_PICTURES));

        try (ImageSource source = ImageSource.open(folder + "/images.idx3.gz")) {
            assertThat(source.size()).isEqualTo(2);
            assertThat(source.label(0)).isEmpty();
        }
    }

    @Test
    void zipWithSeveralSetsGivesTheTrainingPart() throws IOException {
        Map<String, byte[]> entries =
                Map.of(
                        "f/train-images-idx3-ubyte.gz", gzip(TWO_PICTURES),
                        "f/train-labels-idx1-ubyte.gz", gzip(labels(0, 1)),
                        "f/t10k-images-idx3-ubyte.gz", gzip(images(1, 2, 2)),
                        "f/labels.txt", text("0 T-shirt/top\n1 Bag\n"));
        Path zip = zip(folder.resolve("fashion.zip"), entries);

        try (ImageSource source = ImageSource.open(zip.toString())) {
            assertThat(source.size()).isEqualTo(2);
            assertThat(source.classes()).containsExactly("T-shirt/top", "Bag");
        }
        try (ImageSource source = ImageSource.open(zip + ":f/t10k")) {
            assertThat(source.size()).isEqualTo(1);
        }
    }

    @Test
    void mnistIsPaddedOnRequest() throws IOException {
        write(folder, "train-images-idx3-ubyte", images(1, 28, 28));
        SourceOptions pad = SourceOptions.defaults().withPadIdx(true);

        try (ImageSource source = ImageSource.open(folder.toString(), pad)) {
            Picture picture = source.picture(0);
            assertThat(picture.width()).isEqualTo(32);
            assertThat(picture.sample(1, 1, 0)).isZero();
            assertThat(picture.sample(3, 2, 0)).isEqualTo(1);
        }
        try (ImageSource source = ImageSource.open(folder.toString())) {
            assertThat(source.picture(0).width()).isEqualTo(28);
        }
    }

    @Test
    void wrongMagicIsNamed() throws IOException {
        write(folder, "train-images-idx3-ubyte", labels(1, 2, 3, 4, 5, 6, 7, 8));

        assertThatThrownBy(() -> ImageSource.open(folder.toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("idx magic 0x00000803: 0x00000801");
    }

    @Test
    void filesShorterThanAnnouncedAreNamed() throws IOException {
        write(folder, "train-images-idx3-ubyte", Arrays.copyOf(TWO_PICTURES, 20));
        assertThatThrownBy(() -> ImageSource.open(folder.toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("announces 12 values and holds 4");

        byte[] zipped = gzip(TWO_PICTURES);
        byte[] cut = Arrays.copyOf(zipped, zipped.length / 2);
        assertThatThrownBy(() -> Idx.parse("cut.gz", cut, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cut.gz is damaged or cut off");
        assertThatThrownBy(() -> Idx.parse("empty", new byte[0], 3))
                .isInstanceOf(DataException.class);
    }

    @Test
    void absurdSizesAreNamed() {
        byte[] huge = ByteBuffer.allocate(16).putInt(0x803).putInt(1 << 30).putInt(1 << 10).array();

        assertThatThrownBy(() -> Idx.parse("huge", huge, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must announce 1 to 2^31 values");
    }

    @Test
    void labelsMustFitThePictures() throws IOException {
        write(folder, "train-images-idx3-ubyte", TWO_PICTURES);
        write(folder, "train-labels-idx1-ubyte", labels(1));

        assertThatThrownBy(() -> ImageSource.open(folder.toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("one label per picture, 2: 1");
    }

    private static byte[] images(int count, int height, int width) {
        int values = count * height * width;
        ByteBuffer file = ByteBuffer.allocate(16 + values);
        file.putInt(0x803).putInt(count).putInt(height).putInt(width);
        for (int i = 0; i < values; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length);
        file.putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
