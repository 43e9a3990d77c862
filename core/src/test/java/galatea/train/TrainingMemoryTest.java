package galatea.train;

import static galatea.testing.LeakCheck.assertLeavesNothingBehind;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.NetworkConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.testing.LeakCheck;
import galatea.testing.OneThread;
import galatea.torch.Engine;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A training that runs for weeks must not grow. */
@ExtendWith(OneThread.class)
class TrainingMemoryTest {
    private static final NetworkConfig SMALLEST =
            ProgressiveConfig.paper(8, 1).withWidths(List.of(4, 4)).withLatents(4);
    private static final int WARM_UP = 200;
    private static final int STEPS = 1000;
    private static final long MEGABYTE = 1 << 20;

    @Test
    void aThousandStepsLeaveNothingBehind() {
        Engine.start();
        TrainingConfig config =
                new TrainingConfig(
                        SMALLEST,
                        new Objective(AdversarialLoss.NON_SATURATING, 10, 4, 0, 0),
                        new Schedule(8, 8, 0, 1, 4, Map.of(), 0.002, Map.of()),
                        0,
                        0.99,
                        1,
                        Augmentation.NONE,
                        false,
                        100,
                        0);
        try (GanTrainer trainer = new GanTrainer(config)) {
            TinyTraining.steps(trainer, WARM_UP);
            LeakCheck.collectGarbage();
            long objects = Pointer.totalCount();
            long bytes = Pointer.physicalBytes();
            TinyTraining.steps(trainer, STEPS - WARM_UP);
            LeakCheck.collectGarbage();

            // Fewer only if objects of an earlier test vanish; one more per step would be 800.
            assertThat(Pointer.totalCount()).as("live native objects").isLessThanOrEqualTo(objects);
            assertThat(Pointer.physicalBytes() - bytes)
                    .as("growth of the resident memory")
                    .isLessThan(32 * MEGABYTE);
        }
    }

    /** Style mixing, noise and moving averages, three steps inside a fade among them. */
    @Test
    void stepsOfAGrowingStyleNetworkLeaveNothingBehind() {
        TrainingConfig config = TinyTraining.eventful(TinyTraining.style(), 1000);
        try (GanTrainer trainer = new GanTrainer(config)) {
            assertLeavesNothingBehind(
                    () -> {
                        trainer.restore(0, 12, 0, 0);
                        TinyTraining.steps(trainer, 4);
                    });
        }
    }
}
