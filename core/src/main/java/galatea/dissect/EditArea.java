package galatea.dissect;

/** The part of a picture that an edit is about, whatever the resolution of the layer. */
public sealed interface EditArea permits Region, Mask {
    /**
     * How much of the edit each feature cell gets.
     *
     * @param side height and width of the layer, at least 1
     * @param pooling how much a cell gets that lies in the area with a part of it
     * @return [side, side] in [0, 1]
     */
    double[] cells(int side, Pooling pooling);
}
