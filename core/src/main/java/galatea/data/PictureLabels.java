package galatea.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The class of every picture of a tree.
 *
 * @param labels one index into {@code classes} per picture; empty if there are no classes
 * @param classes the class names
 * @param problems labels that were found and not used, and why
 */
record PictureLabels(int[] labels, List<String> classes, List<Problem> problems) {

    /** Takes {@code dataset.json} if it is there, else the class folders. */
    static PictureLabels of(FileTree tree, List<String> pictures) throws IOException {
        if (tree.names().contains(Layout.DATASET_JSON)) {
            DatasetJson json = DatasetJson.parse(tree.read(Layout.DATASET_JSON));
            return fromJson(json, pictures);
        }
        return fromFolders(pictures);
    }

    private static PictureLabels fromFolders(List<String> pictures) {
        List<String> classes = Layout.classFolders(pictures);
        if (classes.isEmpty()) {
            return none(new ArrayList<>());
        }
        int depth = Layout.classDepth(pictures);
        int[] labels =
                pictures.stream()
                        .mapToInt(n -> Collections.binarySearch(classes, n.split("/")[depth]))
                        .toArray();
        return new PictureLabels(labels, classes, List.of());
    }

    private static PictureLabels fromJson(DatasetJson json, List<String> pictures) {
        List<Problem> problems = new ArrayList<>(absent(json.labels(), pictures));
        List<String> unlabelled =
                pictures.stream().filter(name -> !json.labels().containsKey(name)).toList();
        if (json.labels().isEmpty() || unlabelled.size() == pictures.size()) {
            return none(problems);
        }
        if (!unlabelled.isEmpty()) {
            String reason =
                    "its labels are ignored: %d of %d pictures have none, the first is %s"
                            .formatted(unlabelled.size(), pictures.size(), unlabelled.get(0));
            problems.add(new Problem(Problem.Kind.SKIPPED, Layout.DATASET_JSON, reason));
            return none(problems);
        }
        int[] labels = pictures.stream().mapToInt(json.labels()::get).toArray();
        return new PictureLabels(labels, classes(json, labels), problems);
    }

    private static List<Problem> absent(Map<String, Integer> labels, List<String> pictures) {
        return labels.keySet().stream()
                .filter(name -> Collections.binarySearch(pictures, name) < 0)
                .sorted()
                .map(PictureLabels::absent)
                .toList();
    }

    private static Problem absent(String name) {
        return new Problem(Problem.Kind.SKIPPED, name, "named in dataset.json, but not there");
    }

    private static List<String> classes(DatasetJson json, int[] labels) {
        int count = Arrays.stream(labels).max().orElse(-1) + 1;
        return json.classes().size() >= count ? json.classes() : numbered(count);
    }

    /** The names "0", "1", … */
    static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static PictureLabels none(List<Problem> problems) {
        return new PictureLabels(new int[0], List.of(), problems);
    }
}
