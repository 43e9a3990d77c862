package galatea.segment;

import galatea.data.LabelClasses;
import galatea.format.FormatException;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A segmenter that goes by colour: a pixel is of the class whose colour is nearest among those that
 * it is near enough to, and else unlabelled.
 *
 * <p>The file is {@code {"classes": [{"name": "sky", "rgb": [156, 203, 240], "within": 60}, …]}};
 * distances are Euclidean, in levels 0…255. The class {@code unlabelled} comes first.
 */
public final class ColourSegmenter implements Segmenter {
    /** The name of the class of pixels that no rule fits. */
    public static final String UNLABELLED = "unlabelled";

    private final Rules rules;
    private final LabelClasses classes;

    /**
     * The rules.
     *
     * @param classes 1…255 of them
     */
    public record Rules(List<Rule> classes) {
        /** Copies the list and checks its length. */
        public Rules {
            int count = classes == null ? 0 : classes.size();
            if (count < 1 || count > 255 || classes.stream().anyMatch(rule -> rule == null)) {
                throw new IllegalArgumentException("classes must be 1 to 255 rules: " + classes);
            }
            classes = List.copyOf(classes);
        }
    }

    /**
     * A class by its colour.
     *
     * @param name not empty
     * @param rgb three levels 0…255
     * @param within largest distance, at least 0
     */
    public record Rule(String name, List<Integer> rgb, double within) {
        /** Checks the ranges. */
        public Rule {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("name of a class must not be empty");
            }
            if (rgb == null || rgb.size() != 3 || !rgb.stream().allMatch(Rule::isLevel)) {
                throw new IllegalArgumentException("rgb must be three levels in [0, 255]: " + rgb);
            }
            if (!(within >= 0)) {
                throw new IllegalArgumentException("within must be at least 0: " + within);
            }
            rgb = List.copyOf(rgb);
        }

        private static boolean isLevel(@Nullable Integer level) {
            return level != null && level >= 0 && level <= 255;
        }

        /** Squared distance of a colour. */
        private double distance(float red, float green, float blue) {
            double r = red - rgb.get(0);
            double g = green - rgb.get(1);
            double b = blue - rgb.get(2);
            return r * r + g * g + b * b;
        }

        private int colour() {
            return rgb.get(0) << 16 | rgb.get(1) << 8 | rgb.get(2);
        }
    }

    /** A segmenter by rules. */
    public ColourSegmenter(Rules rules) {
        this.rules = rules;
        List<String> names = new ArrayList<>(List.of(UNLABELLED));
        List<Integer> colours = new ArrayList<>(List.of(0));
        for (Rule rule : rules.classes()) {
            names.add(rule.name());
            colours.add(rule.colour());
        }
        classes = new LabelClasses(names, colours, 0);
    }

    /**
     * Reads rules.
     *
     * @throws FormatException if the file is no JSON of this kind
     */
    public static ColourSegmenter open(Path path) throws IOException {
        try {
            String text = Files.readString(path);
            return new ColourSegmenter(StrictJson.read("colour rules", text, Rules.class));
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new FormatException(path.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public LabelClasses classes() {
        return classes;
    }

    @Override
    public String identity() {
        return "colours:" + Digest.of(Digest.text(StrictJson.write(rules)));
    }

    @Override
    public byte[] labels(Tensor images) {
        try (Scope scope = new Scope()) {
            Tensor colour = PictureChannels.convert(images, 3);
            float[] levels = Ops.floats(Ops.mul(Ops.add(colour, 1), 127.5)); // [N, 3, R, R]
            int area = Math.toIntExact(images.size(2) * images.size(3));
            byte[] labels = new byte[levels.length / 3];
            for (int i = 0; i < labels.length; i++) {
                int red = i / area * 3 * area + i % area;
                labels[i] = label(levels[red], levels[red + area], levels[red + 2 * area]);
            }
            return labels;
        }
    }

    private byte label(float red, float green, float blue) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rules.classes().size(); i++) {
            Rule rule = rules.classes().get(i);
            double distance = rule.distance(red, green, blue);
            if (distance < least && distance <= rule.within() * rule.within()) {
                nearest = i + 1;
                least = distance;
            }
        }
        return (byte) nearest;
    }
}
