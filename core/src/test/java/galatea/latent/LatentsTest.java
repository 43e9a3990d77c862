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
    private static final float[] SEED_1_ROW_0 = {
        1.624345364f, -0.611756414f, -0.528171752f, -1.072968622f, 0.865407629f, -2.301538697f
    };

    private static float[] row(Latents latents, int n) {
        return latents.rows(n, 1).get(0).values();
    }

    @Test
    void rowsAreConsecutiveDraws() {
        Latents latents = Latents.ofSeed(1, 3, 512);
        assertThat(row(latents, 0)).startsWith(SEED_1_ROW_0);
        assertThat(row(latents, 1)).startsWith(0.169869255f, -1.164007971f, 0.693366226f);
        assertThat(row(Latents.ofSeed(2, 3, 512), 1))
                .startsWith(1.288769407f, 0.134925462f, -1.778600641f);
        assertThat(row(Latents.ofSeed(3, 3, 512), 1))
                .startsWith(-0.795667573f, 0.94913384f, -0.150823042f);
        assertThat(row(Latents.ofSeed(1, 2, 4), 1))
                .startsWith(0.865407629f, -2.301538697f, 1.744811764f);
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
