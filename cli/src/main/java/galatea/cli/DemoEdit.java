package galatea.cli;

import galatea.dissect.Recipe;
import galatea.dissect.UnitEdit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An edit that comes with the shipped network: units found by {@code galatea ace} or by their IoU,
 * kept as a recipe.
 *
 * @param resource name of the recipe
 * @param seeds whose pictures show it well
 */
record DemoEdit(String resource, List<Long> seeds) {
    /** Ablates the units that cause trees. */
    static final DemoEdit TREES = new DemoEdit("scenes-without-trees", List.of(10L, 14L, 15L, 29L));

    /** Sets the units that agree best with doors to their 99 % quantiles. */
    static final DemoEdit DOORS = new DemoEdit("scenes-doors", List.of(0L, 4L, 8L, 9L));

    /** The one edit of the recipe. */
    UnitEdit edit() throws IOException {
        String path = "/galatea/recipes/%s.json".formatted(resource);
        try (InputStream in = DemoEdit.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("Bug: no resource " + path);
            }
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Recipe.parse(json).unitEdits().get(0);
        }
    }

    /** As {@code --seeds} takes it. */
    String seedList() {
        return String.join(",", seeds.stream().map(String::valueOf).toList());
    }

    /** As {@code intervene} takes an ablation. */
    String option() throws IOException {
        UnitEdit edit = edit();
        return "--ablate %s:%s"
                .formatted(
                        edit.layer(),
                        String.join(",", edit.units().stream().map(String::valueOf).toList()));
    }
}
