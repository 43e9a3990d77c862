package galatea.cli;

import galatea.torch.Engine;
import galatea.train.TrainingRun;

/**
 * What the demonstration did; printed by {@code --json}.
 *
 * @param outdir folder of page and pictures
 * @param page the page
 * @param runDirectory folder of the training
 * @param kimg thousands of images that were planned; with the same seed and threads they give the
 *     same network on the same machine
 * @param seed of the training
 * @param threads of the engine
 * @param imagesSeen images shown
 * @param resolution pixels per side that the network has grown to
 * @param imagesPerSecond mean over the training
 * @param trainingSeconds time spent training
 * @param generatorParameters trained numbers of the generator
 * @param discriminatorParameters trained numbers of the discriminator
 * @param interrupted whether the user ended the training early
 * @param secondsTotal time spent in all
 */
record DemoReport(
        String outdir,
        String page,
        String runDirectory,
        double kimg,
        long seed,
        int threads,
        long imagesSeen,
        int resolution,
        double imagesPerSecond,
        double trainingSeconds,
        long generatorParameters,
        long discriminatorParameters,
        boolean interrupted,
        double secondsTotal) {

    /** After a training. */
    static DemoReport of(
            OutputFolder folder, TrainingRun run, boolean interrupted, double secondsTotal) {
        var trainer = run.trainer();
        return new DemoReport(
                folder.path().toString(),
                folder.path().resolve(DemoPage.FILE).toString(),
                run.directory().path().toString(),
                trainer.config().totalKimg(),
                trainer.config().seed(),
                Engine.threads(),
                trainer.imagesSeen(),
                trainer.config().schedule().resolutionAt(trainer.lod()),
                run.seconds() > 0 ? trainer.imagesSeen() / run.seconds() : 0,
                run.seconds(),
                trainer.generator().parameters().count(),
                trainer.discriminator().parameters().count(),
                interrupted,
                secondsTotal);
    }
}
