package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.segment.DifferentiableSegmenter;
import galatea.segment.Segmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * From a class to the units that cause it: k, IoUs to start from, the search, and the proof on
 * pictures that none of these has seen.
 *
 * @param specimen generator and the sample the proof is made on
 * @param segmenter a differentiable one for {@link AceOptions.Method#GRADIENT}
 * @param layer whose units are tried
 * @param className the class
 * @param options of the search
 * @param most units ablated and inserted in the proof, in [1, channels]
 * @param cells tried per picture for insertion, at least 1
 * @param cache folder for label maps
 */
public record CausalStudy(
        Specimen specimen,
        Segmenter segmenter,
        Layer layer,
        String className,
        AceOptions options,
        int most,
        int cells,
        Path cache) {
    private static final long VALUES_SEED = 10; // those of the search, as published
    private static final long IOU_SEED = 1;
    private static final int RANDOM_ORDERS = 5;

    /** Candidates of the greedy search: its effort grows with their number. */
    private static final int CANDIDATES = 40;

    private static final int GREEDY_PICTURES = 32;

    /** Checks the class, which the segmenter must know, and the range. */
    public CausalStudy {
        ClassPixels.named(className, segmenter.classes());
        if (options.method() == AceOptions.Method.GRADIENT
                && !(segmenter instanceof DifferentiableSegmenter)) {
            throw new IllegalArgumentException(
                    "method must be greedy with a segmenter that has no gradient: gradient");
        }
        if (cells < 1 || options.search() < Dissection.LEAST_SAMPLES) {
            throw new IllegalArgumentException(
                    "cells must be at least 1 and search at least %d: %d, %d"
                            .formatted(Dissection.LEAST_SAMPLES, cells, options.search()));
        }
        if (most < 1 || most > layer.channels()) {
            throw new IllegalArgumentException(
                    "units must be in [1, %d]: %d".formatted(layer.channels(), most));
        }
    }

    /**
     * Makes the study.
     *
     * @throws IllegalArgumentException if no picture shows the class, none gains it by insertion,
     *     or no unit has an effect
     */
    public CausalReport run(Stages stages) throws IOException {
        int label = ClassPixels.named(className, segmenter.classes());
        double[] values =
                new InsertionValues(sample(VALUES_SEED), segmenter, stages)
                        .classMeans(layer, className);
        double[] ious = ious(label, stages);
        CausalUnits units =
                options.method() == AceOptions.Method.GRADIENT
                        ? new CausalSearch(specimen, differentiable(), layer, options)
                                .find(label, values, relative(ious), stages)
                        : greedy(label, ious, stages);
        List<Integer> ranking = units.ranking(ious);
        if (ranking.isEmpty()) {
            throw new IllegalArgumentException(
                    "layer must have units that cause %s: none was found in %s; try another layer or"
                                    .formatted(className, layer.name())
                            + " method");
        }
        return new CausalReport(
                CausalReport.VERSION,
                specimen.session().contentHash(),
                segmenter.identity(),
                layer.name(),
                className,
                options.method().name().toLowerCase(Locale.ROOT),
                units.alpha(),
                units.losses(),
                values,
                curves(ranking, ious, stages),
                insertion(ranking, values, stages));
    }

    /** The first units set to k, a few cells of each picture at a time. */
    private InsertionMap insertion(List<Integer> ranking, double[] values, Stages stages) {
        List<Integer> first = ranking.subList(0, Math.min(most, ranking.size()));
        List<Double> k = first.stream().map(unit -> values[unit]).toList();
        UnitEdit edit = UnitEdit.insert(layer.name(), first, k);
        EffectStudy study = study(stages.next("insertions, held out"));
        int count = Math.min(cells, layer.resolution() * layer.resolution());
        return InsertionStudy.map(study, edit, className, new CellChoice(count, options.seed()));
    }

    private EffectStudy study(ProgressListener progress) {
        return new EffectStudy(specimen, segmenter, Bootstrap.defaults(), progress);
    }

    private DifferentiableSegmenter differentiable() {
        return (DifferentiableSegmenter) segmenter; // checked when this was made
    }

    private Specimen sample(long seed) {
        int latentSize = specimen.session().config().latentSize();
        return specimen.with(Latents.ofSeed(seed, options.search(), latentSize));
    }

    /** Held-out IoU of every unit with the class. */
    private double[] ious(int label, Stages stages) throws IOException {
        Specimen test = sample(IOU_SEED);
        Latents search = sample(IOU_SEED + 1).latents();
        DissectionOptions quick = DissectionOptions.defaults().withPrecision(0, 100, 5, 0.05);
        return Dissection.run(test, search, segmenter, List.of(layer), quick, cache, stages)
                .report()
                .layers()
                .get(0)
                .units()
                .stream()
                .mapToDouble(unit -> unit.ious()[label])
                .toArray();
    }

    /** Of the largest; all ½ if there is none to go by. */
    private static double[] relative(double[] ious) {
        double largest = Arrays.stream(ious).max().orElse(0);
        return Arrays.stream(ious).map(iou -> largest == 0 ? 0.5 : iou / largest).toArray();
    }

    private CausalUnits greedy(int label, double[] ious, Stages stages) throws IOException {
        List<Integer> candidates = byIou(ious, CANDIDATES);
        GreedySearch.Chosen chosen =
                new GreedySearch(sample(VALUES_SEED), segmenter, layer, GREEDY_PICTURES, most)
                        .find(label, candidates, stages);
        double[] alpha = new double[layer.channels()];
        for (int rank = 0; rank < chosen.units().size(); rank++) {
            alpha[chosen.units().get(rank)] = 1 - 1e-6 * rank; // keeps the order
        }
        String name = segmenter.classes().names().get(label);
        return new CausalUnits(layer.name(), name, alpha, new double[0], GREEDY_PICTURES);
    }

    private static List<Integer> byIou(double[] ious, int most) {
        return IntStream.range(0, ious.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer u) -> -ious[u]))
                .limit(most)
                .toList();
    }

    private List<AblationCurve> curves(List<Integer> ranking, double[] ious, Stages stages) {
        List<UnitOrder> orders = new ArrayList<>();
        orders.add(new UnitOrder("ace", ranking.subList(0, Math.min(most, ranking.size()))));
        orders.add(new UnitOrder("iou", byIou(ious, most)));
        for (int seed = 0; seed < RANDOM_ORDERS; seed++) {
            orders.add(UnitOrder.random(layer, most, seed));
        }
        EffectStudy study = study(stages.next("ablations, held out"));
        return AblationCurve.measure(study, layer, className, orders);
    }
}
