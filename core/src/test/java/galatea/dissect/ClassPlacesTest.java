package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.testing.PlantedGenerator;
import galatea.testing.PlantedSegmenter;
import org.junit.jupiter.api.Test;

class ClassPlacesTest {
    @Test
    void findsTheFirstCellThatAClassFills() {
        try (GeneratorSession session = PlantedGenerator.session()) {
            Latents latents = PlantedGenerator.latents(40);
            Specimen specimen = new Specimen(session, PlantedGenerator.options(), latents);
            ClassPlaces places =
                    new ClassPlaces(specimen, new PlantedSegmenter(), PlantedGenerator.LAYER);
            int shown = 0;
            for (int n = 0; n < 40; n++) {
                int expected = firstCell(PlantedGenerator.features(n));
                var found = places.most(latents.rows(n, 1).get(0), "A");
                assertThat(found.isPresent()).isEqualTo(expected >= 0);
                if (expected >= 0) {
                    shown++;
                    int row = expected / 8;
                    Region cell = new Region(expected % 8 / 8.0, row / 8.0, 0.125, 0.125);
                    assertThat(found).contains(cell);
                }
            }
            assertThat(shown).isGreaterThan(10);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> places.most(latents.rows(0, 1).get(0), "C"))
                    .withMessageContaining("C");
        }
    }

    /** The first cell where A is at least 1 and B, which forbids it, below ½; −1 for none. */
    private static int firstCell(double[] r) {
        for (int cell = 0; cell < 64; cell++) {
            double a = r[2 * 64 + cell] + r[5 * 64 + cell] + r[11 * 64 + cell];
            double b = r[3 * 64 + cell] + r[9 * 64 + cell];
            if (a >= 1 && b < 0.5) {
                return cell;
            }
        }
        return -1;
    }
}
