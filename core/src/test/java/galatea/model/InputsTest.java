package galatea.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputsTest {
    private static final String CONFIGS = "galatea.model.TinyConfigs#all";

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void lodOutsideTheNetworkIsRefused(NetworkConfig config) {
        double beyond = config.growing() ? config.resolutionLog2() - 1.75 : 0.25;
        Probe probe = new Probe(config, DType.FLOAT32);
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            for (double lod : new double[] {-0.5, beyond, Double.NaN}) {
                refused("lod", () -> probe.picture(generator, lod, LayerTap.NONE));
                refused("lod", () -> probe.trainingPicture(generator, lod));
                Tensor images = probe.images(4, 0);
                refused("lod", () -> discriminator.forward(images, probe.labels(4), lod));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void wrongShapesAreRefused(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor z = Ops.zeros(DType.FLOAT32, 4, config.latentSize() + 1);
            refused("z", () -> generator.forward(z, probe.labels(4), 0, LayerTap.NONE));
            Tensor images = probe.images(4, 1);
            refused("images", () -> discriminator.forward(images, probe.labels(4), 0));
            Tensor odd = probe.images(3, 0);
            refused("parts", () -> discriminator.forward(odd, probe.labels(3), 0, 2));
        }
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void labelsBelongToConditionalNetworksOnly(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT32);
        boolean conditional = config.labelSize() > 0;
        try (Generator generator = Networks.generator(config, DType.FLOAT32, 1);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 1);
                Scope scope = new Scope()) {
            Tensor labels = conditional ? null : Ops.ones(DType.FLOAT32, 4, 1);
            Tensor z = probe.latents();
            Tensor images = probe.images(4, 0);
            refused("labels", () -> generator.forward(z, labels, 0, LayerTap.NONE));
            refused("labels", () -> discriminator.forward(images, labels, 0));
        }
    }

    private static void refused(String name, Runnable call) {
        assertThatIllegalArgumentException()
                .isThrownBy(call::run)
                .withMessageStartingWith(name + " ");
    }
}
