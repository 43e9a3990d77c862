package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.data.ProgressListener;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.model.Layer;
import galatea.model.NetworkSource;
import galatea.segment.Segmenter;
import galatea.segment.SegmenterSource;
import galatea.testing.OneThread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the documentation claims of the shipped network, on pictures no unit was chosen on. */
@ExtendWith(OneThread.class)
class ShippedScenesTest {
    private static final String NAME = "builtin:scenes";
    private static final long HELD_OUT = 3;

    private GeneratorSession session;
    private Segmenter segmenter;

    @BeforeEach
    void open() throws IOException {
        session = GeneratorSession.open(NetworkSource.locate(NAME));
        segmenter = SegmenterSource.open(NAME);
    }

    @AfterEach
    void close() throws Exception {
        segmenter.close();
        session.close();
    }

    private EffectStudy study(int pictures) {
        Latents latents = Latents.ofSeed(HELD_OUT, pictures, session.config().latentSize());
        Specimen specimen = new Specimen(session, GenerateOptions.defaults(), latents);
        return new EffectStudy(specimen, segmenter, Bootstrap.defaults(), ProgressListener.SILENT);
    }

    private static UnitEdit recipe(String name) throws IOException {
        try (InputStream in =
                ShippedScenesTest.class.getResourceAsStream("/galatea/recipes/" + name)) {
            String json =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Recipe.parse(json).unitEdits().get(0);
        }
    }

    @Test
    void ablationRemovesTreesAndRandomUnitsDoNot() throws IOException {
        UnitEdit trees = recipe("scenes-without-trees.json");
        Layer layer = Layer.named(trees.layer(), session.layers());
        assertThat(trees.units()).hasSizeLessThanOrEqualTo(20);
        List<Intervention> edits =
                IntStream.rangeClosed(0, 10)
                        .mapToObj(
                                i ->
                                        i == 0
                                                ? trees
                                                : UnitEdit.ablate(
                                                        layer.name(),
                                                        UnitOrder.random(
                                                                        layer,
                                                                        trees.units().size(),
                                                                        i)
                                                                .units()))
                        .map(edit -> Intervention.of(session.layers(), List.of(edit)))
                        .toList();
        List<Double> removed =
                study(60).of(edits).stream()
                        .map(effects -> -tree(effects).relativeChange())
                        .toList();
        assertThat(removed.get(0)).isGreaterThan(0.5);
        double random =
                removed.stream().skip(1).mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(random).isLessThan(0.1);
    }

    private static ClassEffect tree(List<ClassEffect> effects) {
        return effects.stream().filter(e -> e.name().equals("tree")).findFirst().orElseThrow();
    }

    @Test
    void doorsAppearOnWallsAndNotInTheSky() throws IOException {
        InsertionMap map =
                InsertionStudy.map(
                        study(40), recipe("scenes-doors.json"), "door", new CellChoice(12, 1));
        Map<String, InsertionMap.Context> contexts =
                map.contexts().stream()
                        .collect(Collectors.toMap(InsertionMap.Context::name, c -> c));
        InsertionMap.Context wall = Objects.requireNonNull(contexts.get("house wall"));
        InsertionMap.Context sky = Objects.requireNonNull(contexts.get("sky"));
        assertThat(wall.cells()).isGreaterThan(20);
        assertThat(wall.mean()).isGreaterThan(2).isGreaterThan(5 * sky.mean());
        assertThat(wall.perCell().low()).isGreaterThan(sky.perCell().high());
    }
}
