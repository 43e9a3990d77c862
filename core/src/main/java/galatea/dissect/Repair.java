package galatea.dissect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries suspects one after the other and keeps those whose ablation helps. */
final class Repair {
    private final AblatedSample search;
    private final AblatedSample check;
    private final ArtifactOptions options;
    private final Stages stages;
    private final List<Unit> kept = new ArrayList<>();
    private final List<ArtifactReport.Verdict> verdicts = new ArrayList<>();
    private final PairedBootstrap bootstrap;
    private double searchNow;
    private int failures;

    Repair(AblatedSample search, AblatedSample check, ArtifactOptions options, Stages stages) {
        this.search = search;
        this.check = check;
        this.options = options;
        this.stages = stages;
        bootstrap =
                new PairedBootstrap(check.specimen().size(), options.bootstraps(), options.seed());
    }

    /** What became of each. */
    List<ArtifactReport.Verdict> verdicts() {
        return verdicts;
    }

    /**
     * Tries.
     *
     * @param searchDistance of the search sample before
     * @return the units whose ablation helps
     */
    List<Unit> run(ArtifactRanking ranking, double searchDistance) {
        searchNow = searchDistance;
        PairedBootstrap.Measured now =
                bootstrap.measure(check.without(List.of(), stages.next("second sample")));
        for (int place = 0; place < ranking.units().size() && goesOn(); place++) {
            if (!ranking.isSuspect(place, options.order())) {
                break;
            }
            now = tried(ranking.units().get(place), now);
        }
        return kept;
    }

    private boolean goesOn() {
        return failures < options.patience() && kept.size() < options.most();
    }

    /** The second sample with the suspect, or without it if that helps. */
    private PairedBootstrap.Measured tried(Unit unit, PairedBootstrap.Measured now) {
        List<Unit> without = new ArrayList<>(kept);
        without.add(unit);
        double searchAfter = search.without(without, stages.next("without " + unit)).distance();
        if (searchAfter >= searchNow) {
            return fail(unit, searchAfter, null, now);
        }
        PairedBootstrap.Measured after =
                bootstrap.measure(check.without(without, stages.next("checking " + unit)));
        Estimate gain = now.gain(after, options.errorPerSuspect());
        if (gain.low() <= 0 || gain.value() < options.leastGain() * now.value()) {
            return fail(unit, searchAfter, gain, now);
        }
        add(unit, searchAfter, gain, true);
        kept.add(unit);
        searchNow = searchAfter;
        return after;
    }

    private PairedBootstrap.Measured fail(
            Unit unit, double searchAfter, @Nullable Estimate gain, PairedBootstrap.Measured now) {
        add(unit, searchAfter, gain, false);
        failures++;
        return now;
    }

    private void add(Unit unit, double searchAfter, @Nullable Estimate gain, boolean helps) {
        verdicts.add(
                new ArtifactReport.Verdict(
                        ArtifactReport.Named.of(unit), searchNow, searchAfter, gain, helps));
    }
}
