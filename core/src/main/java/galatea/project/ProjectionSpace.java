package galatea.project;

/** In which space a picture is looked for. */
public enum ProjectionSpace {
    /** One z: for families without styles. */
    Z("z"),
    /** One w for all layers: the picture stays one that the network could have drawn. */
    W("w"),
    /** A w of its own for each layer: nearer to the picture, further from the network. */
    W_PLUS("w+");

    private final String word;

    ProjectionSpace(String word) {
        this.word = word;
    }

    /** As users write it. */
    public String word() {
        return word;
    }
}
