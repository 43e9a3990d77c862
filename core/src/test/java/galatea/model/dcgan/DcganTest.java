package galatea.model.dcgan;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.model.LayerTap;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Scope;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DcganTest {
    private static final DcganConfig TINY = DcganConfig.paper(32, 3).withFeatures(2).withLatents(6);

    @ParameterizedTest
    @CsvSource({"32, 3, BATCH, 3", "64, 1, NONE, 4", "128, 3, INSTANCE, 2", "64, 3, BATCH, 2"})
    void countsFollowTheFormula(int resolution, int channels, Normalization norm, int convs) {
        DcganConfig config =
                DcganConfig.paper(resolution, channels)
                        .withFeatures(4)
                        .withLatents(10)
                        .withNorms(norm, norm)
                        .withDiscriminatorConvs(convs);
        try (DcganGenerator g = new DcganGenerator(config, DType.FLOAT32, 0)) {
            assertThat(g.parameters().count()).isEqualTo(generatorCount(config));
        }
        try (DcganDiscriminator d = new DcganDiscriminator(config, DType.FLOAT32, 0)) {
            assertThat(d.parameters().count()).isEqualTo(discriminatorCount(config));
        }
    }

    private static long generatorCount(DcganConfig config) {
        int perUnit = config.generatorNorm() == Normalization.NONE ? 1 : 2; // bias, or two of norm
        long in = config.latentSize();
        long count = 0;
        for (int side = 4; side < config.resolution(); side *= 2) {
            long out = (long) config.features() * config.resolution() / 2 / side;
            count += in * out * 16 + perUnit * out;
            in = out;
        }
        return count + in * config.channels() * 16 + config.channels();
    }

    private static long discriminatorCount(DcganConfig config) {
        int perUnit = config.discriminatorNorm() == Normalization.NONE ? 1 : 2;
        long in = config.channels();
        long count = 0;
        for (int i = 0; i < config.discriminatorConvs(); i++) {
            long out = (long) config.features() << i;
            count += in * out * 16 + (i == 0 ? 1 : perUnit) * out;
            in = out;
        }
        long side = config.resolution() >> config.discriminatorConvs();
        return count + in * side * side + 1;
    }

    @Test
    void initialValuesAreThePapers() {
        DcganConfig config = DcganConfig.small(32, 3);
        try (DcganGenerator g = new DcganGenerator(config, DType.FLOAT32, 4);
                Scope scope = new Scope()) {
            Tensor kernel = tensor(g.parameters().trained(), "layer2/weight");
            assertThat(kernel).hasShape(128, 64, 4, 4);
            assertThat(Ops.item(kernel.mean())).isCloseTo(0, Offset.offset(5e-4));
            assertThat(Ops.item(kernel.std())).isCloseTo(0.02, Offset.offset(5e-4));
            Tensor scale = tensor(g.parameters().trained(), "layer1/norm/weight");
            assertThat(scale).hasShape(128);
            assertThat(Ops.item(scale.mean())).isCloseTo(1, Offset.offset(0.01));
            assertThat(Ops.item(scale.std())).isCloseTo(0.02, Offset.offset(0.01));
            assertThat(g.parameters().trained())
                    .extracting(Parameter::name)
                    .doesNotContain("layer1/bias");
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 1", "64, 3", "128, 4"})
    void picturesAndScoresHaveTheirShapes(int resolution, int channels) {
        DcganConfig config = DcganConfig.paper(resolution, channels).withFeatures(2).withLatents(5);
        try (DcganGenerator g = new DcganGenerator(config, DType.FLOAT32, 1);
                DcganDiscriminator d = new DcganDiscriminator(config, DType.FLOAT32, 2);
                Scope scope = new Scope()) {
            Tensor z = Ops.randn(DType.FLOAT32, 2, 5);
            Tensor image = g.forward(z, null, 0, LayerTap.NONE);
            assertThat(image).hasShape(2, channels, resolution, resolution);
            assertThat(Ops.item(image.abs().max())).isLessThanOrEqualTo(1);
            assertThat(d.forward(image, null, 0)).hasShape(2);
        }
    }

    @Test
    void trainingMovesTheRunningStatisticsByATenth() {
        try (DcganGenerator g = new DcganGenerator(TINY, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            Tensor z = Ops.randn(DType.FLOAT64, 5, 6);
            Tensor kernel = tensor(g.parameters().trained(), "layer1/weight"); // [6, 8, 4, 4]
            Tensor x = z.matmul(kernel.contiguous().view(6, -1)).view(5, 8, 16); // [N, C, pixels]
            Tensor rows = x.transpose(0, 1).reshape(8, 80); // [C, N · pixels]
            g.trainingForward(z, null, 0, new Random(1));
            List<Parameter> buffers = g.parameters().buffers();
            assertThat(tensor(buffers, "layer1/norm/running_mean"))
                    .isCloseTo(Ops.mul(Ops.mean(rows, 1).view(8), 0.1), 1e-9, 1e-12);
            Tensor centred = rows.sub(Ops.mean(rows, 1));
            Tensor variance = Ops.mul(Ops.sum(centred.square(), 1), 1 / 79.0);
            assertThat(tensor(buffers, "layer1/norm/running_var"))
                    .isCloseTo(Ops.add(Ops.mul(variance, 0.1), 0.9), 1e-9, 1e-12);
        }
    }

    @Test
    void pictureForUseDoesNotDependOnItsNeighbours() {
        try (DcganGenerator g = new DcganGenerator(TINY, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            Tensor z = Ops.randn(DType.FLOAT64, 4, 6);
            g.trainingForward(z, null, 0, new Random(1));
            Tensor before = g.parameters().bufferValues().clone();
            Tensor together = g.forward(z, null, 0, LayerTap.NONE).narrow(0, 2, 1);
            Tensor alone = g.forward(z.narrow(0, 2, 1), null, 0, LayerTap.NONE);
            assertThat(alone).isCloseTo(together, 0, 1e-12);
            assertThat(g.parameters().bufferValues()).isCloseTo(before, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void jointBatchesDoNotSeeEachOther(Normalization norm) {
        DcganConfig config = TINY.withNorms(norm, norm);
        try (DcganDiscriminator d = new DcganDiscriminator(config, DType.FLOAT64, 1);
                Scope scope = new Scope()) {
            Tensor real = Ops.randn(DType.FLOAT64, 3, 3, 32, 32);
            Tensor fake = Ops.add(Ops.mul(Ops.randn(DType.FLOAT64, 3, 3, 32, 32), 0.2), 0.5);
            Tensor joint = d.forward(Ops.cat(0, real, fake), null, 0, 2);
            Tensor apart = Ops.cat(0, d.forward(real, null, 0), d.forward(fake, null, 0));
            assertThat(joint).isCloseTo(apart, 0, 1e-12);
        }
    }

    @Test
    void defaultsAreThePapers() {
        DcganConfig config = DcganConfig.paper(64, 3);
        assertThat(config)
                .isEqualTo(
                        new DcganConfig(
                                64, 3, 100, 128, Normalization.BATCH, Normalization.BATCH, 4));
        assertThat(config.width(2)).isEqualTo(1024);
        assertThat(config.labelSize()).isZero();
        assertThat(config.growing()).isFalse();
        assertThat(DcganConfig.small(64, 3)).isEqualTo(config.withFeatures(32));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DcganConfig.paper(256, 3))
                .withMessage("resolution must be a power of two from 32 to 128: 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TINY.withDiscriminatorConvs(4))
                .withMessage("discriminatorConvs must be in [2, 3]: 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TINY.withFeatures(0))
                .withMessage("features must be in [1, 512]: 0");
    }

    private static Tensor tensor(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .tensor();
    }
}
