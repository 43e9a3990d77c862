package galatea.dissect;

import galatea.data.ProgressListener;

/** Hears how far a job of several parts is. */
@FunctionalInterface
public interface Stages {
    /** Hears nothing. */
    Stages SILENT = name -> ProgressListener.SILENT;

    /**
     * The next part begins.
     *
     * @param name what it does
     * @return hears how far it is
     */
    ProgressListener next(String name);
}
