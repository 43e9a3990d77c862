package galatea.dissect;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.NetworkFile;
import galatea.model.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes edits permanent: changes weights so that the network draws edited pictures by itself, at no
 * cost.
 */
public final class Folding {
    private Folding() {}

    /**
     * Writes a network with edits folded into it, and with its discriminator if it has one; the
     * provenance tells the edits.
     *
     * @throws IllegalArgumentException for an edit of a part of the picture only, an edit of a
     *     layer or unit that there is not, and one that no weights of the family make exactly; it
     *     names the edit
     */
    public static void export(NetworkFile source, List<UnitEdit> edits, Path target)
            throws IOException {
        try (Generator generator = source.generator()) {
            fold(generator, edits);
            Provenance provenance = provenance(source.provenance(), edits);
            if (source.hasDiscriminator()) {
                try (Discriminator discriminator = source.discriminator()) {
                    NetworkFile.save(target, generator, discriminator, source.lod(), provenance);
                }
            } else {
                NetworkFile.save(target, generator, null, source.lod(), provenance);
            }
        }
    }

    /**
     * Checks, before any work is done, that units of a network can be ablated for good.
     *
     * @throws IllegalArgumentException if the family cannot
     */
    public static void requireAblatable(NetworkFile network) throws IOException {
        try (Generator generator = network.generator()) {
            fold(generator, UnitEdit.ablate(generator.layers().get(0).name(), List.of(0)));
        }
    }

    /** Folds edits into a generator, in order; exceptions as of {@link #export}. */
    public static void fold(Generator generator, List<UnitEdit> edits) {
        for (int i = 0; i < edits.size(); i++) {
            UnitEdit edit = edits.get(i);
            try {
                fold(generator, edit);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "edit %d (%s:%s): %s"
                                .formatted(i + 1, edit.layer(), edit.units(), e.getMessage()),
                        e);
            }
        }
    }

    private static void fold(Generator generator, UnitEdit edit) {
        if (edit.area() != null) {
            throw new IllegalArgumentException(
                    "edit must be of the whole picture to be folded into a network: "
                            + (edit.area() instanceof Region ? "has a region" : "has a mask"));
        }
        Layer layer = Layer.named(edit.layer(), generator.layers());
        for (int i = 0; i < edit.units().size(); i++) {
            Unit unit = new Unit(layer, edit.units().get(i)); // checks its range
            generator.fold(layer, unit.channel(), edit.alpha(i), edit.value(i));
        }
    }

    /** The provenance of a network with edits, after those that were folded into it before. */
    public static Provenance provenance(Provenance before, List<UnitEdit> edits) {
        List<PlannedEdit> all = new ArrayList<>();
        String earlier = before.edits();
        if (earlier != null) {
            all.addAll(Recipe.parse(earlier).edits());
        }
        all.addAll(Recipe.of(edits).edits());
        return before.withEdits(new Recipe(all).toJson());
    }
}
