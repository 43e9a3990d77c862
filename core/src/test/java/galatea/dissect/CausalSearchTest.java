package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import galatea.data.ProgressListener;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.testing.PlantedGenerator;
import galatea.testing.PlantedSegmenter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The causes planted in a generator are found, the decoy is not. */
class CausalSearchTest {
    private static final int A = 1;
    private static final Set<Integer> CAUSES = Set.of(2, 5, 11);

    /** IoU at the 99 % quantile over the largest, of the reference. */
    private static final double[] START = {
        .072, .0593, 1, 0, .0588, 1, .0696, 1, .0396, 0, .0661, 1, .0501, .0429, .0489, .0563
    };

    @Test
    void findsThePlantedCausesAndNotTheDecoy() throws IOException {
        checkCauses(0);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void findsThemWithEverySeed(long seed) throws IOException {
        checkCauses(seed);
    }

    private static void checkCauses(long seed) throws IOException {
        AceOptions options = AceOptions.defaults().with(200, 100, 100).withSeed(seed);
        CausalUnits found = find(options, 200);
        for (int u = 0; u < START.length; u++) {
            if (CAUSES.contains(u)) {
                assertThat(found.alpha()[u]).as("cause %d", u).isGreaterThan(0.9);
            } else {
                assertThat(found.alpha()[u]).as("unit %d", u).isLessThan(0.1);
            }
        }
        assertThat(found.ranking(START).subList(0, 3)).containsExactlyInAnyOrder(2, 5, 11);
        assertThat(found.losses()[99]).isLessThan(found.losses()[0]);
        assertThat(found.label()).isEqualTo("A");
    }

    private static CausalUnits find(AceOptions options, int pictures) throws IOException {
        try (GeneratorSession session = PlantedGenerator.session();
                PlantedSegmenter segmenter = new PlantedSegmenter()) {
            Specimen specimen =
                    new Specimen(
                            session,
                            PlantedGenerator.options(),
                            PlantedGenerator.latents(pictures));
            return new CausalSearch(specimen, segmenter, PlantedGenerator.LAYER, options)
                    .find(specimen, specimen, A, PlantedGenerator.meansOfA(), START, Stages.SILENT);
        }
    }

    @Test
    void sameSeedGivesTheSame() throws IOException {
        AceOptions options = AceOptions.defaults().with(60, 30, 3);
        CausalUnits first = find(options, 60);
        assertThat(find(options, 60).alpha()).containsExactly(first.alpha());
    }

    @Test
    void saysIfNoPictureShowsTheClass() {
        double[] nothing = new double[16];
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            try (GeneratorSession session = PlantedGenerator.session()) {
                                Specimen one =
                                        new Specimen(
                                                session,
                                                PlantedGenerator.options(),
                                                PlantedGenerator.latents(2));
                                new CausalSearch(
                                                one,
                                                new PlantedSegmenter(),
                                                PlantedGenerator.LAYER,
                                                AceOptions.defaults())
                                        .find(one, one, 2, nothing, nothing, Stages.SILENT);
                            }
                        })
                .withMessageContaining("search must be larger")
                .withMessageContaining("B");
    }

    @Test
    void greedyFindsThemWithoutGradients() throws IOException {
        GreedySearch.Chosen chosen = greedy(PlantedGenerator.session());
        assertThat(chosen.units()).hasSize(2).isSubsetOf(CAUSES); // two of the three do
        assertThat(chosen.removed().get(0)).isCloseTo(1 - 7744.0 / 60224, within(0.05));
        assertThat(chosen.removed().get(1)).isEqualTo(1);
    }

    private static GreedySearch.Chosen greedy(GeneratorSession generator) throws IOException {
        try (GeneratorSession session = generator) {
            Specimen specimen =
                    new Specimen(session, PlantedGenerator.options(), PlantedGenerator.latents(60));
            return new GreedySearch(specimen, new PlantedSegmenter(), PlantedGenerator.LAYER, 20, 5)
                    .find(A, List.of(0, 2, 5, 7, 11), Stages.SILENT);
        }
    }

    // Networks so large that pictures are drawn one by one

    @Test
    void greedyFindsTheSameInLargeNetworks() throws IOException {
        assertThat(greedy(PlantedGenerator.largeSession()))
                .isEqualTo(greedy(PlantedGenerator.session()));
    }

    @Test
    void gradientsOfPartsAddUpInLargeNetworks() {
        CausalUnits together = optimised(PlantedGenerator.session());
        CausalUnits oneByOne = optimised(PlantedGenerator.largeSession());
        assertThat(together.losses()[2]).isLessThan(together.losses()[0]);
        assertThat(oneByOne.losses()).containsExactly(together.losses(), within(1e-6));
        assertThat(oneByOne.alpha()).containsExactly(together.alpha(), within(1e-5));
    }

    /**
     * Three epochs of three steps, on 4, 4 and 3 pairs of arbitrary cells; λ is of the gradient's
     * size, lest Adam hide a wrong factor of it.
     */
    private static CausalUnits optimised(GeneratorSession generator) {
        try (GeneratorSession session = generator;
                PlantedSegmenter segmenter = new PlantedSegmenter()) {
            Latents latents = PlantedGenerator.latents(22);
            Specimen specimen = new Specimen(session, PlantedGenerator.options(), latents);
            List<CellPair> pairs =
                    IntStream.range(0, 11)
                            .mapToObj(
                                    i ->
                                            new CellPair(
                                                    latents.rows(i, 1).get(0),
                                                    5 * i,
                                                    latents.rows(11 + i, 1).get(0),
                                                    63 - 3 * i))
                            .toList();
            AceOptions o = AceOptions.defaults();
            AceOptions options =
                    new AceOptions(o.method(), 60, 11, 3, 4, o.learningRate(), 0.5, o.seed());
            return new AceOptimizer(
                            specimen,
                            segmenter,
                            PlantedGenerator.LAYER,
                            A,
                            PlantedGenerator.meansOfA(),
                            START,
                            options)
                    .run(pairs, ProgressListener.SILENT);
        }
    }

    @Test
    void rankingLeavesOutUnitsWithoutEffect() {
        CausalUnits units =
                new CausalUnits("layer", "A", new double[] {0, .5, 1, .5}, new double[1], 1);
        double[] ious = {.9, .1, .1, .2};
        assertThat(units.ranking(ious)).isEqualTo(List.of(2, 3, 1));
    }

    @Test
    void cellsCoverThePicture() {
        byte[] labels = new byte[36];
        Arrays.fill(labels, 0, 6, (byte) 1); // the first row
        double[] coverage = new Cells(3, 6).coverage(labels, 0, 1, 1);
        assertThat(coverage).startsWith(0.5, 0.5, 0.5).endsWith(0, 0, 0);
        Cells uneven = new Cells(3, 5); // [0, 2) [1, 4) [3, 5)
        assertThat(IntStream.range(0, 3).map(uneven::from)).containsExactly(0, 1, 3);
        assertThat(IntStream.range(0, 3).map(uneven::to)).containsExactly(2, 4, 5);
        assertThat(uneven.area(4)).isEqualTo(9);
        assertThat(Arrays.stream(coverage).sum()).isCloseTo(1.5, within(1e-12));
    }
}
