package galatea.project;

import galatea.data.Preparation;
import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.segment.PerceptualFeatures;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.Adam;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the latent, and the noise, of which a network draws a given picture (Karras et al.
 * 2020, arXiv 1912.04958, appendix D), by Adam on the distance of the pictures.
 *
 * <p>Unlike there, the distance is that of pixels unless a feature network is given, and noise
 * starts as the network's own. Equal options and threads give equal results; the thread's random
 * stream is seeded anew.
 *
 * <p>Made outside any scope; belongs to the thread of its session.
 */
public final class Projector {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double MOST_DECIBELS = 100;

    private final GeneratorSession session;
    private final ProjectionOptions options;
    private final GenerateOptions draw;
    private final @Nullable PerceptualFeatures features;

    /**
     * A projector for one network.
     *
     * @param label class of the picture; null exactly for a network without classes
     * @param features what pictures are compared by besides their pixels; null for nothing
     * @throws IllegalArgumentException if the network does not have the space
     */
    public Projector(
            GeneratorSession session,
            ProjectionOptions options,
            @Nullable Integer label,
            @Nullable PerceptualFeatures features) {
        options.space().requireIn(session);
        this.session = session;
        this.options = options;
        this.features = features;
        GenerateOptions plain = GenerateOptions.defaults();
        this.draw = label == null ? plain : plain.withLabel(label);
    }

    /**
     * Looks for a picture of any size: the square in its middle, scaled to the network's
     * resolution.
     */
    public ProjectionResult project(Picture picture, ProjectionStep.Listener listener) {
        int side = session.resolution();
        int channels = session.config().channels();
        Picture target = Preparation.defaults(side, channels).square(picture);
        float[] levels = PixelConversion.toFloats(target);
        boolean z = options.space() == ProjectionSpace.Z;
        LatentSample sample = LatentSample.of(session, z, draw);
        Engine.seed(options.seed());
        try (PictureDistance distance = new PictureDistance(levels, channels, side, features);
                Unknowns unknowns = new Unknowns(session, options, draw, sample.average());
                Adam adam = new Adam(unknowns.parameters(), BETA1, BETA2, EPSILON)) {
            begin(unknowns, sample, distance);
            Search search =
                    new Search(unknowns, adam, distance, options.steps(), sample.deviation());
            search.run(step -> listener.step(told(step, search)));
            return result(target, search);
        }
    }

    private ProjectionStep told(int step, Search search) {
        return new ProjectionStep(
                step + 1,
                options.steps(),
                search.losses().get(step),
                () -> session.generate(search.now(), draw));
    }

    /** Starts from the most alike of the average and the first of the sample. */
    private void begin(Unknowns unknowns, LatentSample sample, PictureDistance distance) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = -1; i < options.candidates(); i++) {
            unknowns.begin(sample.vector(i));
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                double apart = Ops.item(distance.of(unknowns.image(0)));
                if (apart < least) {
                    least = apart;
                    best = i;
                }
            }
        }
        unknowns.begin(sample.vector(best));
    }

    private ProjectionResult result(Picture target, Search search) {
        float[] found = session.levels(search.best(), draw);
        return new ProjectionResult(
                search.best(),
                target,
                session.picture(found),
                search.start(),
                search.found(),
                psnr(PixelConversion.toFloats(target), found),
                search.losses());
    }

    /** 10 log₁₀(2² / mean squared difference) of levels, the found ones clipped to [−1, 1]. */
    private static double psnr(float[] target, float[] found) {
        double squares = 0;
        for (int i = 0; i < target.length; i++) {
            double clipped = Math.max(-1, Math.min(1, found[i]));
            squares += Math.pow(clipped - target[i], 2);
        }
        double decibels = 10 * Math.log10(4.0 * target.length / squares);
        return Math.min(MOST_DECIBELS, decibels);
    }
}
