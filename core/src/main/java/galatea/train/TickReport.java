package galatea.train;

/**
 * Statistics of a stretch of training.
 *
 * @param imagesSeen real images shown since the beginning
 * @param step steps taken since the beginning
 * @param lod level of detail now
 * @param resolution current resolution
 * @param batch current images per step
 * @param learningRate Adam's η now
 * @param means of the steps of this tick that were finite
 * @param skippedSteps steps left out since the run was started, because a number was not finite
 * @param imagesPerSecond over this tick, saving left out
 * @param secondsTotal wall-clock seconds since the run was started or resumed
 */
public record TickReport(
        long imagesSeen,
        long step,
        double lod,
        int resolution,
        int batch,
        double learningRate,
        StepReport means,
        long skippedSteps,
        double imagesPerSecond,
        double secondsTotal) {}
