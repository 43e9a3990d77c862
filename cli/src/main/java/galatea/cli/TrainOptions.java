package galatea.cli;

import galatea.model.NetworkConfig;
import galatea.model.dcgan.DcganConfig;
import galatea.train.AdversarialLoss;
import galatea.train.Objective;
import galatea.train.Schedule;
import galatea.train.TrainingConfig;
import galatea.train.TrainingPreset;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What decides the course of a training; what is not given follows from data and machine. */
final class TrainOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin private NetworkChoice network = new NetworkChoice();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the run (that of the data).")
    private @Nullable String name;

    @Option(
            names = "--kimg",
            paramLabel = "K",
            description = "Train for so many thousand images (by machine: 600 and more).")
    private @Nullable Double kimg;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images per step, a multiple of 4 or less than 4 (16).")
    private @Nullable Integer batch;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            defaultValue = "NON_SATURATING",
            description = "${COMPLETION-CANDIDATES} (non_saturating).")
    private AdversarialLoss loss = AdversarialLoss.NON_SATURATING;

    @Option(
            names = "--gamma",
            paramLabel = "G",
            defaultValue = "10",
            description = "Weight of R1, the penalty on the slope at real images (10).")
    private double gamma;

    @Option(
            names = "--r1-interval",
            paramLabel = "N",
            defaultValue = "1",
            description = "Take R1 at every Nth step only, N times as heavy: faster (1).")
    private int r1Interval;

    @Option(
            names = "--r2-gamma",
            paramLabel = "G",
            defaultValue = "0",
            description = "Weight of R2, the same at generated images (0).")
    private double r2Gamma;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Adam's step size (0.002; from 128 px on the paper's).")
    private @Nullable Double learningRate;

    @Option(
            names = "--phase-kimg",
            paramLabel = "K",
            description =
                    "Thousands of images that a resolution is trained, and as many again that the"
                            + " next fades in (full resolution after a quarter of the training).")
    private @Nullable Double phaseKimg;

    @Option(
            names = "--ema-kimg",
            paramLabel = "K",
            defaultValue = "10",
            description = "Half-life of the averaged generator in thousands of images (10).")
    private double emaKimg;

    @Option(names = "--cond", description = "Train on the class labels of the data.")
    private boolean conditional;

    @Mixin private CourseOptions course = new CourseOptions();
    @Mixin private PictureOptions pictures = new PictureOptions();

    private @Nullable TrainingPreset preset;
    private int classes;

    /** Looks at the data and completes what was not given. */
    DataChoice dataChoice(@Nullable String data) throws IOException {
        FirstLook look = FirstLook.at(data == null ? "" : data);
        preset = look.preset(pictures.maxImages());
        classes = conditional ? look.classes() : 0;
        if (conditional && classes == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--cond needs classes, and the data has none");
        }
        return look.choice(network, preset, pictures);
    }

    /** The configuration for the data looked at before. */
    TrainingConfig config(DataChoice choice) {
        TrainingPreset p = chosen();
        NetworkConfig net = network.config(choice, p, classes);
        int images = batch == null ? p.batch() : batch;
        double length = kimg == null ? p.totalKimg() : kimg;
        return new TrainingConfig(
                net,
                new Objective(loss, gamma, r1Interval, r2Gamma, course.gradientPenalty()),
                schedule(net, images, length),
                net instanceof DcganConfig ? 0.5 : 0,
                0.99,
                emaKimg,
                course.augmentation() == null ? p.augmentation() : course.augmentation(),
                course.mirror(),
                length,
                course.seed());
    }

    private TrainingPreset chosen() {
        if (preset == null) {
            throw new IllegalStateException("Bug: the data was not looked at");
        }
        return preset;
    }

    private Schedule schedule(NetworkConfig net, int images, double length) {
        double rate = learningRate == null ? 0.002 : learningRate;
        if (!net.growing()) {
            return Schedule.fixed(net.resolution(), images, rate);
        }
        Schedule s = TrainingPreset.growing(net.resolution(), images, rate, length);
        return new Schedule(
                s.resolution(),
                course.startResolution() == null ? s.startResolution() : course.startResolution(),
                phaseKimg == null ? s.stableKimg() : phaseKimg,
                phaseKimg == null ? s.fadeKimg() : phaseKimg,
                images,
                s.batches(),
                rate,
                learningRate == null ? s.learningRates() : Map.of());
    }

    /** Name of the run's folder after its number. */
    String name(DataChoice choice) {
        return name == null ? choice.runName() : name;
    }

    /** A new length for a resumed run, or null to keep it. */
    @Nullable Double kimg() {
        return kimg;
    }
}
