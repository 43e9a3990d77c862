package galatea.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a tree are pictures, and which are label maps.
 *
 * @param pictures the picture files, sorted
 * @param base what all label-mapped picture names share in front: {@code images/} or nothing
 * @param labelMaps whether {@code labels/} and {@code classes.json} belong to the pictures
 * @param skipped the other files, and why they are left out
 */
record Layout(List<String> pictures, String base, boolean labelMaps, List<Problem> skipped) {
    static final String DATASET_JSON = "dataset.json";
    static final String CLASSES_JSON = "classes.json";
    static final String LABELS = "labels/";
    private static final String IMAGES = "images/";

    private static final Set<String> PARTS =
            Set.of("train", "training", "test", "testing", "val", "valid", "validation");
    private static final Pattern NVIDIA = Pattern.compile("\\d{5}/img\\d{8}\\.\\w+");

    /** Sorts the files of a tree. */
    static Layout of(FileTree tree) {
        boolean images = has(tree, IMAGES);
        boolean classes = tree.names().contains(CLASSES_JSON);
        boolean maps = has(tree, LABELS) && (images || classes);
        List<String> pictures = new ArrayList<>();
        List<Problem> skipped = new ArrayList<>();
        for (String name : tree.names()) {
            String reason = reasonToSkip(name, maps);
            if (reason == null) {
                pictures.add(name);
            } else if (!reason.isEmpty()) {
                skipped.add(new Problem(Problem.Kind.SKIPPED, name, reason));
            }
        }
        if (maps && !classes) {
            String reason = "label maps without a classes.json beside labels/ are left out";
            skipped.add(new Problem(Problem.Kind.SKIPPED, LABELS, reason));
        }
        return new Layout(pictures, maps && images ? IMAGES : "", maps && classes, skipped);
    }

    private static boolean has(FileTree tree, String folder) {
        Predicate<String> picture = PictureFormat::isPictureName;
        return tree.names().stream().filter(n -> n.startsWith(folder)).anyMatch(picture);
    }

    /** Null for a picture; empty for what belongs to the layout. */
    private static @Nullable String reasonToSkip(String name, boolean maps) {
        if (List.of(name.split("/")).contains("..")) {
            return "its name points outside of the data set";
        } else if (maps && name.startsWith(LABELS)) {
            return "";
        } else if (name.equals(DATASET_JSON) || name.equals(CLASSES_JSON)) {
            return "";
        }
        return PictureFormat.isPictureName(name) ? null : "not a picture by the ending of its name";
    }

    /**
     * The class folders of pictures, sorted: the first folders of their names, when there are at
     * least two and every picture lies in one. One enclosing folder and folders such as {@code
     * train} and {@code test} are looked through.
     *
     * @return the classes; empty if the folders are no classes
     */
    static List<String> classFolders(List<String> pictures) {
        if (pictures.stream().allMatch(name -> NVIDIA.matcher(name).matches())) {
            return List.of();
        }
        int depth = classDepth(pictures);
        Set<String> classes = new TreeSet<>();
        for (String name : pictures) {
            String[] parts = name.split("/");
            if (parts.length < depth + 2) {
                return List.of();
            }
            classes.add(parts[depth]);
        }
        return classes.size() < 2 ? List.of() : List.copyOf(classes);
    }

    /** How many folders lie around the class folders. */
    static int classDepth(Collection<String> pictures) {
        for (int depth = 0; ; depth++) {
            Set<String> folders = new TreeSet<>();
            for (String name : pictures) {
                String[] parts = name.split("/");
                if (parts.length < depth + 2) {
                    return depth;
                }
                folders.add(parts[depth]);
            }
            if (folders.size() != 1 && !PARTS.containsAll(folders)) {
                return depth;
            }
        }
    }

    /** The label map file of a picture. */
    String labelMap(String picture) {
        String name = picture.startsWith(base) ? picture.substring(base.length()) : picture;
        return LABELS + name.substring(0, name.lastIndexOf('.')) + ".png";
    }
}
