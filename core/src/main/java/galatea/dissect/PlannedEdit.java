package galatea.dissect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edit as a recipe has it.
 *
 * @param edit the edit; while there is a symbol, its values mean nothing
 * @param symbol what its values will be; null if they are numbers
 */
public record PlannedEdit(UnitEdit edit, @Nullable SymbolicValue symbol) {
    /** An edit with numbers. */
    public static PlannedEdit of(UnitEdit edit) {
        return new PlannedEdit(edit, null);
    }

    /** The same with numbers, one per unit. */
    PlannedEdit resolved(List<Double> values) {
        return of(edit.withValues(values));
    }
}
