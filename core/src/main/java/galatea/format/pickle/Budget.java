package galatea.format.pickle;

/**
 * What one file may cost, its nested streams included: without it, a few bytes that recall a large
 * value again and again would cost any time and memory.
 */
final class Budget {
    private static final long MAX_INSTRUCTIONS = 5_000_000;
    private static final long FREE_COPIES = 1 << 20;
    private static final int MAX_STRUCTURED_KEYS = 5_000;

    private final long instructionLimit;
    private final long copyLimit;
    private long instructions;
    private long copies;
    private int structuredKeys;

    /**
     * @param bytes of the pickle; it cannot have more instructions
     */
    Budget(long bytes) {
        instructionLimit = Math.min(bytes, MAX_INSTRUCTIONS);
        copyLimit = FREE_COPIES + 8 * bytes;
    }

    void instruction() {
        if (++instructions > instructionLimit) {
            throw new Damage(
                    "pickle must have at most %d instructions".formatted(instructionLimit));
        }
    }

    /** Before bytes are copied that the file has only once. */
    void copy(long bytes) {
        copies += bytes;
        if (copies > copyLimit) {
            throw new Damage(
                    "values copied from a pickle must have at most %d bytes".formatted(copyLimit));
        }
    }

    /** A key other than a text or a number: many of them could share a hash code. */
    void structuredKey() {
        if (++structuredKeys > MAX_STRUCTURED_KEYS) {
            throw new Damage(
                    "pickle must have at most %d keys that are tuples or names"
                            .formatted(MAX_STRUCTURED_KEYS));
        }
    }

    long instructions() {
        return instructions;
    }
}
