package galatea.model.imports;

import org.jspecify.annotations.Nullable;

/**
 * Which of the networks in another program's file.
 *
 * @param resolution of the pictures, for files that hold a network for every one; null for the
 *     largest that was trained
 * @param averaged the running average of the generator, which is the one to use, rather than the
 *     one in training
 */
public record ImportOptions(@Nullable Integer resolution, boolean averaged) {
    /** The averaged generator at its own resolution. */
    public static final ImportOptions DEFAULT = new ImportOptions(null, true);
}
