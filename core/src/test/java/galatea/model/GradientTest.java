package galatea.model;

import static galatea.testing.TensorAssert.assertThat;

import galatea.model.Discriminator.Scored;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientTest {
    private static final int PARTS = 2;

    @ParameterizedTest
    @MethodSource("galatea.model.TinyConfigs#all")
    void generatorGradientMatchesDifferences(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT64);
        double lod = config.growing() ? 0.25 : 0;
        try (Generator generator = Networks.generator(config, DType.FLOAT64, 1)) {
            Probe.stir(generator.parameters(), 0.1);
            GradientCheck.assertMatchesDifferences(
                    generator.parameters(), () -> weighted(probe.trainingPicture(generator, lod)));
        }
    }

    @ParameterizedTest
    @MethodSource("galatea.model.TinyConfigs#all")
    void discriminatorGradientMatchesDifferences(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT64);
        double lod = config.growing() ? 0.25 : 0;
        try (Discriminator discriminator = Networks.discriminator(config, DType.FLOAT64, 1)) {
            Probe.stir(discriminator.parameters(), 0.1);
            GradientCheck.assertMatchesDifferences(
                    discriminator.parameters(),
                    () -> weighted(scores(discriminator, probe, probe.images(8, lod), lod)));
        }
    }

    @ParameterizedTest
    @MethodSource("galatea.model.TinyConfigs#all")
    void pictureGradientEqualsTheOneOfAutograd(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT64);
        double lod = config.growing() ? 0.25 : 0;
        try (Discriminator discriminator = Networks.discriminator(config, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            Probe.stir(discriminator.parameters(), 0.1);
            Tensor images = probe.images(8, lod).requires_grad_(true);
            Tensor expected = scores(discriminator, probe, images, lod);
            Tensor gradient = Ops.gradient(expected.narrow(0, 0, 4), images).narrow(0, 0, 4);
            Scored scored = discriminator.scoreWithGradient(images, probe.labels(8), lod, PARTS);
            assertThat(scored.scores()).isCloseTo(expected, 0, 1e-12);
            assertThat(scored.gradient()).isCloseTo(gradient, 1e-9, 1e-12);
        }
    }

    /** R1 (Mescheder et al. 2018): the squared length of the score's gradient by the picture. */
    @ParameterizedTest
    @MethodSource("galatea.model.TinyConfigs#all")
    void gradientOfThePenaltyMatchesDifferences(NetworkConfig config) {
        Probe probe = new Probe(config, DType.FLOAT64);
        double lod = config.growing() ? 0.25 : 0;
        try (Discriminator discriminator = Networks.discriminator(config, DType.FLOAT64, 1)) {
            Probe.stir(discriminator.parameters(), 0.1);
            GradientCheck.assertMatchesDifferences(
                    discriminator.parameters(),
                    () -> {
                        Tensor images = probe.images(8, lod);
                        Scored scored =
                                discriminator.scoreWithGradient(
                                        images, probe.labels(8), lod, PARTS);
                        return weighted(scored.gradient().square());
                    });
        }
    }

    private static Tensor scores(
            Discriminator discriminator, Probe probe, Tensor images, double lod) {
        return discriminator.forward(images, probe.labels(8), lod, PARTS);
    }

    /** A number that every element moves differently. */
    private static Tensor weighted(Tensor x) {
        Engine.seed(15);
        return x.mul(Ops.randn(DType.FLOAT64, x.shape())).sum();
    }
}
