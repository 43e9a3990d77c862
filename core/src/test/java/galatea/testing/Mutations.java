package galatea.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes as accident or malice might: bits, instructions, lengths, cuts and splices. */
public final class Mutations {
    private static final String INSTRUCTIONS =
            "(.012FIJKLMNPQRSTUVXabcd}eghjl]pqrtio)usGBC\u0081\u0085\u0086\u0087\u0088\u0089\u008a"
                    + "\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096";

    private final Random random;

    /** Of a stream of random numbers. */
    public Mutations(long seed) {
        random = new Random(seed);
    }

    /** One of the inputs, damaged in one to twelve places. */
    public byte[] damaged(List<byte[]> seeds) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        int changes = 1 + random.nextInt(random.nextBoolean() ? 2 : 12);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = changed(bytes, seeds);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes, List<byte[]> seeds) {
        int at = place(bytes);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = instruction();
            case 3 -> {
                return Arrays.copyOf(bytes, random.nextInt(3) == 0 ? at : bytes.length);
            }
            case 4 -> huge(bytes, at);
            case 5 -> {
                return joined(bytes, at, inserted(), at);
            }
            case 6 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = place(other);
                int to = Math.min(other.length, from + random.nextInt(600));
                return joined(bytes, at, Arrays.copyOfRange(other, from, to), at);
            }
            default -> {
                return joined(
                        bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(40)));
            }
        }
        return bytes;
    }

    /** Mostly where instructions are dense: near the front or the end. */
    private int place(byte[] bytes) {
        int near = Math.min(bytes.length, 4000);
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(near);
            case 1 -> bytes.length - 1 - random.nextInt(near);
            default -> random.nextInt(bytes.length);
        };
    }

    private byte[] inserted() {
        byte[] added = new byte[1 + random.nextInt(20)];
        for (int i = 0; i < added.length; i++) {
            added[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(8) : instruction();
        }
        return added;
    }

    private byte instruction() {
        return (byte) INSTRUCTIONS.charAt(random.nextInt(INSTRUCTIONS.length()));
    }

    private void huge(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] values = {-1, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 62, 1L << 31, 0};
        long value = values[random.nextInt(values.length)];
        if (random.nextBoolean() && at + 8 <= bytes.length) {
            buffer.putLong(at, value);
        } else if (at + 4 <= bytes.length) {
            buffer.putInt(at, (int) value);
        }
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = new byte[end + middle.length + bytes.length - start];
        System.arraycopy(bytes, 0, joined, 0, end);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }
}
