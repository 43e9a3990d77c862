package galatea.model.dcgan;

/** What stands between a convolution and its activation. */
public enum Normalization {
    /** Nothing: the convolution has a bias instead. */
    NONE,
    /** Each channel over all images of a batch (Ioffe and Szegedy 2015). */
    BATCH,
    /** Each channel over the pixels of one image (Ulyanov et al. 2016). */
    INSTANCE
}
