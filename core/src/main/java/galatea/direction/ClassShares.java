package galatea.direction;

import galatea.data.LabelClasses;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.model.LayerTap;
import galatea.segment.Segmenter;
import galatea.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The share of a picture's pixels that show each of some classes, in [0, 1].
 *
 * @param segmenter says what pixels show; with several label maps a pixel may count for several
 *     classes
 * @param names of the classes
 */
public record ClassShares(Segmenter segmenter, List<String> names) implements Score {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException for a name that no class has; it lists those there are
     */
    public ClassShares {
        List<String> all = labelled(segmenter.classes());
        for (String name : names) {
            if (!all.contains(name)) {
                throw new IllegalArgumentException(
                        "class must be one of %s: %s".formatted(all, name));
            }
        }
        names = List.copyOf(names);
    }

    /** Of all classes but the unlabelled. */
    public static ClassShares all(Segmenter segmenter) {
        return new ClassShares(segmenter, labelled(segmenter.classes()));
    }

    private static List<String> labelled(LabelClasses classes) {
        return classes.names().stream()
                .filter(n -> classes.names().indexOf(n) != classes.unlabelled())
                .toList();
    }

    @Override
    public double[][] of(GeneratorSession session, List<Latent> latents, GenerateOptions options) {
        byte[] labels;
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            labels = segmenter.labels(session.images(latents, options, LayerTap.NONE));
        }
        int each = labels.length / latents.size(); // maps · R²
        double pixel = (double) segmenter.maps() / each;
        int[] wanted = segmenter.classes().names().stream().mapToInt(names::indexOf).toArray();
        double[][] shares = new double[latents.size()][names.size()];
        for (int i = 0; i < labels.length; i++) {
            int k = wanted[labels[i] & 255];
            if (k >= 0) {
                shares[i / each][k] += pixel;
            }
        }
        return shares;
    }
}
