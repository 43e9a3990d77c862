package galatea.dissect;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which feature cells of a picture are tried.
 *
 * @param perPicture how many; 0 for all
 * @param seed of the choice
 */
public record CellChoice(int perPicture, long seed) {
    /** Every cell. */
    public static final CellChoice ALL = new CellChoice(0, 0);

    /** Checks the range. */
    public CellChoice {
        if (perPicture < 0) {
            throw new IllegalArgumentException(
                    "cells per picture must be at least 0: " + perPicture);
        }
    }

    /** Cells of a picture, ascending; none twice. */
    int[] of(int picture, int cells) {
        int[] all = IntStream.range(0, cells).toArray();
        if (perPicture == 0 || perPicture >= cells) {
            return all;
        }
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + picture);
        for (int i = 0; i < perPicture; i++) {
            int other = i + random.nextInt(cells - i);
            int swap = all[i];
            all[i] = all[other];
            all[other] = swap;
        }
        int[] chosen = Arrays.copyOf(all, perPicture);
        Arrays.sort(chosen);
        return chosen;
    }
}
