package galatea.latent;

/** Where the noise inputs of a style-based generator come from; other families have none. */
public enum NoiseMode {
    /** Drawn anew for each picture, from its own seed. */
    RANDOM,
    /**
     * The noise that the latent carries, else that stored with the network, the same for every
     * picture.
     */
    CONST,
    /** No noise. */
    NONE
}
