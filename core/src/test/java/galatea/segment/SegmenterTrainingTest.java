package galatea.segment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.data.ProgressListener;
import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class SegmenterTrainingTest {
    private static final SegmenterConfig TINY =
            SegmenterConfig.defaults(HalfPlanes.SIDE).withNetwork(4, 2).withLength(8, 200);

    @TempDir Path folder;

    private LabelledPictures pictures() throws IOException {
        return LabelledPictures.open(HalfPlanes.write(folder, 40).toString(), HalfPlanes.SIDE);
    }

    @Test
    void halfPlanesAreLearnt() throws IOException {
        try (LabelledPictures pictures = pictures();
                SegmenterTraining training =
                        new SegmenterTraining(TINY, pictures, (step, loss) -> {})) {
            training.run();
            assertThat(training.trainingSize()).isEqualTo(34);
            assertThat(training.heldOutSize()).isEqualTo(6);
            assertThat(training.imagesSeen()).isEqualTo(1600);
            try (UNetSegmenter segmenter = training.segmenter()) {
                ConfusionMatrix matrix =
                        requireNonNull(training.judge(segmenter, ProgressListener.SILENT));
                assertThat(matrix.comparable()).containsExactly(1, 2);
                assertThat(matrix.iou(1)).isGreaterThan(0.95);
                assertThat(matrix.iou(2)).isGreaterThan(0.95);
                SegmenterScore score = requireNonNull(training.score(matrix));
                assertThat(score.meanIou()).isGreaterThan(0.95);
                assertThat(score.iou()).containsOnlyKeys("red", "green");
                assertThat(training.examples(segmenter).width()).isEqualTo(12 * 130 + 2);
            }
        }
    }

    @Test
    void equalSeedsGiveEqualNetworks() throws IOException {
        List<String> first = losses(TINY.withLength(4, 5));
        assertThat(losses(TINY.withLength(4, 5))).isEqualTo(first).hasSize(6);
        assertThat(losses(TINY.withLength(4, 5).withSeed(1))).isNotEqualTo(first);
    }

    private List<String> losses(SegmenterConfig config) throws IOException {
        List<String> losses = new ArrayList<>();
        try (LabelledPictures pictures = pictures();
                SegmenterTraining training =
                        new SegmenterTraining(
                                config, pictures, (step, loss) -> losses.add(step + " " + loss))) {
            training.run();
            try (UNetSegmenter segmenter = training.segmenter()) {
                losses.add(segmenter.identity());
            }
        }
        return losses;
    }

    @Test
    void stoppedTrainingKeepsWhatItLearnt() throws IOException {
        SegmenterTraining[] self = new SegmenterTraining[1];
        try (LabelledPictures pictures = pictures();
                SegmenterTraining training =
                        new SegmenterTraining(
                                TINY,
                                pictures,
                                (step, loss) -> {
                                    if (step == 3) {
                                        self[0].stop();
                                    }
                                })) {
            self[0] = training;
            training.run();
            assertThat(training.isStopped()).isTrue();
            assertThat(training.imagesSeen()).isEqualTo(24);
        }
    }

    @Test
    void stepsLeaveNothingBehind() throws IOException {
        try (LabelledPictures pictures = pictures();
                SegmenterTrainer trainer = new SegmenterTrainer(TINY, new float[] {0, 1, 1})) {
            LabelledBatch batch = pictures.batch(0, 1, 2);
            LeakCheck.assertLeavesNothingBehind(() -> trainer.step(batch));
        }
    }

    @Test
    void lossIsTheCrossEntropyOfWhatCounts() {
        try (Scope scope = new Scope()) {
            Tensor logits = Ops.of(DType.FLOAT64, new double[] {1, 2, 3, 5, 0, 0}, 1, 3, 1, 2);
            Tensor weights = Ops.of(DType.FLOAT64, new double[] {0, 1, 3}, 3);
            Tensor targets = galatea.torch.RawData.indices(new byte[] {1, 2}, 1, 1, 1, 2);
            double first = Math.log(Math.exp(1) + Math.exp(3) + 1) - 3; // pixel 0: 1, 3, 0
            double second = Math.log(Math.exp(2) + Math.exp(5) + 1); // pixel 1: 2, 5, 0
            assertThat(Ops.item(PixelLoss.of(logits, targets, weights)))
                    .isCloseTo((first + 3 * second) / 4, Offset.offset(1e-9));
            Tensor ignored = galatea.torch.RawData.indices(new byte[2], 1, 1, 1, 2);
            assertThat(Ops.item(PixelLoss.of(logits, ignored, weights))).isZero();
        }
    }

    @Test
    void rareClassesWeighMore() {
        float[] weights = PixelLoss.weights(new long[] {50, 100, 400}, 0, true);
        assertThat(weights[0]).isZero();
        assertThat(weights[1]).isEqualTo(2 * weights[2]);
        assertThat(100 * weights[1] + 400 * weights[2]).isCloseTo(500, Offset.offset(1e-3f));
        assertThat(PixelLoss.weights(new long[] {50, 100, 400}, 0, false)).containsExactly(0, 1, 1);
        assertThatThrownBy(() -> PixelLoss.weights(new long[] {5, 0}, 0, true))
                .hasMessageContaining("must have labelled pixels");
    }

    @Test
    void wordsAreChecked() {
        assertThatThrownBy(() -> LabelledPictures.open("toy:none", 16))
                .hasMessageContaining("no such data");
        assertThatThrownBy(() -> TINY.withLength(0, 1)).hasMessage("batch must be in [1, 1024]: 0");
        assertThatThrownBy(() -> SegmenterConfig.defaults(60))
                .hasMessage("resolution must be a multiple of 8: 60");
        assertThatThrownBy(() -> TINY.withHeldOut(1)).hasMessage("heldOut must be in [0, 1): 1.0");
    }
}
