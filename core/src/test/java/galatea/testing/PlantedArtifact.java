package galatea.testing;

import galatea.latent.GeneratorSession;
import galatea.model.Generator;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkConfig;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PlantedGenerator} with a fault: where unit {@value #UNIT} is above .98 anywhere, a
 * checkerboard of amplitude ½ lies over the whole picture. That is all that the unit's features are
 * good for; its old noise stays.
 */
public final class PlantedArtifact implements Generator {
    /** The unit at fault. */
    public static final int UNIT = 15;

    private static final double LEVEL = 0.98;
    private static final double AMPLITUDE = 0.5;
    private static final int SIDE = 64;

    private final PlantedGenerator sound = new PlantedGenerator();

    /** Ready for use. */
    public static GeneratorSession session() {
        return GeneratorSession.of(new PlantedArtifact(), 0);
    }

    @Override
    public NetworkConfig config() {
        return sound.config();
    }

    @Override
    public Parameters parameters() {
        return sound.parameters();
    }

    @Override
    public List<Layer> layers() {
        return sound.layers();
    }

    @Override
    public Tensor forward(Tensor z, @Nullable Tensor labels, double lod, LayerTap tap) {
        List<Tensor> seen = new ArrayList<>();
        Tensor images =
                sound.forward(
                        z,
                        labels,
                        lod,
                        (layer, r) -> {
                            Tensor changed = tap.apply(layer, r);
                            seen.add(changed.narrow(1, UNIT, 1)); // [N, 1, 8, 8]
                            return Ops.cat(1, changed.narrow(1, 0, UNIT), r.narrow(1, UNIT, 1));
                        });
        Tensor peak = seen.get(0).amax(new long[] {1, 2, 3}, true); // [N, 1, 1, 1]
        Tensor faulty = peak.gt(new Scalar(LEVEL)).to(torch.ScalarType.Float);
        return Ops.addcmul(images, faulty, checkerboard());
    }

    /** [1, 1, 64, 64]. */
    private static Tensor checkerboard() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i / SIDE + i) % 2 == 0 ? AMPLITUDE : -AMPLITUDE);
        }
        return Ops.of(values, 1, 1, SIDE, SIDE);
    }
}
