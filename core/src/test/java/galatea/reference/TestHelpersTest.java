package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.testing.LeakCheck;
import galatea.testing.ReferenceVectors;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The helpers must fail when they should. */
class TestHelpersTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void tellsTheLargestErrorAndItsPlace() {
        Tensor expected = matrix(1, 2, 3, 4, 5, 6);
        Tensor actual = matrix(1, 2.25, 3, 4, 5, 6.5);
        assertThatThrownBy(() -> assertThat(actual).isCloseTo(expected, 0, 0.1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 of 6 values")
                .hasMessageContaining("[1, 2]")
                .hasMessageContaining("difference 0.5");
        assertThat(actual).isCloseTo(expected, 0, 0.5);
        assertThat(actual).isCloseTo(expected, 0.125, 0);
    }

    @Test
    void notANumberIsCloseToNothing() {
        Tensor actual = matrix(1, 2, 3, 4, Double.NaN, 6);
        assertThatThrownBy(() -> assertThat(actual).isCloseTo(matrix(1, 2, 3, 4, 5, 6), 1, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[1, 1]");
    }

    @Test
    void comparesShapesFirst() {
        Tensor actual = matrix(1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> assertThat(actual).isCloseTo(actual.view(3, 2), 0, 0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected shape [3, 2] but was [2, 3]");
    }

    @Test
    void findsALeak() {
        List<Tensor> left = new ArrayList<>();
        scope.close();
        assertThatThrownBy(
                        () ->
                                LeakCheck.assertLeavesNothingBehind(
                                        () -> left.add(Ops.ones(DType.FLOAT32, 1))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("live native objects");
        left.forEach(Tensor::close);
    }

    @Test
    void namesWhatIsMissing() {
        ReferenceVectors vectors = ReferenceVectors.load("gandissect_progressive_gan");
        assertThat(vectors.has("layer1/weight")).isTrue();
        assertThat(vectors.tensor("layer1/weight")).hasShape(16, 16, 4, 4);
        assertThatThrownBy(() -> vectors.tensor("layer9/weight"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer9/weight");
    }

    private static Tensor matrix(double... values) {
        return Ops.of(DType.FLOAT64, values, 2, 3);
    }
}
