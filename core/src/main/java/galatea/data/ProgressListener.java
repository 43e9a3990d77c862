package galatea.data;

/** Hears how far a long job is. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener SILENT = (done, total) -> {};

    /**
     * Called after each file, always from the thread that started the job.
     *
     * @param done files handled so far
     * @param total files to handle
     */
    void progress(int done, int total);
}
