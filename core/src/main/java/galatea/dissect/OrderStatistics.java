package galatea.dissect;

import java.util.Arrays;
import java.util.List;

/**
 * Exact order statistics of numbers that can be read three times, in memory that does not depend on
 * how many there are.
 *
 * <p>A radix search: the first reading counts the numbers by their leading 16 bits (in the order of
 * {@link FloatOrder}); the second, only where a wanted rank lies, by the next 8 bits; the third by
 * the last 8.
 */
final class OrderStatistics {
    private final int[][] leading = new int[256][]; // by 16 bits; empty pages are not made
    private Bins second = new Bins(0);
    private Bins third = new Bins(0);
    private int reading = 1;
    private long count;
    private List<Rank> wanted = List.of();

    /** What is known of a wanted number. */
    private static final class Rank {
        private int left; // how many numbers of its bin are smaller
        private int key; // its leading bits
        private int bin; // which of the bins of the present reading

        Rank(long rank) {
            left = Math.toIntExact(rank);
        }

        /** Learns 8 bits more: those of the bin that the number is in. */
        void narrow(int[] counts) {
            int next = 0;
            while (left >= counts[next]) {
                left -= counts[next++];
            }
            key = key << 8 | next;
        }
    }

    /** The bins that hold a wanted number, found by a place and a byte; each with its counts. */
    private static final class Bins {
        private final short[] bins; // [places][256], −1 where nothing is wanted
        private int[][] counts = {}; // [bins][256]

        Bins(int places) {
            bins = new short[places * 256];
            Arrays.fill(bins, (short) -1);
        }

        /** Which bin it is, or −1 if it holds nothing wanted. */
        int find(int place, int next) {
            return bins[place << 8 | next];
        }

        int open(int place, int next) {
            int at = place << 8 | next;
            if (bins[at] < 0) {
                bins[at] = (short) counts.length;
                counts = Arrays.copyOf(counts, counts.length + 1);
                counts[bins[at]] = new int[256];
            }
            return bins[at];
        }
    }

    /** Takes in numbers of the present reading. */
    void add(float[] values) {
        if (reading == 1) {
            addFirst(values);
        } else {
            addAgain(values);
        }
    }

    private void addFirst(float[] values) {
        for (float value : values) {
            int key = FloatOrder.key(value);
            int[] page = leading[key >>> 24];
            if (page == null) {
                page = new int[256];
                leading[key >>> 24] = page;
            }
            page[key >>> 16 & 255]++;
        }
        count += values.length;
    }

    private void addAgain(float[] values) {
        for (float value : values) {
            int key = FloatOrder.key(value);
            int bin = second.find(key >>> 24, key >>> 16 & 255);
            if (bin >= 0 && reading == 2) {
                second.counts[bin][key >>> 8 & 255]++;
            } else if (bin >= 0) {
                int finer = third.find(bin, key >>> 8 & 255);
                if (finer >= 0) {
                    third.counts[finer][key & 255]++;
                }
            }
        }
    }

    /** How many numbers the first reading had. */
    long count() {
        return count;
    }

    /**
     * Ends the first reading.
     *
     * @param ranks wanted, each in [0, count)
     * @throws IllegalArgumentException if a number was infinite or no number
     */
    void want(long[] ranks) {
        int[] totals = new int[256];
        for (int page = 0; page < 256; page++) {
            totals[page] = leading[page] == null ? 0 : Arrays.stream(leading[page]).sum();
        }
        requireFinite();
        second = new Bins(256);
        wanted = Arrays.stream(ranks).mapToObj(Rank::new).toList();
        for (Rank rank : wanted) {
            rank.narrow(totals);
            int page = rank.key;
            rank.narrow(leading[page]);
            rank.bin = second.open(page, rank.key & 255);
        }
        Arrays.fill(leading, null);
        reading = 2;
    }

    /** Those that are not finite have keys below 0x0080… or from 0xFF80… on. */
    private void requireFinite() {
        int[] lowest = leading[0];
        int[] highest = leading[255];
        if ((lowest != null && Arrays.stream(lowest, 0, 0x80).sum() > 0)
                || (highest != null && Arrays.stream(highest, 0x80, 256).sum() > 0)) {
            throw new IllegalArgumentException(
                    "features must be finite: the network's are infinite or no numbers");
        }
    }

    /** Ends the second reading. */
    void refine() {
        third = new Bins(second.counts.length);
        for (Rank rank : wanted) {
            int place = rank.bin;
            rank.narrow(second.counts[place]);
            rank.bin = third.open(place, rank.key & 255);
        }
        reading = 3;
    }

    /** Ends the third reading: the numbers of the ranks, in the order they were asked for. */
    float[] values() {
        float[] values = new float[wanted.size()];
        for (int i = 0; i < values.length; i++) {
            Rank rank = wanted.get(i);
            rank.narrow(third.counts[rank.bin]);
            values[i] = FloatOrder.value(rank.key);
        }
        return values;
    }
}
