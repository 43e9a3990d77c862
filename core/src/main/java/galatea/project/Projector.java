package galatea.project;

import galatea.data.Preparation;
import galatea.image.Picture;
import galatea.image.PixelConversion;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.segment.PerceptualFeatures;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.Adam;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the latent, and the noise, of which a network draws a given picture (Karras et al.
 * 2020, arXiv 1912.04958, appendix D), by Adam on the distance of the pictures.
 *
 * <p>Unlike there, the distance is that of pixels unless a feature network is given, the start is
 * the most alike of some pictures drawn at random, noise starts as the network's own, and families
 * without styles are searched in z. Equal options and threads give equal results; the thread's
 * random stream is seeded anew.
 *
 * <p>Made outside any scope; belongs to the thread of its session.
 */
public final class Projector {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double MOST_DECIBELS = 100;
    private static final int BATCH = 16;

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
        this.session = session;
        this.options = options;
        this.features = features;
        GenerateOptions plain = GenerateOptions.defaults();
        this.draw = label == null ? plain : plain.withLabel(label);
        requireSpace(session, options.space());
    }

    private static void requireSpace(GeneratorSession session, ProjectionSpace space) {
        if (session.hasStyles() == (space == ProjectionSpace.Z)) {
            throw new IllegalArgumentException(
                    "space must be %s for a network of family %s: %s"
                            .formatted(
                                    session.hasStyles() ? "w or w+" : "z",
                                    session.config().family(),
                                    space.word()));
        }
    }

    /** The space of a network unless a user chooses: w, or z without styles. */
    public static ProjectionSpace defaultSpace(GeneratorSession session) {
        return session.hasStyles() ? ProjectionSpace.W : ProjectionSpace.Z;
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
        try (PictureDistance distance =
                new PictureDistance(levels, channels, side, features, options)) {
            LatentSample sample = LatentSample.of(session, draw);
            float[] start = start(sample, distance);
            try (Unknowns unknowns = new Unknowns(session, options, draw, start);
                    Adam adam = new Adam(unknowns.parameters(), BETA1, BETA2, EPSILON)) {
                double deviation = sample.deviation();
                Search search = new Search(unknowns, adam, distance, deviation, listener);
                search.run();
                return result(target, levels, search);
            }
        }
    }

    /** The most alike of the average and the first of the sample. */
    private float[] start(LatentSample sample, PictureDistance distance) {
        float[] best = sample.center();
        double least = Double.POSITIVE_INFINITY;
        int count = Math.min(options.candidates(), sample.count());
        for (int from = -1; from < count; from += BATCH) {
            int to = Math.min(from + BATCH, count);
            double[] losses = losses(sample, from, to, distance);
            for (int i = from; i < to; i++) {
                if (losses[i - from] < least) {
                    least = losses[i - from];
                    best = i < 0 ? sample.center() : sample.vector(i);
                }
            }
        }
        return best;
    }

    /** Distances of the pictures of some vectors, of which number −1 is the average. */
    private double[] losses(LatentSample sample, int from, int to, PictureDistance distance) {
        float[] vectors = new float[(to - from) * sample.size()];
        for (int i = from; i < to; i++) {
            float[] vector = i < 0 ? sample.center() : sample.vector(i);
            System.arraycopy(vector, 0, vectors, (i - from) * sample.size(), sample.size());
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor v = Ops.of(vectors, to - from, sample.size()); // [N, size]
            Tensor images =
                    session.hasStyles()
                            ? session.imagesOfStyles(
                                    v.unsqueeze(1)
                                            .expand(to - from, session.numWs(), sample.size()),
                                    session.noise())
                            : session.imagesOfLatents(v, draw);
            return Ops.doubles(distance.each(images));
        }
    }

    private ProjectionResult result(Picture target, float[] levels, Search search) {
        float[] found = session.levels(search.best, draw);
        return new ProjectionResult(
                search.best, target, session.picture(found), psnr(levels, found), search.losses);
    }

    /** 10 log₁₀(2² / mean squared difference) of levels, the found ones clipped to [−1, 1]. */
    private static double psnr(float[] target, float[] found) {
        double squares = 0;
        for (int i = 0; i < target.length; i++) {
            double clipped = Math.max(-1, Math.min(1, found[i]));
            squares += Math.pow(clipped - target[i], 2);
        }
        double decibels = 10 * Math.log10(4 * target.length / squares);
        return Math.min(MOST_DECIBELS, decibels);
    }

    /** One run. */
    private final class Search {
        private final Unknowns unknowns;
        private final Adam adam;
        private final PictureDistance distance;
        private final double deviation;
        private final ProjectionStep.Listener listener;
        private final double[] losses = new double[options.steps()];
        private Latent best;
        private double least = Double.POSITIVE_INFINITY;

        Search(
                Unknowns unknowns,
                Adam adam,
                PictureDistance distance,
                double deviation,
                ProjectionStep.Listener listener) {
            this.unknowns = unknowns;
            this.adam = adam;
            this.distance = distance;
            this.deviation = deviation;
            this.listener = listener;
            best = unknowns.latent();
        }

        void run() {
            Engine.seed(options.seed());
            judge();
            for (int step = 0; step < options.steps(); step++) {
                losses[step] = step(step);
                listener.step(
                        new ProjectionStep(
                                step + 1,
                                options.steps(),
                                losses[step],
                                () -> session.generate(unknowns.latent(), draw)));
            }
            judge();
        }

        /** One update; the distance before it. */
        private double step(int step) {
            double exploration = options.exploration(step) * deviation;
            try (Scope scope = new Scope()) {
                unknowns.parameters().zeroGradient();
                Tensor apart = distance.of(unknowns.image(exploration));
                Tensor loss =
                        Ops.addScaled(apart, unknowns.noiseStructure(), options.regulariser());
                Ops.backward(loss, Ops.ones(DType.FLOAT32));
                double value = Ops.item(apart);
                if (exploration == 0) {
                    remember(value);
                }
                adam.step(options.rate(step));
                unknowns.normalizeNoise();
                return value;
            }
        }

        private void judge() {
            try (Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                remember(Ops.item(distance.of(unknowns.image(0))));
            }
        }

        private void remember(double value) {
            if (value < least) {
                least = value;
                best = unknowns.latent();
            }
        }
    }
}
