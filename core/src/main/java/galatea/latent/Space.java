package galatea.latent;

/** Where a latent lives. */
public enum Space {
    /** What seeds are drawn in: one vector z [latentSize]; every family has it. */
    Z,
    /** Styles: one vector per layer, ws [numWs, wSize]; only the style family has it. */
    W
}
