package galatea.evolve;

/**
 * What all steps of a generation share.
 *
 * @param lod level of detail
 * @param learningRate Adam's η
 */
record Stage(double lod, double learningRate) {}
