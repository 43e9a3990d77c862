package galatea.model;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.LeakCheck;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerTapTest {
    private static final String CONFIGS = "galatea.model.TinyConfigs#all";

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void seesEveryLayerOnceInOrder(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        List<Layer> seen = new ArrayList<>();
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            probe.picture(
                    generator,
                    0,
                    (layer, features) -> {
                        long side = layer.resolution();
                        assertThat(features.shape())
                                .containsExactly(Probe.BATCH, layer.channels(), side, side);
                        seen.add(layer);
                        return features;
                    });
            assertThat(seen).isEqualTo(generator.layers());
        }
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void replacedFeaturesOfAnyLayerChangeThePicture(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Probe.stir(generator.parameters(), 0.1);
            Tensor plain = probe.picture(generator, 0, LayerTap.NONE);
            for (Layer edited : generator.layers()) {
                Tensor picture = probe.picture(generator, 0, firstUnitReplaced(edited));
                assertThat(Ops.floats(picture)).as(edited.name()).isNotEqualTo(Ops.floats(plain));
            }
        }
    }

    private static LayerTap firstUnitReplaced(Layer edited) {
        return (layer, x) -> {
            if (!layer.equals(edited)) {
                return x;
            }
            Tensor unit = Ops.add(x.narrow(1, 0, 1).square(), 1); // never what it was
            return Ops.cat(1, unit, x.narrow(1, 1, layer.channels() - 1));
        };
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void identityLeavesThePictureAsItIs(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor plain = probe.picture(generator, 0, LayerTap.NONE);
            Tensor tapped = probe.picture(generator, 0, (layer, features) -> features.clone());
            assertThat(Ops.floats(tapped)).isEqualTo(Ops.floats(plain));
        }
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void useAndTrainingLeaveNothingBehind(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        double lod = config.growing() ? 0.5 : 0;
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 2)) {
            LeakCheck.assertLeavesNothingBehind(
                    () -> {
                        try (Scope scope = new Scope()) {
                            use(probe, generator, lod);
                            Tensor image = probe.trainingPicture(generator, lod);
                            Tensor labels = probe.labels(Probe.BATCH);
                            discriminator.forward(image, labels, lod, 2).sum().backward();
                        }
                    });
        }
    }

    private static void use(Probe probe, Generator generator, double lod) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            probe.picture(generator, lod, (layer, features) -> Ops.mul(features, 0.5));
        }
    }
}
