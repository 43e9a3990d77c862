package galatea.data;

/**
 * Shows the images of a set in an endless shuffled order.
 *
 * <p>Every epoch is a new permutation, and every position is computed from the seed alone: sampling
 * can be resumed at any position, and batches of other sizes show the same images in the same
 * order.
 */
public final class Sampler {
    private static final long MIRROR = 0x6d6972726f72L;

    private final TrainingImages images;
    private final long seed;
    private final boolean mirror;
    private long position;

    /**
     * @param seed decides the order and which images are mirrored
     * @param mirror whether each image shown is flipped left to right with probability 1/2
     */
    public Sampler(TrainingImages images, long seed, boolean mirror) {
        if (images.size() < 1) {
            throw new IllegalArgumentException("images must hold at least 1: " + images.size());
        }
        this.images = images;
        this.seed = seed;
        this.mirror = mirror;
    }

    /** How many images were shown. */
    public long position() {
        return position;
    }

    /**
     * Continues at a position.
     *
     * @param newPosition images shown so far, at least 0
     */
    public void seek(long newPosition) {
        position = checked(newPosition);
    }

    /**
     * The next images; moves the position on.
     *
     * @param n at least 1
     */
    public Batch next(int n) {
        Batch batch = at(position, n);
        position += n;
        return batch;
    }

    /**
     * The images at a position, wherever this sampler stands. May be called from several threads.
     *
     * @param start at least 0
     * @param n at least 1
     */
    public Batch at(long start, int n) {
        checked(start);
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1: " + n);
        }
        int bytes = images.imageBytes();
        byte[] pixels = new byte[Math.multiplyExact(n, bytes)]; // [N, C, H, W]
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            int index = index(start + i);
            images.read(index, pixels, i * bytes);
            labels[i] = images.label(index);
            if (isMirrored(start + i)) {
                flip(pixels, i * bytes, bytes, images.resolution());
            }
        }
        return new Batch(start, n, images.channels(), images.resolution(), pixels, labels);
    }

    /** Which image is shown at a position: its index in the set. */
    public int index(long at) {
        long epoch = checked(at) / images.size();
        long key = Permutation.mix(seed ^ Permutation.mix(epoch));
        return (int) new Permutation(images.size(), key).apply(at % images.size());
    }

    /** Whether the image shown at a position is flipped left to right. */
    public boolean isMirrored(long at) {
        return mirror && (Permutation.mix(Permutation.mix(seed ^ MIRROR) + at) & 1) == 1;
    }

    private static long checked(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position must be at least 0: " + position);
        }
        return position;
    }

    private static void flip(byte[] pixels, int offset, int bytes, int width) {
        for (int row = offset; row < offset + bytes; row += width) {
            for (int left = row, right = row + width - 1; left < right; left++, right--) {
                byte swap = pixels[left];
                pixels[left] = pixels[right];
                pixels[right] = swap;
            }
        }
    }
}
