package galatea.train;

/** A training that cannot go on; the message is the diagnosis. */
public final class TrainingFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a diagnosis for the user. */
    public TrainingFailedException(String message) {
        super(message);
    }
}
