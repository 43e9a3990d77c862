package galatea.project;

import galatea.latent.GeneratorSession;

/** In which space a picture is looked for. */
public enum ProjectionSpace {
    /** One z: a picture that the network draws by itself; for all families. */
    Z("z"),
    /** One w for all layers. */
    W("w"),
    /** A w of its own for each layer: nearer to the picture, further from the network's own. */
    W_PLUS("w+");

    private final String word;

    ProjectionSpace(String word) {
        this.word = word;
    }

    /** As users write it. */
    public String word() {
        return word;
    }

    /**
     * The space of a word.
     *
     * @throws IllegalArgumentException if it is not z, w or w+
     */
    public static ProjectionSpace of(String word) {
        for (ProjectionSpace space : values()) {
            if (space.word.equalsIgnoreCase(word)) {
                return space;
            }
        }
        throw new IllegalArgumentException("space must be z, w or w+: " + word);
    }

    /** The space of a network unless a user chooses: w, or z without styles. */
    public static ProjectionSpace defaultOf(GeneratorSession session) {
        return session.hasStyles() ? W : Z;
    }

    /** Requires that a network has the space. */
    void requireIn(GeneratorSession session) {
        if (this != Z && !session.hasStyles()) {
            throw new IllegalArgumentException(
                    "space must be z for a network of family %s: %s"
                            .formatted(session.config().family(), word));
        }
    }
}
