package galatea.data;

import static galatea.data.TestPictures.png;
import static galatea.data.TestPictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Png;
import galatea.image.Scaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {
    @TempDir private Path root;
    private Path folder;
    private Path dest;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(root.resolve("in"));
        dest = root.resolve("out/set.zip");
    }

    private DatasetOptions options(@Nullable Integer resolution) {
        return DatasetOptions.defaults(folder.toString(), dest, resolution);
    }

    private static void put(Path folder, String name, byte[] bytes) throws IOException {
        TestPictures.write(folder, name, bytes);
    }

    private static DatasetReport write(DatasetOptions options) throws IOException {
        return DatasetWriter.write(options, ProgressListener.SILENT);
    }

    @Test
    void defaultsAreRgbCentreCropNothingOverwritten() {
        DatasetOptions options = options(8);

        assertThat(options.channels()).isEqualTo(3);
        assertThat(options.crop()).isEqualTo(Preparation.Crop.CENTER);
        assertThat(options.filter()).isEqualTo(Scaling.Filter.AREA);
        assertThat(options.background()).isEqualTo(0xffffff);
        assertThat(options.padIdx()).isFalse();
        assertThat(options.overwrite()).isFalse();
    }

    @Test
    void layoutIsNvidias() throws IOException {
        put(folder, "cat/1.png", png(9, 1));
        put(folder, "dog/1.png", png(8, 2));

        DatasetReport report = write(options(8));

        assertThat(report.images()).isEqualTo(2);
        assertThat(report.classes()).containsExactly("cat", "dog");
        try (ZipFile zip = new ZipFile(dest.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            assertThat(entries)
                    .extracting(ZipEntry::getName)
                    .containsExactly(
                            "00000/img00000000.png", "00000/img00000001.png", "dataset.json");
            assertThat(entries).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
            byte[] json = zip.getInputStream(zip.getEntry("dataset.json")).readAllBytes();
            assertThat(new String(json, StandardCharsets.UTF_8))
                    .contains(
                            "\"labels\":[[\"00000/img00000000.png\",0],[\"00000/img00000001.png\",1]]");
        }
    }

    @Test
    void writtenSetReadsBackTheSame() throws IOException {
        put(folder, "cat/1.png", Png.encode(TestPictures.noise(8, 8, 3)));
        put(folder, "dog/1.png", Png.encode(TestPictures.noise(10, 8, 3)));
        write(options(8));

        assertThat(hash(dest.toString())).isEqualTo(hash(folder.toString()));
        try (ImageSource source = ImageSource.open(dest.toString())) {
            assertThat(source.classes()).containsExactly("cat", "dog");
        }
    }

    private static String hash(String spec) throws IOException {
        try (ImageSource source = ImageSource.open(spec);
                ImageSet set = ImageSet.load(source, Preparation.defaults(8, 3))) {
            return set.contentHash();
        }
    }

    @Test
    void labelMapsTravelAlong() throws IOException {
        LabelClasses classes = TestLabels.classes();
        put(folder, "images/a.png", png(12, 9));
        put(folder, "images/odd.png", png(12, 9));
        put(folder, "labels/a.png", classes.encode(TestPictures.plain(12, 12, 2)));
        put(folder, "labels/odd.png", classes.encode(TestPictures.plain(5, 12, 2)));
        put(folder, "classes.json", ClassesJson.format(classes));

        DatasetReport report = write(options(4));

        assertThat(report.labelMaps()).isTrue();
        assertThat(report.decoding().broken().toString())
                .contains("images/odd.png: its label map must have its size, 12 x 12: 5 x 12");
        try (LabelledSource source = (LabelledSource) ImageSource.open(dest.toString())) {
            assertThat(source.size()).isEqualTo(1);
            assertThat(source.labelClasses()).isEqualTo(classes);
            assertThat(source.labelMap(0).pixels()).hasSize(16).containsOnly(2);
        }
    }

    @Test
    void existingFileIsKeptUnlessToldOtherwise() throws IOException {
        put(folder, "a.png", png(8, 1));
        put(root, "out/set.zip", text("precious"));

        assertThatThrownBy(() -> write(options(8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("dest must not exist");
        assertThat(dest).hasContent("precious");

        assertThat(write(options(8).withOverwrite(true)).images()).isEqualTo(1);
    }

    @Test
    void failureLeavesNothingBehind() throws IOException {
        put(folder, "a.png", text("broken"));

        assertThatThrownBy(() -> write(options(8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no usable picture");
        try (Stream<Path> left = Files.list(dest.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void brokenFilesAreLeftOutWithoutGaps() throws IOException {
        put(folder, "a.png", png(8, 1));
        put(folder, "b.png", text("broken"));
        put(folder, "c.png", png(8, 3));

        DatasetReport report = write(options(null).withChannels(1));

        assertThat(report.resolution()).isEqualTo(8);
        assertThat(report.decoding().broken()).hasSize(1);
        try (ImageSource source = ImageSource.open(dest.toString())) {
            assertThat(source.name(1)).isEqualTo("00000/img00000001.png");
            assertThat(source.picture(1).sample(0, 0, 0)).isEqualTo(3);
        }
    }

    @Test
    void keptSizesMustBeEqualSquarePowersOfTwo() throws IOException {
        put(folder, "a.png", png(8, 1));
        put(folder, "b.png", png(16, 1));
        assertThatThrownBy(() -> write(options(null)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "without a resolution every picture must be 8 x 8, as the first: b.png is 16 x 16; give a resolution");

        put(folder, "a.png", png(9, 1));
        assertThatThrownBy(() -> write(options(null)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a square of a power of two: a.png is 9 x 9");
    }

    @Test
    void equalSourcesGiveEqualFiles() throws IOException {
        put(folder, "a.png", png(8, 1));
        write(options(8));
        byte[] first = Files.readAllBytes(dest);
        write(options(8).withOverwrite(true));

        assertThat(Files.readAllBytes(dest)).isEqualTo(first);
    }

    @Test
    void resolutionMustBeAPowerOfTwo() {
        assertThatThrownBy(() -> options(48))
                .hasMessage("resolution must be a power of two in [4, 8192]: 48");
    }
}
