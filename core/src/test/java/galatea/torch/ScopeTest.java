package galatea.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @BeforeAll
    static void start() {
        Engine.start();
    }

    @Test
    void onlyTheResultStays() {
        List<Tensor> made = new ArrayList<>();
        Tensor result;
        try (Scope outer = new Scope()) {
            result =
                    Scope.resultOf(
                            () -> {
                                made.add(Ops.ones(DType.FLOAT32, 3));
                                made.add(Ops.add(made.get(0), 1));
                                return Ops.mul(made.get(1), 2);
                            });
            assertThat(made).allMatch(tensor -> tensor.isNull());
            assertThat(Ops.floats(result)).containsExactly(4, 4, 4);
        }
        assertThat(result.isNull()).isTrue();
    }

    @Test
    void resultsOfOperationsInPlaceOwnTheirNumbers() {
        try (Scope outer = new Scope()) {
            Tensor result =
                    Scope.resultOf(
                            () -> {
                                Tensor x = Ops.of(new float[] {-5, 1, 9}, 3);
                                Tensor y = Ops.clampInPlace(x, -5, 4);
                                Tensor z = Ops.mulInPlace(Ops.leakyReluInPlace(y), 3);
                                assertThat(z).isSameAs(x);
                                return z;
                            });
            assertThat(Ops.floats(result)).containsExactly(-3, 3, 12);
        }
    }

    @Test
    void whatWasThereBeforeIsNotFreed() {
        try (Scope outer = new Scope()) {
            Tensor before = Ops.ones(DType.FLOAT32, 2);
            assertThat(Scope.<Tensor>resultOf(() -> before)).isSameAs(before);
            assertThat(Ops.floats(before)).containsExactly(1, 1);
        }
    }

    @Test
    void gradientsPassThroughFreedOperations() {
        try (Scope outer = new Scope()) {
            Tensor x = Ops.of(new float[] {2, 3}, 2).requires_grad_(true);
            Tensor cubes = Scope.resultOf(() -> x.mul(x).mul(x));
            assertThat(Ops.floats(Ops.gradient(cubes.sum(), x))).containsExactly(12, 27);
        }
    }
}
