package galatea.project;

import galatea.latent.Latent;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import galatea.train.Adam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** One projection: the unknowns on their way, and the best of them. */
final class Search {
    private static final double REGULARISER = 1e5; // appendix D

    private final Unknowns unknowns;
    private final Adam adam;
    private final PictureDistance distance;
    private final Schedule schedule;
    private final double deviation;
    private final List<Double> losses = new ArrayList<>();
    private final Distances start;
    private Distances found;
    private Latent best;

    /**
     * A search that starts with the unknowns as they are.
     *
     * @param deviation of latents
     */
    Search(Unknowns unknowns, Adam adam, PictureDistance distance, int steps, double deviation) {
        this.unknowns = unknowns;
        this.adam = adam;
        this.distance = distance;
        this.schedule = new Schedule(steps);
        this.deviation = deviation;
        start = parts();
        found = start;
        best = unknowns.latent();
    }

    /** Does all steps; the listener hears the number of each. */
    void run(IntConsumer listener) {
        for (int step = 0; step < schedule.steps(); step++) {
            step(step);
            listener.accept(step);
        }
        keep(parts());
    }

    /** One update; the distance before it counts. */
    private void step(int step) {
        double exploration = schedule.exploration(step) * deviation;
        try (Scope scope = new Scope()) {
            unknowns.parameters().zeroGradient();
            Tensor image = unknowns.image(exploration);
            Tensor apart = distance.of(image);
            Tensor loss = Ops.addScaled(apart, unknowns.noiseStructure(), REGULARISER);
            Ops.backward(loss, Ops.ones(DType.FLOAT32));
            double value = Ops.item(apart);
            losses.add(value);
            if (exploration == 0 && value < found.total()) {
                keep(distance.parts(image));
            }
            adam.step(schedule.rate(step));
            unknowns.normalizeNoise();
        }
    }

    private Distances parts() {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return distance.parts(unknowns.image(0));
        }
    }

    private void keep(Distances here) {
        if (here.total() < found.total()) {
            found = here;
            best = unknowns.latent();
        }
    }

    /** What the unknowns are now. */
    Latent now() {
        return unknowns.latent();
    }

    Latent best() {
        return best;
    }

    Distances start() {
        return start;
    }

    Distances found() {
        return found;
    }

    /** Distance at each step so far, exploration included. */
    List<Double> losses() {
        return Collections.unmodifiableList(losses);
    }
}
