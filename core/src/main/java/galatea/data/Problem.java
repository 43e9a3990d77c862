package galatea.data;

import static java.util.Objects.requireNonNull;

/**
 * One file of a source that is not among the training images.
 *
 * @param kind why it was left out
 * @param name the file's name inside its source
 * @param reason what is wrong with it, for a person
 */
public record Problem(Kind kind, String name, String reason) {

    /** Why a file was left out. */
    public enum Kind {
        /** It claims to be a picture and cannot be decoded. */
        BROKEN,
        /** Its short side is below {@link Preparation#minimumSide()}. */
        TOO_SMALL,
        /** It is no picture, or has no partner, or is named and absent. */
        SKIPPED
    }

    /** Refuses nulls. */
    public Problem {
        requireNonNull(kind, "kind is null");
        requireNonNull(name, "name is null");
        requireNonNull(reason, "reason is null");
    }

    @Override
    public String toString() {
        return name + ": " + reason;
    }
}
