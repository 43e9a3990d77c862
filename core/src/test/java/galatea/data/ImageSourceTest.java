package galatea.data;

import static galatea.data.TestPictures.png;
import static galatea.data.TestPictures.text;
import static galatea.data.TestPictures.write;
import static galatea.data.TestPictures.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {
    @TempDir private Path folder;

    private ImageSource open(String member) throws IOException {
        return ImageSource.open(folder + member);
    }

    private static List<String> names(ImageSource source) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            names.add(source.name(i));
        }
        return names;
    }

    private static List<Integer> labels(ImageSource source) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            labels.add(source.label(i).orElse(-1));
        }
        return labels;
    }

    @Test
    void defaultsReadEverythingAtItsOwnSize() {
        assertThat(SourceOptions.defaults()).isEqualTo(new SourceOptions("", false));
    }

    @Test
    void folderIsReadRecursivelyInNameOrder() throws IOException {
        write(folder, "b.png", png(4, 2));
        write(folder, "a/deep/c.PNG", png(4, 3));
        write(folder, "a.png", png(4, 1));

        try (ImageSource source = open("")) {
            assertThat(names(source)).containsExactly("a.png", "a/deep/c.PNG", "b.png");
            assertThat(source.picture(2).sample(0, 0, 0)).isEqualTo(2);
            assertThat(source.label(0)).isEmpty();
            assertThat(source.classes()).isEmpty();
        }
    }

    @Test
    void classFoldersBecomeLabels() throws IOException {
        write(folder, "dog/1.png", png(4, 1));
        write(folder, "cat/1.png", png(4, 1));
        write(folder, "cat/young/2.png", png(4, 1));

        try (ImageSource source = open("")) {
            assertThat(source.classes()).containsExactly("cat", "dog");
            assertThat(labels(source)).containsExactly(0, 0, 1);
            assertThat(source.description()).contains("3 pictures in 2 classes");
        }
    }

    @Test
    void onePictureOutsideMeansNoClasses() throws IOException {
        write(folder, "dog/1.png", png(4, 1));
        write(folder, "cat/1.png", png(4, 1));
        write(folder, "loose.png", png(4, 1));

        try (ImageSource source = open("")) {
            assertThat(source.classes()).isEmpty();
        }
    }

    @Test
    void enclosingFoldersAndPartsAreNoClasses() throws IOException {
        for (String part : List.of("train", "test")) {
            write(folder, "pets/" + part + "/dog/1.png", png(4, 1));
            write(folder, "pets/" + part + "/cat/1.png", png(4, 1));
        }

        try (ImageSource source = open("")) {
            assertThat(source.classes()).containsExactly("cat", "dog");
            assertThat(labels(source)).containsExactly(0, 1, 0, 1);
        }
    }

    @Test
    void memberBehindAColonNarrowsFolderAndZip() throws IOException {
        write(folder, "train/horse/1.png", png(4, 1));
        write(folder, "train/horses/2.png", png(4, 2));
        Path zip =
                zip(folder.resolve("z.zip"), Map.of("a/b/1.png", png(4, 7), "a/2.png", png(4, 1)));

        try (ImageSource source = open(":train/horse/")) {
            assertThat(names(source)).containsExactly("1.png");
        }
        try (ImageSource source = ImageSource.open(zip + ":a/b")) {
            assertThat(source.picture(0).sample(1, 1, 0)).isEqualTo(7);
        }
        assertThatThrownBy(() -> ImageSource.open(zip + ":c"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nothing below c")
                .hasMessageContaining("for example a");
    }

    @Test
    void plainZipIgnoresHiddenFilesAndNamesOthers() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("__MACOSX/._a.png", text("x"));
        entries.put(".hidden/b.png", png(4, 1));
        entries.put("LICENSE.txt", text("free"));
        entries.put("../../evil.png", png(4, 9));
        entries.put("a.png", png(4, 1));
        Path zip = zip(folder.resolve("z.zip"), entries);

        try (ImageSource source = ImageSource.open(zip.toString())) {
            assertThat(names(source)).containsExactly("a.png");
            assertThat(source.skipped())
                    .extracting(Problem::name)
                    .containsExactlyInAnyOrder("LICENSE.txt", "../../evil.png");
        }
    }

    @Test
    void nvidiaZipTakesItsLabelsFromTheTable() throws IOException {
        Map<String, byte[]> entries =
                Map.of(
                        "00000/img00000000.png", png(4, 1),
                        "00001/img00001000.png", png(4, 1),
                        "dataset.json",
                                text(
                                        "{\"labels\": [[\"00001/img00001000.png\", 3],"
                                                + " [\"00000/img00000000.png\", 0],"
                                                + " [\"absent.png\", 1]]}"));
        Path zip = zip(folder.resolve("n.zip"), entries);

        try (ImageSource source = ImageSource.open(zip.toString())) {
            assertThat(labels(source)).containsExactly(0, 3);
            assertThat(source.classes()).containsExactly("0", "1", "2", "3");
            assertThat(source.skipped()).extracting(Problem::name).containsExactly("absent.png");
        }
    }

    @Test
    void tableMayBeAnObjectOrNull() throws IOException {
        write(folder, "a/x.png", png(4, 1));
        write(folder, "b/y.png", png(4, 1));
        write(folder, "dataset.json", text("{\"labels\": {\"a/x.png\": 1, \"b/y.png\": 0}}"));
        try (ImageSource source = open("")) {
            assertThat(labels(source)).containsExactly(1, 0);
        }
        write(folder, "dataset.json", text("{\"labels\": null}"));
        try (ImageSource source = open("")) {
            assertThat(source.classes()).isEmpty();
        }
    }

    @Test
    void tableWithGapsIsIgnoredAndSaysSo() throws IOException {
        write(folder, "x.png", png(4, 1));
        write(folder, "y.png", png(4, 1));
        write(folder, "dataset.json", text("{\"x.png\": 1}"));

        try (ImageSource source = open("")) {
            assertThat(source.classes()).isEmpty();
            assertThat(source.skipped().toString()).contains("1 of 2 pictures", "y.png");
        }
    }

    @Test
    void malformedTablesAreNamed() throws IOException {
        write(folder, "x.png", png(4, 1));
        for (String json :
                List.of("{", "[]", "{\"labels\": 3}", "{\"labels\": [[1, 2]]}", "{\"x\": -1}")) {
            write(folder, "dataset.json", text(json));
            assertThatThrownBy(() -> open(""))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("dataset.json");
        }
    }

    @Test
    void thousandsOfNvidiaPicturesAreNoClasses() throws IOException {
        write(folder, "00000/img00000000.png", png(4, 1));
        write(folder, "00001/img00001000.png", png(4, 1));

        try (ImageSource source = open("")) {
            assertThat(source.classes()).isEmpty();
        }
    }

    @Test
    void labelMapsAreNeverPictures() throws IOException {
        LabelClasses classes = TestLabels.classes();
        write(folder, "images/a.png", png(4, 9));
        write(folder, "images/b.png", png(4, 8));
        write(folder, "images/alone.png", png(4, 7));
        byte[] map = classes.encode(TestPictures.plain(4, 4, 2));
        write(folder, "labels/a.png", map);
        write(folder, "labels/b.png", map);
        write(folder, "classes.json", ClassesJson.format(classes));

        try (ImageSource source = open("")) {
            assertThat(names(source)).containsExactly("images/a.png", "images/b.png");
            assertThat(source.skipped().toString()).contains("images/alone.png");
            LabelledSource pairs = (LabelledSource) source;
            assertThat(pairs.labelClasses()).isEqualTo(classes);
            Picture labels = pairs.labelMap(1);
            assertThat(labels.channels()).isEqualTo(1);
            assertThat(labels.sample(3, 3, 0)).isEqualTo(2);
        }
    }

    @Test
    void labelMapsWithoutTheirClassesAreLeftOut() throws IOException {
        write(folder, "images/a.png", png(4, 9));
        write(folder, "labels/a.png", png(4, 1));

        try (ImageSource source = open("")) {
            assertThat(names(source)).containsExactly("images/a.png");
            assertThat(source.skipped()).extracting(Problem::name).containsExactly("labels/");
        }
    }

    @Test
    void unknownClassInALabelMapIsNamed() throws IOException {
        write(folder, "images/a.png", png(4, 9));
        write(folder, "labels/a.png", png(4, 3));
        write(folder, "classes.json", ClassesJson.format(TestLabels.classes()));

        try (ImageSource source = open("")) {
            assertThatThrownBy(() -> ((LabelledSource) source).labelMap(0))
                    .isInstanceOf(DataException.class)
                    .hasMessage("labels/a.png must hold classes 0 to 2 of classes.json: 3");
        }
    }

    @Test
    void classesAreCheckedAndKept() throws IOException {
        LabelClasses classes = TestLabels.classes();

        assertThat(ClassesJson.parse(ClassesJson.format(classes))).isEqualTo(classes);
        assertThatThrownBy(() -> ClassesJson.parse(text("{\"classes\": [{\"index\": 1}]}")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("index must be each of 0 to 0 once");
    }

    @Test
    void whatIsNoSourceSaysWhatToDo() throws IOException {
        assertThatThrownBy(() -> open("/absent"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no such data")
                .hasMessageContaining("name a folder");
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it has 0 files");
        write(folder, "a.txt", text("a"));
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it has 1 files, none of them a picture");
        assertThatThrownBy(() -> open("/a.txt"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be a folder, a zip");
        write(folder, "cut.zip", text("PK\u0003\u0004 and no more"));
        assertThatThrownBy(() -> open("/cut.zip"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be a zip");
    }
}
