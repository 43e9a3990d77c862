package galatea.dissect;

import galatea.data.ProgressListener;
import galatea.latent.Latent;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.segment.Segmenter;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Finds the units of a layer that cause a class with any segmenter: at each step the candidate is
 * added whose ablation, with those before, removes most pixels of the class.
 *
 * <p>Ablation only: nothing is inserted. One step draws and segments every picture once per
 * candidate that is left.
 *
 * @param specimen the generator; pictures with the class are taken from its sample
 * @param segmenter any
 * @param layer whose units are tried
 * @param pictures with the class, at least 1
 * @param most units, at least 1
 */
public record GreedySearch(
        Specimen specimen, Segmenter segmenter, Layer layer, int pictures, int most) {
    /** A unit must remove this share of the pixels more, or the search ends. */
    private static final double LEAST_GAIN = 0.002;

    /** Checks the ranges. */
    public GreedySearch {
        if (pictures < 1 || most < 1) {
            throw new IllegalArgumentException(
                    "pictures and most must be at least 1: %d, %d".formatted(pictures, most));
        }
    }

    /**
     * Units found, in the order of their choice.
     *
     * @param units channels of the layer
     * @param removed share of the pixels removed by each with those before it
     */
    public record Chosen(List<Integer> units, List<Double> removed) {}

    /**
     * Searches.
     *
     * @param label the class
     * @param candidates units to try, such as those that agree with the class more than by chance
     * @throws IllegalArgumentException if no picture of the sample shows the class
     */
    public Chosen find(int label, Collection<Integer> candidates, Stages stages)
            throws IOException {
        List<Latent> shown = withClass(label, stages.next("pictures with it"));
        long all = pixels(shown, label, List.of());
        List<Integer> left = new ArrayList<>(candidates);
        List<Integer> units = new ArrayList<>();
        List<Double> removed = new ArrayList<>();
        ProgressListener progress = stages.next("units");
        double before = 0;
        while (!left.isEmpty() && units.size() < most) {
            progress.progress(units.size(), most);
            Integer best = best(shown, label, units, left);
            double share = 1 - (double) pixels(shown, label, with(units, best)) / all;
            if (share < before + LEAST_GAIN) {
                break;
            }
            left.remove(best);
            units.add(best);
            removed.add(share);
            before = share;
        }
        return new Chosen(units, removed);
    }

    /** The unit whose ablation besides others leaves the fewest pixels. */
    private Integer best(
            List<Latent> shown, int label, List<Integer> units, List<Integer> candidates) {
        Map<Integer, Long> pixels = new LinkedHashMap<>();
        candidates.forEach(u -> pixels.put(u, pixels(shown, label, with(units, u))));
        return Collections.min(pixels.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private List<Latent> withClass(int label, ProgressListener progress) throws IOException {
        List<Latent> shown = new ArrayList<>();
        new Sweep(specimen, List.of(), progress)
                .run(
                        batch -> {
                            byte[] labels = segmenter.labels(batch.images());
                            int size = labels.length / batch.count();
                            for (int i = 0; i < batch.count() && shown.size() < pictures; i++) {
                                if (ClassPixels.count(labels, i * size, (i + 1) * size, label)
                                        > 0) {
                                    shown.addAll(specimen.latents().rows(batch.from() + i, 1));
                                }
                            }
                        });
        if (shown.isEmpty()) {
            throw new IllegalArgumentException(
                    "samples must show %s: none of %d does"
                            .formatted(segmenter.classes().names().get(label), specimen.size()));
        }
        return shown;
    }

    private static List<Integer> with(List<Integer> units, Integer another) {
        List<Integer> all = new ArrayList<>(units);
        all.add(another);
        return all;
    }

    /** Pixels of the class when units are set to 0 everywhere. */
    private long pixels(List<Latent> latents, int label, List<Integer> ablated) {
        float[] kept = new float[layer.channels()];
        Arrays.fill(kept, 1);
        ablated.forEach(u -> kept[u] = 0);
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor mask = Ops.of(kept, 1, kept.length, 1, 1);
            LayerTap ablation = (at, x) -> at.equals(layer) ? x.mul(mask) : x;
            long pixels = 0;
            int most = specimen.session().atOnce(latents.size());
            for (int from = 0; from < latents.size(); from += most) {
                int to = Math.min(from + most, latents.size());
                pixels += pixels(latents.subList(from, to), label, ablation);
            }
            return pixels;
        }
    }

    private long pixels(List<Latent> latents, int label, LayerTap ablation) {
        try (Scope scope = new Scope()) {
            Tensor images = specimen.session().images(latents, specimen.options(), ablation);
            byte[] labels = segmenter.labels(images);
            return ClassPixels.count(labels, 0, labels.length, label);
        }
    }
}
