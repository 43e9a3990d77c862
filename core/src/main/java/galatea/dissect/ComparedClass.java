package galatea.dissect;

import org.jspecify.annotations.Nullable;

/**
 * A class in two dissections.
 *
 * @param name of the class
 * @param share units that stand for it
 * @param first the best of them in the first dissection; null if there is none
 * @param second the best in the second; null if there is none
 */
public record ComparedClass(
        String name, ComparedShare share, @Nullable BestUnit first, @Nullable BestUnit second) {}
