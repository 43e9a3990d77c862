package galatea.segment;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class UNetTest {
    @Test
    void shapesAreThoseOfThePictures() {
        try (UNetSegmenter segmenter = TinySegmenters.unet(1);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 2, 3, 16);
            Tensor probabilities = segmenter.probabilities(images);
            assertThat(probabilities).hasShape(2, 3, 16, 16);
            Tensor sums = Ops.sum(probabilities, 1);
            assertThat(sums).isCloseTo(Ops.ones(DType.FLOAT32, 2, 16, 16), 0, 1e-5);
            assertThat(segmenter.features(images)).hasShape(2, 16);
            assertThat(segmenter.labels(images)).hasSize(512);
            assertThat(segmenter.maps()).isEqualTo(1);
        }
    }

    @Test
    void labelsAreTheMostProbable() {
        try (UNetSegmenter segmenter = TinySegmenters.unet(1);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 2, 3, 8);
            double[] p = Ops.doubles(segmenter.probabilities(images)); // [2, 3, 8, 8]
            byte[] labels = segmenter.labels(images);
            for (int i = 0; i < labels.length; i++) {
                int at = i / 64 * 192 + i % 64;
                double given = p[at + 64 * labels[i]];
                assertThat(given).isGreaterThanOrEqualTo(Math.max(p[at], p[at + 64]));
                assertThat(given).isGreaterThanOrEqualTo(p[at + 128]);
            }
        }
    }

    @Test
    void picturesDoNotDependOnTheirNeighbours() {
        try (UNetSegmenter segmenter = TinySegmenters.unet(1);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 3, 3, 8);
            Tensor together = segmenter.probabilities(images).narrow(0, 1, 1);
            Tensor alone = segmenter.probabilities(images.narrow(0, 1, 1));
            assertThat(together).isCloseTo(alone, 1e-4, 1e-6);
        }
    }

    @Test
    void gradientsAreThoseOfDifferences() {
        UNet network = new UNet(new UNetConfig(3, 3, 4, 2), DType.FLOAT64, 1);
        network.parameters().requireGradient(false);
        try (UNetSegmenter segmenter = new UNetSegmenter(network, TinySegmenters.CLASSES);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT64, 2, 3, 8);
            Engine.seed(4);
            Tensor direction = Ops.randn(DType.FLOAT64, 2, 3, 8, 8);
            images.requires_grad_(true);
            Tensor gradient = Ops.gradient(loss(segmenter, images), images);
            double analytic = Ops.item(gradient.mul(direction).sum());
            Tensor step = Ops.mul(direction, 1e-7);
            double above = Ops.item(loss(segmenter, images.detach().add(step)));
            double below = Ops.item(loss(segmenter, images.detach().sub(step)));
            assertThat(Math.abs(analytic)).isGreaterThan(1e-3);
            double numeric = (above - below) / 2e-7;
            assertThat(analytic).isCloseTo(numeric, near(1e-5 * Math.abs(numeric)));
        }
    }

    private static Tensor loss(UNetSegmenter segmenter, Tensor images) {
        Tensor sky = segmenter.probabilities(images).narrow(1, 1, 1);
        return sky.sum().add(segmenter.features(images).sum());
    }

    @Test
    void otherChannelsAreConverted() {
        try (UNetSegmenter segmenter = TinySegmenters.unet(1);
                Scope scope = new Scope()) {
            Tensor gray = TinySegmenters.pictures(DType.FLOAT32, 1, 1, 8);
            Tensor colour = Ops.cat(1, gray, gray, gray);
            assertThat(segmenter.labels(gray)).isEqualTo(segmenter.labels(colour));
            Tensor opaque = Ops.cat(1, colour, Ops.ones(DType.FLOAT32, 1, 1, 8, 8));
            assertThat(PictureChannels.convert(opaque, 3)).isCloseTo(colour, 0, 1e-6);
            Tensor glass = Ops.cat(1, colour, Ops.mul(Ops.ones(DType.FLOAT32, 1, 1, 8, 8), -1));
            Tensor white = Ops.ones(DType.FLOAT32, 1, 3, 8, 8);
            assertThat(PictureChannels.convert(glass, 3)).isCloseTo(white, 0, 1e-6);
            assertThat(PictureChannels.convert(colour, 1)).isCloseTo(gray, 0, 1e-6);
        }
    }

    @Test
    void nothingIsLeftBehind() {
        try (UNetSegmenter segmenter = TinySegmenters.unet(1)) {
            LeakCheck.assertLeavesNothingBehind(
                    () -> {
                        try (Scope scope = new Scope()) {
                            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 1, 3, 8);
                            segmenter.labels(images);
                            segmenter.features(images);
                            segmenter.probabilities(images);
                        }
                    });
        }
    }

    @Test
    void sidesMustSuitTheDepth() {
        try (UNetSegmenter segmenter = TinySegmenters.unet(1);
                Scope scope = new Scope()) {
            Tensor images = TinySegmenters.pictures(DType.FLOAT32, 1, 3, 10);
            assertThatThrownBy(() -> segmenter.labels(images))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "height of pictures must be a multiple of 4 for this segmenter: 10");
            Tensor two = TinySegmenters.pictures(DType.FLOAT32, 1, 2, 8);
            assertThatThrownBy(() -> segmenter.labels(two))
                    .hasMessage("channels of pictures must be 1, 3 or 4: 2");
        }
    }

    @Test
    void defaultIsSmall() {
        UNet network = new UNet(UNetConfig.small(12), DType.FLOAT32, 0);
        try (network) {
            assertThat(network.parameters().count()).isBetween(300_000L, 500_000L);
        }
    }

    @Test
    void identityFollowsTheWeights() {
        try (UNetSegmenter one = TinySegmenters.unet(1);
                UNetSegmenter same = TinySegmenters.unet(1);
                UNetSegmenter other = TinySegmenters.unet(2)) {
            assertThat(one.identity()).isEqualTo(same.identity()).isNotEqualTo(other.identity());
        }
    }

    private static Offset<Double> near(double tolerance) {
        return Offset.offset(tolerance);
    }
}
