package galatea.model.style2;

/** How the blocks of a discriminator are joined (section 4.2 of arXiv 1912.04958). */
public enum Architecture {
    /** One after the other. */
    PLAIN,
    /** Each block's input, downsampled, is added to its output. */
    RESIDUAL
}
