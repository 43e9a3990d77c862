package galatea.format.pickle;

/**
 * Where a pickle lies.
 *
 * @param file name for messages
 * @param budget of the whole file
 * @param depth how many streams the pickle lies in
 */
record Source(String file, Budget budget, int depth) {
    private static final int MAX_DEPTH = 3;

    /** A stream in this one. */
    Source nested() {
        if (depth >= MAX_DEPTH) {
            throw new Damage("streams must not lie in each other more than 3 deep");
        }
        return new Source(file, budget, depth + 1);
    }
}
