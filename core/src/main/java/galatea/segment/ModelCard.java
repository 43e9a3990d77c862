package galatea.segment;

import galatea.data.LabelClasses;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What must be known about a segmentation network of ONNX: the JSON beside its file, see {@code
 * docs/segmenters.md}.
 *
 * @param input how it takes pictures
 * @param output what it gives: a value per class, of which the largest counts
 * @param classes in the order of the output's channels; the background is unlabelled
 */
record ModelCard(PictureInput input, ModelPort output, LabelClasses classes) {
    private static final String TASK = "semantic segmentation";

    /** All values that a card may have. */
    static final Set<String> KEYS =
            Set.of(
                    "file",
                    "task",
                    "format",
                    "input",
                    "output",
                    "features",
                    "classesFile",
                    "classes",
                    "background",
                    "licence",
                    "source");

    private static final float GOLDEN = 0.618034f; // of the colour circle, from class to class

    /**
     * Reads a card.
     *
     * @param path of the card, beside which a file of classes is looked for
     * @throws IllegalArgumentException naming the value that is missing, unknown or wrong
     */
    static ModelCard read(Path path) throws IOException {
        String text = Files.readString(path);
        CardReader card = new CardReader(StrictJson.tree("card", text), "", KEYS);
        card.oneOf("task", List.of(TASK));
        PictureInput input = PictureInput.read(card);
        Set<String> keys = new HashSet<>(ModelPort.KEYS);
        keys.add("values");
        CardReader out = card.object("output", keys);
        out.oneOf("values", List.of("logits", "probabilities", "log probabilities"));
        ModelPort output = ModelPort.read("output", out);
        LabelClasses classes = classes(card, path);
        requireSame("output.shape", "classes", classes.size(), output.channels());
        return new ModelCard(input, output, classes);
    }

    private static LabelClasses classes(CardReader card, Path path) throws IOException {
        List<String> names =
                card.has("classes")
                        ? card.texts("classes")
                        : Files.readAllLines(path.resolveSibling(card.text("classesFile"))).stream()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList();
        int background = card.has("background") ? card.integer("background") : -1;
        List<Integer> colours =
                IntStream.range(0, names.size())
                        .mapToObj(i -> i == background ? 0 : colour(i))
                        .toList();
        try {
            return new LabelClasses(names, colours, background);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    message.replace("unlabelled", "background").replace("names", "classes"), e);
        }
    }

    /** Hues that differ much between neighbours. */
    private static int colour(int index) {
        float brightness = index % 2 == 0 ? 0.95f : 0.7f;
        return Color.HSBtoRGB(index * GOLDEN, 0.75f, brightness) & 0xffffff;
    }

    /** Checks a size that is told, and so at least 0. */
    static void requireSame(String name, String what, long wanted, long found) {
        if (found >= 0 && found != wanted) {
            throw new IllegalArgumentException(
                    "%s must have %d %s: %d".formatted(name, wanted, what, found));
        }
    }
}
