package galatea.direction;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import galatea.latent.GenerateOptions;
import galatea.latent.Latent;
import galatea.latent.Shift;
import galatea.model.LayerTap;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Proves directions: draws the same pictures at −a and +a standard deviations along each, and
 * measures what changes.
 *
 * @param test latents that the directions do not come from, at least 4
 * @param amount a, above 0
 * @param others numbers to be measured beside those that the directions stand for
 */
public record DirectionStudy(Sample test, double amount, List<Score> others) {
    private static final int LEAST = 4;
    private static final int SEEN = 32;
    private static final double RANGE = 2; // of levels, −1…1

    /** Copies the list and checks the numbers. */
    public DirectionStudy {
        others = List.copyOf(others);
        if (!(amount > 0 && amount <= 100)) {
            throw new IllegalArgumentException("amount must be above 0, at most 100: " + amount);
        }
        if (test.size() < LEAST) {
            throw new IllegalArgumentException(
                    "test samples must be at least %d: %d".formatted(LEAST, test.size()));
        }
    }

    /**
     * What each direction does, in their order.
     *
     * @param progress told how many directions were studied
     */
    public List<Finding> of(Found found, ProgressListener progress) {
        Score own = found.proof().score();
        ScoredPoints still = found.proof().heldOut();
        if (still == null && own != null) {
            still = ScoredPoints.of(test, own, ProgressListener.SILENT);
        }
        List<Finding> findings = new ArrayList<>();
        List<Direction> list = found.directions().list();
        for (int k = 0; k < list.size(); k++) {
            progress.progress(k, list.size());
            Direction direction = list.get(k);
            @Nullable Correlation correlation =
                    still == null ? null : still.correlation(direction, k);
            List<Effect> effects = effects(direction, own);
            findings.add(new Finding(direction, change(direction), correlation, effects));
        }
        progress.progress(list.size(), list.size());
        return findings;
    }

    /** Of what it stands for first; nothing twice. */
    private List<Effect> effects(Direction direction, @Nullable Score own) {
        List<Effect> effects = new ArrayList<>();
        for (Score other : others) {
            effects(direction, other, effects);
        }
        if (own != null && effects.stream().noneMatch(e -> e.name().equals(direction.name()))) {
            effects(direction, own, effects);
            effects.removeIf(
                    e -> own.names().contains(e.name()) && !e.name().equals(direction.name()));
        }
        effects.sort(Comparator.comparing(e -> !e.name().equals(direction.name())));
        return effects;
    }

    private void effects(Direction direction, Score score, List<Effect> effects) {
        double[][] starts = measured(score, direction, -amount);
        double[][] ends = measured(score, direction, amount);
        for (int k = 0; k < score.names().size(); k++) {
            String name = score.names().get(k);
            if (effects.stream().noneMatch(effect -> effect.name().equals(name))) {
                effects.add(Effect.of(name, column(starts, k), column(ends, k)));
            }
        }
    }

    private double[][] measured(Score score, Direction direction, double way) {
        GenerateOptions options = test.options().withShift(Shift.of(direction, way));
        double[][] measured = new double[test.size()][];
        int most = test.atOnce();
        for (int from = 0; from < measured.length; from += most) {
            int count = Math.min(most, measured.length - from);
            List<Latent> rows = test.latents().rows(from, count);
            System.arraycopy(score.of(test.session(), rows, options), 0, measured, from, count);
        }
        return measured;
    }

    private static double[] column(double[][] rows, int k) {
        return Arrays.stream(rows).mapToDouble(row -> row[k]).toArray();
    }

    /** Of the first pictures. */
    private double change(Direction direction) {
        int count = Math.min(SEEN, test.size());
        double sum = 0;
        for (int from = 0; from < count; from += test.atOnce()) {
            int some = Math.min(test.atOnce(), count - from);
            sum += some * change(test.latents().rows(from, some), direction);
        }
        return sum / count / RANGE;
    }

    private double change(List<Latent> rows, Direction direction) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor end = images(rows, direction, amount);
            return Ops.item(end.sub(images(rows, direction, -amount)).abs().mean());
        }
    }

    private Tensor images(List<Latent> rows, Direction direction, double way) {
        GenerateOptions options = test.options().withShift(Shift.of(direction, way));
        return test.session().images(rows, options, LayerTap.NONE); // [N, C, R, R]
    }
}
