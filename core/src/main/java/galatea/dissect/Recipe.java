package galatea.dissect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Edits as they are kept and passed on: JSON, version {@value #VERSION}, see {@code
 * docs/interventions.md}.
 *
 * @param edits in order, any number
 */
public record Recipe(List<PlannedEdit> edits) {
    /** Version of the JSON. */
    public static final int VERSION = 1;

    /** Copies the list. */
    public Recipe {
        edits = List.copyOf(edits);
    }

    /** A recipe of numbers. */
    public static Recipe of(List<UnitEdit> edits) {
        return new Recipe(edits.stream().map(PlannedEdit::of).toList());
    }

    /**
     * Reads JSON, strictly.
     *
     * @throws IllegalArgumentException for text that is no recipe, and values that are missing,
     *     unknown, of the wrong type or out of range; it names edit and value
     */
    public static Recipe parse(String json) {
        return RecipeJson.read(json);
    }

    /** What {@link #parse} reads, indented. */
    public String toJson() {
        return RecipeJson.write(this);
    }

    /** Whether every value is a number. */
    public boolean isResolved() {
        return edits.stream().allMatch(edit -> edit.symbol() == null);
    }

    /** The same with numbers in place of symbols. */
    public Recipe resolved(InsertionValues values) throws IOException {
        List<PlannedEdit> resolved = new ArrayList<>();
        for (PlannedEdit planned : edits) {
            SymbolicValue symbol = planned.symbol();
            UnitEdit edit = planned.edit();
            resolved.add(
                    symbol == null
                            ? planned
                            : planned.resolved(values.of(edit.layer(), edit.units(), symbol)));
        }
        return new Recipe(resolved);
    }

    /**
     * The edits of a recipe of numbers.
     *
     * @throws IllegalStateException if a value is a symbol still
     */
    public List<UnitEdit> unitEdits() {
        if (!isResolved()) {
            throw new IllegalStateException("recipe has values that no sample has decided yet");
        }
        return edits.stream().map(PlannedEdit::edit).toList();
    }

    /** The same with every strength multiplied, by a factor in [0, 1]. */
    public Recipe scaled(double factor) {
        return new Recipe(
                edits.stream()
                        .map(p -> new PlannedEdit(p.edit().scaled(factor), p.symbol()))
                        .toList());
    }
}
