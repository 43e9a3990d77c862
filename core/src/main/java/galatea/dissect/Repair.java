package galatea.dissect;

import java.util.ArrayList;
import java.util.List;

/** Tries suspects one after the other and keeps those whose ablation helps. */
final class Repair {
    private final AblatedSample search;
    private final AblatedSample check;
    private final ArtifactOptions options;
    private final Stages stages;
    private final List<Unit> kept = new ArrayList<>();
    private final List<ArtifactReport.Verdict> verdicts = new ArrayList<>();
    private int failures;

    Repair(AblatedSample search, AblatedSample check, ArtifactOptions options, Stages stages) {
        this.search = search;
        this.check = check;
        this.options = options;
        this.stages = stages;
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
        PairedBootstrap bootstrap =
                new PairedBootstrap(check.specimen().size(), options.bootstraps(), options.seed());
        PairedBootstrap.Measured now =
                bootstrap.measure(check.without(List.of(), stages.next("second sample")));
        double searchNow = searchDistance;
        for (int place = 0; place < ranking.units().size() && goesOn(); place++) {
            if (!ranking.isSuspect(place, options.order())) {
                break;
            }
            Unit unit = ranking.units().get(place);
            List<Unit> tried = with(unit);
            double searchAfter = search.without(tried, stages.next("without " + unit)).distance();
            PairedBootstrap.Measured after =
                    searchAfter < searchNow
                            ? bootstrap.measure(
                                    check.without(tried, stages.next("checking " + unit)))
                            : null;
            if (judge(unit, searchNow, searchAfter, now, after)) {
                now = after;
                searchNow = searchAfter;
            }
        }
        return kept;
    }

    private boolean goesOn() {
        return failures < options.patience() && kept.size() < options.most();
    }

    private List<Unit> with(Unit unit) {
        List<Unit> units = new ArrayList<>(kept);
        units.add(unit);
        return units;
    }

    private boolean judge(
            Unit unit,
            double searchBefore,
            double searchAfter,
            PairedBootstrap.Measured before,
            PairedBootstrap.@org.jspecify.annotations.Nullable Measured after) {
        Estimate gain = after == null ? null : before.gain(after, options.errorPerSuspect());
        boolean helps = gain != null && gain.low() > 0;
        verdicts.add(
                new ArtifactReport.Verdict(
                        ArtifactReport.Named.of(unit), searchBefore, searchAfter, gain, helps));
        if (helps) {
            kept.add(unit);
        } else {
            failures++;
        }
        return helps;
    }
}
