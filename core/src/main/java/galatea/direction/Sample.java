package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.Latents;
import galatea.latent.Space;
import galatea.model.Layer;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The latents of a generator on which directions are sought or proved.
 *
 * @param session the generator
 * @param options how it draws; not along directions
 * @param latents in space Z
 */
public record Sample(GeneratorSession session, GenerateOptions options, Latents latents) {
    private static final int MAPPED_AT_ONCE = 1000;

    private static final int DRAWN_AT_ONCE = 32;

    /** Where directions of the generator are: W where it has it. */
    public Space space() {
        return session.hasStyles() ? Space.W : Space.Z;
    }

    /** Number of latents. */
    public int size() {
        return latents.size();
    }

    /** The layers that a tap sees at the level of detail in use, in order. */
    public List<Layer> layers() {
        int resolution = session.resolution();
        return session.layers().stream().filter(l -> l.resolution() <= resolution).toList();
    }

    /** Pictures to draw at once. */
    int atOnce() {
        return session.atOnce(DRAWN_AT_ONCE);
    }

    /** The same generator with other latents. */
    public Sample with(Latents others) {
        return new Sample(session, options, others);
    }

    /**
     * Latents where directions are: w without truncation, or z.
     *
     * @param from number of the first
     * @param count how many
     * @return [count, wSize or latentSize]
     */
    double[] points(int from, int count) {
        List<Latent> rows = latents.rows(from, count);
        if (space() == Space.Z) {
            return joined(rows);
        }
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Ops.doubles(session.mapped(rows, options));
        }
    }

    private static double[] joined(List<Latent> rows) {
        int size = rows.get(0).values().length;
        double[] joined = new double[rows.size() * size];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = rows.get(i / size).values()[i % size];
        }
        return joined;
    }

    /** Mean and covariance of all {@link #points}. */
    Spread spread(ProgressListener progress) {
        int first = Math.min(MAPPED_AT_ONCE, size());
        double[] points = points(0, first);
        Spread spread = new Spread(points.length / first);
        spread.add(points);
        for (int from = first; from < size(); from += MAPPED_AT_ONCE) {
            progress.progress(from, size());
            spread.add(points(from, Math.min(MAPPED_AT_ONCE, size() - from)));
        }
        progress.progress(size(), size());
        return spread;
    }
}
