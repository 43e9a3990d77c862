package galatea.data;

/** Pictures that are drawn on demand, at any resolution, faster than they could be stored. */
public interface GeneratedSource extends ImageSource {

    @Override
    GeneratedSource atResolution(int resolution);

    /** Names what is drawn, version included: equal names mean equal pictures of each index. */
    String identity();
}
