package galatea.dissect;

import galatea.model.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Measures repairs on a sample on which nothing was chosen. */
final class Outcomes {
    private static final double ERROR = 0.05;

    private final AblatedSample sample;
    private final ArtifactOptions options;
    private final Stages stages;

    Outcomes(AblatedSample sample, ArtifactOptions options, Stages stages) {
        this.sample = sample;
        this.options = options;
        this.stages = stages;
    }

    /** Ablates units, and as many others of the same layers. */
    ArtifactReport.Outcome of(List<Unit> units, List<Layer> layers) {
        List<Unit> control = control(units, layers);
        PairedBootstrap bootstrap =
                new PairedBootstrap(sample.specimen().size(), options.bootstraps(), options.seed());
        PairedBootstrap.Measured before = measure(bootstrap, List.of(), "third sample");
        PairedBootstrap.Measured after = measure(bootstrap, units, "repaired");
        PairedBootstrap.Measured other = measure(bootstrap, control, "control");
        return new ArtifactReport.Outcome(
                named(units),
                before.estimate(ERROR),
                after.estimate(ERROR),
                before.gain(after, ERROR),
                named(control),
                other.estimate(ERROR),
                before.gain(other, ERROR),
                sample.changed(units, stages.next("pictures changed")),
                sample.changed(control, stages.next("pictures changed by control")));
    }

    private PairedBootstrap.Measured measure(
            PairedBootstrap bootstrap, List<Unit> units, String name) {
        return bootstrap.measure(sample.without(units, stages.next(name)));
    }

    /** As many of each layer, as far as it has others. */
    private List<Unit> control(List<Unit> units, List<Layer> layers) {
        Random random = new Random(options.seed());
        List<Unit> control = new ArrayList<>();
        for (Layer layer : layers) {
            List<Unit> others = new ArrayList<>();
            for (int channel = 0; channel < layer.channels(); channel++) {
                others.add(new Unit(layer, channel));
            }
            others.removeAll(units);
            Collections.shuffle(others, random);
            long count = units.stream().filter(unit -> unit.layer().equals(layer)).count();
            control.addAll(others.subList(0, (int) Math.min(count, others.size())));
        }
        return control;
    }

    private static List<ArtifactReport.Named> named(List<Unit> units) {
        return units.stream().map(ArtifactReport.Named::of).toList();
    }
}
