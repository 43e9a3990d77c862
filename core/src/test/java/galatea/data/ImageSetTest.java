package galatea.data;

import static galatea.data.TestPictures.png;
import static galatea.data.TestPictures.text;
import static galatea.data.TestPictures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Picture;
import galatea.image.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {
    private static final Preparation TINY = Preparation.defaults(4, 1);

    @TempDir private Path folder;

    private ImageSet load(Preparation preparation, LoadOptions options) throws IOException {
        try (ImageSource source = ImageSource.open(folder.toString())) {
            return ImageSet.load(source, preparation, options, ProgressListener.SILENT);
        }
    }

    private ImageSet load() throws IOException {
        return load(TINY, LoadOptions.defaults());
    }

    private static byte[] image(TrainingImages images, int index) {
        byte[] image = new byte[images.imageBytes()];
        images.read(index, image, 0);
        return image;
    }

    @Test
    void defaultsKeepOneGibibyteInMemory() {
        LoadOptions defaults = LoadOptions.defaults();

        assertThat(defaults.memoryLimitBytes()).isEqualTo(1L << 30);
        assertThat(defaults.maxImages()).isEqualTo(Integer.MAX_VALUE);
        assertThat(defaults.threads()).isPositive();
    }

    @Test
    void imagesAndLabelsStayTogether() throws IOException {
        write(folder, "a/1.png", png(4, 10));
        write(folder, "a/2.png", png(8, 20));
        write(folder, "b/3.png", png(4, 30));

        try (ImageSet set = load()) {
            assertThat(set.size()).isEqualTo(3);
            assertThat(image(set, 1)).hasSize(16).containsOnly(20);
            assertThat(image(set, 2)).containsOnly(30);
            assertThat(set.label(2)).isEqualTo(1);
            assertThat(set.classes()).containsExactly("a", "b");
        }
    }

    @Test
    void unusableFilesAreCountedAndNamed() throws IOException {
        write(folder, "broken.png", text("not a png"));
        byte[] jpeg = TestPictures.encode(TestPictures.image(32, 32, 0x808080), "jpg");
        write(folder, "cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        write(folder, "empty.png", new byte[0]);
        write(folder, "good.png", png(4, 7));
        write(folder, "one.png", png(1, 7));
        write(folder, "notes.txt", text("notes"));

        try (ImageSet set = load()) {
            DecodingReport report = set.report();
            assertThat(set.size()).isEqualTo(1);
            assertThat(report.decoded()).isEqualTo(1);
            assertThat(report.broken())
                    .extracting(Problem::name)
                    .containsExactly("broken.png", "cut.jpg", "empty.png");
            assertThat(report.tooSmall())
                    .containsExactly(
                            new Problem(
                                    Problem.Kind.TOO_SMALL,
                                    "one.png",
                                    "1 x 1, the short side must be at least 2"));
            assertThat(report.skipped()).extracting(Problem::name).containsExactly("notes.txt");
            assertThat(report.summary())
                    .startsWith("1 pictures usable; 3 broken (broken.png: ")
                    .contains("; 1 too small (one.png: ", "; 1 skipped (notes.txt: ");
        }
    }

    @Test
    void mixedColourAndGrayBecomeOneSet() throws IOException {
        write(folder, "a.png", Png.encode(TestPictures.plain(4, 4, 1, 2, 3)));
        write(folder, "b.png", png(4, 9));
        write(folder, "c.png", Png.encode(TestPictures.plain(4, 4, 5, 5, 5, 255)));

        try (ImageSet set = load(Preparation.defaults(4, 3), LoadOptions.defaults())) {
            assertThat(set.size()).isEqualTo(3);
            assertThat(Arrays.copyOfRange(image(set, 0), 15, 18)).containsExactly(1, 2, 2);
            assertThat(image(set, 1)).containsOnly(9);
            assertThat(image(set, 2)).containsOnly(5);
        }
    }

    @Test
    void nothingLeftSaysWhatToDo() throws IOException {
        write(folder, "one.png", png(1, 7));
        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no usable picture")
                .hasMessageContaining("one.png: 1 x 1")
                .hasMessageContaining("lower the minimum side of 2");

        write(folder, "one.png", text("text"));
        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 broken")
                .hasMessageContaining("name another source");
    }

    @Test
    void mappedFileHoldsTheSameImagesAndIsRemoved() throws IOException {
        for (int i = 0; i < 20; i++) {
            write(folder, "%02d.png".formatted(i), png(4, i));
        }
        write(folder, "05x.png", text("broken"));
        Path cache = Files.createDirectory(folder.resolve(".cache"));
        LoadOptions mapped = LoadOptions.defaults().withMemoryLimitBytes(0).withCacheFolder(cache);
        try (ImageSet inMemory = load();
                ImageSet set = load(TINY, mapped)) {
            assertThat(cache).isNotEmptyDirectory();
            assertThat(image(set, 19)).containsOnly(19);
            assertThat(set.contentHash()).isEqualTo(inMemory.contentHash());
        }
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void failedLoadLeavesNoFile() throws IOException {
        write(folder, "a.png", text("broken"));
        Path cache = Files.createDirectory(folder.resolve(".cache"));
        LoadOptions mapped = LoadOptions.defaults().withMemoryLimitBytes(0).withCacheFolder(cache);

        assertThatThrownBy(() -> load(TINY, mapped)).isInstanceOf(DataException.class);
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void contentHashSeesPixelsLabelsAndNothingElse() throws IOException {
        write(folder, "a/1.png", png(4, 10));
        write(folder, "b/2.png", png(4, 20));
        String hash = hash();
        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(hash());

        Files.move(folder.resolve("b/2.png"), folder.resolve("b/3.png"));
        assertThat(hash()).isEqualTo(hash);
        Files.move(folder.resolve("b/3.png"), folder.resolve("a/3.png"));
        assertThat(hash()).isNotEqualTo(hash);
    }

    private String hash() throws IOException {
        try (ImageSet set = load()) {
            return set.contentHash();
        }
    }

    @Test
    void threadsDoNotChangeTheOrder() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(folder, "%02d.png".formatted(i), png(4 + i % 3, i));
        }
        try (ImageSet one = load(TINY, LoadOptions.defaults().withThreads(1));
                ImageSet four = load(TINY, LoadOptions.defaults().withThreads(4))) {
            assertThat(four.contentHash()).isEqualTo(one.contentHash());
        }
    }

    @Test
    void maximumIsSpreadOverTheSource() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(folder, i / 5 + "/" + i + ".png", png(4, i));
        }
        try (ImageSet set = load(TINY, LoadOptions.defaults().withMaxImages(2))) {
            assertThat(set.size()).isEqualTo(2);
            assertThat(set.label(0)).isZero();
            assertThat(set.label(1)).isEqualTo(1);
        }
    }

    @Test
    void progressCountsEveryFile() throws IOException {
        write(folder, "a.png", png(4, 1));
        write(folder, "b.png", text("broken"));
        List<String> heard = new ArrayList<>();

        try (ImageSource source = ImageSource.open(folder.toString());
                ImageSet set =
                        ImageSet.load(
                                source,
                                TINY,
                                LoadOptions.defaults(),
                                (done, total) -> heard.add(done + "/" + total))) {
            assertThat(set.size()).isEqualTo(1);
        }
        assertThat(heard).containsExactly("1/2", "2/2");
    }

    @Test
    void generatedImagesAreDrawnOnDemand() throws IOException {
        try (GeneratedImages images = new GeneratedImages(new Endless(), TINY, Integer.MAX_VALUE)) {
            assertThat(image(images, 77)).hasSize(16).containsOnly(77);
            assertThat(images.label(77)).isEqualTo(-1);
            assertThat(new Sampler(images, 1, false).next(3).pixels()).hasSize(48);
            assertThat(images.contentHash())
                    .isEqualTo(
                            new GeneratedImages(new Endless(), TINY, Integer.MAX_VALUE)
                                    .contentHash());
            assertThatThrownBy(() -> image(images, 13))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("cannot read #13: bad luck");
        }
    }

    @Test
    void endlessSourceNeedsAMaximum() {
        assertThatThrownBy(() -> ImageSet.load(new Endless(), TINY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxImages must be set");
    }

    /** Plain pictures of the gray value index. */
    private static final class Endless implements GeneratedSource {
        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }

        @Override
        public GeneratedSource atResolution(int resolution) {
            return this;
        }

        @Override
        public String identity() {
            return "endless 1";
        }

        @Override
        public String name(int index) {
            return "#" + index;
        }

        @Override
        public Picture picture(int index) throws IOException {
            if (index == 13) {
                throw new IOException("bad luck");
            }
            return TestPictures.plain(8, 8, index & 0xff);
        }

        @Override
        public OptionalInt label(int index) {
            return OptionalInt.empty();
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public String description() {
            return "endless";
        }
    }
}
