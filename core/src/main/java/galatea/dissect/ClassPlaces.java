package galatea.dissect;

import galatea.latent.Latent;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.segment.Segmenter;
import galatea.torch.Scope;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Where a class is in pictures, in cells of a layer.
 *
 * @param specimen the generator; its sample is not used
 * @param segmenter says what pictures show
 * @param layer whose cells are meant
 */
public record ClassPlaces(Specimen specimen, Segmenter segmenter, Layer layer) {
    /**
     * The cell that a class covers most in a picture, as an area to edit; of equals the first.
     *
     * @return empty if the picture does not show the class
     * @throws IllegalArgumentException for a class that there is not
     */
    public Optional<Region> most(Latent latent, String className) {
        int label = ClassPixels.named(className, segmenter.classes());
        double[] coverage = coverage(latent, label);
        int best = 0;
        for (int cell = 1; cell < coverage.length; cell++) {
            best = coverage[cell] > coverage[best] ? cell : best;
        }
        int side = layer.resolution();
        int row = best / side;
        double size = 1.0 / side;
        return coverage[best] == 0
                ? Optional.empty()
                : Optional.of(new Region(best % side * size, row * size, size, size));
    }

    private double[] coverage(Latent latent, int label) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor image =
                    specimen.session().images(List.of(latent), specimen.options(), LayerTap.NONE);
            byte[] labels = segmenter.labels(image);
            Cells cells = new Cells(layer.resolution(), (int) image.size(2));
            return cells.coverage(labels, 0, segmenter.maps(), label);
        }
    }
}
