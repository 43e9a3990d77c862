package galatea.segment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Which pictures are learnt from and which are kept to judge by: a stable choice that follows from
 * the names alone.
 *
 * <p>Frames of one film, whose names differ only in a number after {@code frame}, stay together.
 *
 * @param training indices, ascending
 * @param heldOut indices, ascending
 */
record HeldOut(int[] training, int[] heldOut) {
    /** More would only take time. */
    static final int MOST = 1000;

    private static final Pattern FRAME =
            Pattern.compile("[-_ ]*frame[-_ ]*\\d+(\\.\\w+)?$", Pattern.CASE_INSENSITIVE);

    /**
     * Splits pictures by name.
     *
     * @param share about how many of them are held out, 0 to below 1; at most {@value #MOST}, and
     *     of more than one group at least one unless the share is 0
     */
    static HeldOut split(List<String> names, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("held-out share must be in [0, 1): " + share);
        }
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            groups.computeIfAbsent(group(names.get(i)), name -> new ArrayList<>()).add(i);
        }
        int wanted = (int) Math.min(MOST, Math.ceil(share * names.size()));
        boolean[] chosen = new boolean[names.size()];
        int count = 0;
        for (List<Integer> group : shuffled(groups)) {
            if (count < wanted && count + group.size() < names.size()) {
                group.forEach(i -> chosen[i] = true);
                count += group.size();
            }
        }
        return new HeldOut(where(chosen, false), where(chosen, true));
    }

    private static List<List<Integer>> shuffled(Map<String, List<Integer>> groups) {
        return groups.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> hash(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String group(String name) {
        return FRAME.matcher(name).replaceFirst("");
    }

    private static long hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static int[] where(boolean[] chosen, boolean value) {
        return IntStream.range(0, chosen.length).filter(i -> chosen[i] == value).toArray();
    }
}
