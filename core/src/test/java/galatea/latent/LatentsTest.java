package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against NumPy's {@code RandomState(seed).standard_normal((size, depth))}. */
class LatentsTest {
    /** The first values of a row, to the digits of the reference. */
    private static void checkRow(Latents latents, int n, double... expected) {
        float[] row = latents.rows(n, 1).get(0).values();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) row[i]).isCloseTo(expected[i], within(2e-7));
        }
    }

    @Test
    void rowsAreConsecutiveDraws() {
        Latents latents = Latents.ofSeed(1, 3, 512);
        checkRow(
                latents,
                0,
                1.624345364,
                -0.611756414,
                -0.528171752,
                -1.072968622,
                0.865407629,
                -2.301538697);
        checkRow(latents, 1, 0.169869255, -1.164007971, 0.693366226);
        Latents second = Latents.ofSeed(2, 3, 512);
        checkRow(second, 0, -0.416757847, -0.056266827, -2.136196096);
        checkRow(second, 1, 1.288769407, 0.134925462, -1.778600641);
        Latents third = Latents.ofSeed(3, 3, 512);
        checkRow(third, 0, 1.788628473, 0.436509851, 0.096497468, -1.863492703);
        checkRow(third, 1, -0.795667573, 0.94913384, -0.150823042);
        checkRow(Latents.ofSeed(1, 2, 4), 1, 0.865407629, -2.301538697, 1.744811764);
    }

    @ParameterizedTest
    @CsvSource({"1, 71.496887722", "2, -68.006012338", "3, -20.863108666"})
    void sumsOfTheFirstThreeRows(long seed, double sum) {
        double found = 0;
        for (Latent latent : Latents.ofSeed(seed, 10, 512).rows(0, 3)) {
            for (float value : latent.values()) {
                found += value;
            }
        }
        assertThat(found).isCloseTo(sum, within(1e-5)); // of 1,536 singles
    }

    @Test
    void anyRowsCanBeDrawnInAnyOrder() {
        Latents latents = Latents.ofSeed(7, 20, 8);
        List<Latent> all = latents.rows(0, 20);
        for (int n : new int[] {13, 2, 2, 19, 0}) {
            Latent again = latents.rows(n, 1).get(0);
            assertThat(again.values()).isEqualTo(all.get(n).values());
            assertThat(again.noiseSeed()).isEqualTo(n);
        }
        assertThat(Latents.ofSeed(7, 5, 8).rows(0, 5).get(4).values())
                .isEqualTo(all.get(4).values()); // smaller samples are the first of larger ones
    }

    @Test
    void identityTellsLatentsApart() {
        assertThat(Latents.ofSeed(1, 5, 8).identity())
                .isEqualTo(Latents.ofSeed(1, 5, 8).identity())
                .isNotEqualTo(Latents.ofSeed(2, 5, 8).identity())
                .isNotEqualTo(Latents.ofSeed(1, 6, 8).identity());
        Latent one = new Latent(Space.Z, new float[] {1, 2}, 0);
        Latent other = new Latent(Space.Z, new float[] {1, 3}, 0);
        Latent noisy = new Latent(Space.Z, new float[] {1, 2}, 9);
        assertThat(Latents.of(List.of(one)).identity())
                .isEqualTo(Latents.of(List.of(one)).identity())
                .isNotEqualTo(Latents.of(List.of(other)).identity())
                .isNotEqualTo(Latents.of(List.of(noisy)).identity());
    }

    @Test
    void rangesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Latents.ofSeed(1, 0, 8))
                .withMessage("samples must be at least 1: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Latents.of(List.of()));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Latents.ofSeed(1, 3, 8).rows(2, 2));
    }
}
