package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.dissect.Ablation;
import galatea.dissect.Unit;
import galatea.image.Picture;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.model.NetworkFile;
import galatea.testing.DamagedNetworks;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny network with a damaged unit, compared with pictures of the sound one. */
@ExtendWith(OneThread.class)
class ArtifactsCommandTest extends CommandTest {
    private static final String LAYER = "8x8/Conv1";
    private static final int UNIT = 3;

    private Path damaged = Path.of("");
    private Path reals = Path.of("");
    private Path encoder = Path.of("");

    @BeforeEach
    void damage() throws IOException {
        damaged =
                DamagedNetworks.write(network, folder.resolve("bad.safetensors"), LAYER, UNIT, 40);
        reals = folder.resolve("reals");
        done("generate", "--network", network, "--seeds", "1000-1099", "--outdir", reals);
        Object[] segmenter = {
            "segmenter",
            "train",
            "--data",
            "scenes:20",
            "--resolution",
            "16",
            "--outdir",
            folder.resolve("unet"),
            "--steps",
            "1",
            "--batch",
            "4",
            "--width",
            "1",
            "--depth",
            "3"
        };
        done(segmenter);
        encoder = folder.resolve("unet").resolve("segmenter.safetensors");
    }

    private Object[] words(Object... more) {
        Object[] args = {
            "artifacts",
            "--network",
            damaged,
            "--data",
            reals,
            "--features",
            encoder,
            "--outdir",
            out
        };
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    private Object[] few(Object... more) {
        Object[] all = Arrays.copyOf(more, more.length + 2);
        all[more.length] = "--samples";
        all[more.length + 1] = "40";
        return words(all);
    }

    private JsonNode report() throws IOException {
        return new JsonMapper().readTree(out.resolve("artifacts.json").toFile());
    }

    @Test
    void theDamagedUnitIsFoundAndRepaired() throws Exception {
        Run run = done(words("--most", "1", "--patience", "1", "--samples", "200", "--json"));
        JsonNode printed = new JsonMapper().readTree(run.out());
        JsonNode outcome = printed.get("outcome");
        assertThat(outcome.get("units")).hasSize(1);
        assertThat(outcome.get("units").get(0).get("layer").asString()).isEqualTo(LAYER);
        assertThat(outcome.get("units").get(0).get("unit").asInt()).isEqualTo(UNIT);
        assertThat(outcome.get("gain").get("low").asDouble()).isPositive();
        assertThat(report().get("ranking")).hasSizeGreaterThan(16);
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("closer to real ones", "unit-1.png", LAYER + ":" + UNIT + ", removed");
        repairedIsTheDamagedWithoutTheUnit(Path.of(printed.get("networkFile").asString()));
    }

    private void repairedIsTheDamagedWithoutTheUnit(Path repaired) throws IOException {
        GenerateOptions options = GenerateOptions.defaults();
        try (GeneratorSession before = GeneratorSession.open(damaged);
                GeneratorSession after = GeneratorSession.open(repaired)) {
            Layer layer = LayerChoice.of(LAYER, before.layers());
            LayerTap ablation = new Ablation(List.of(new Unit(layer, UNIT)));
            for (long seed = 0; seed < 4; seed++) {
                Latent z = before.latent(seed);
                assertThat(after.levels(z, options, LayerTap.NONE))
                        .isEqualTo(before.levels(z, options, ablation));
                Picture was = before.generate(seed);
                assertThat(after.generate(seed).pixels()).isNotEqualTo(was.pixels());
            }
        }
        var provenance = NetworkFile.open(repaired).provenance();
        assertThat(provenance.edits()).contains(LAYER, "\"units\" : [ " + UNIT + " ]");
        assertThat(provenance.imagesSeen())
                .isEqualTo(NetworkFile.open(damaged).provenance().imagesSeen());
    }

    @Test
    void givenUnitsAreRemovedUnasked() throws IOException {
        done(few("--units", LAYER + ":3,5", "--units", "5:0"));
        JsonNode report = report();
        assertThat(report.get("verdicts")).isEmpty();
        assertThat(report.get("outcome").get("units")).hasSize(3);
        assertThat(report.get("outcome").get("control")).hasSize(3);
        assertThat(out.resolve("repaired.safetensors")).exists();
    }

    @Test
    void nothingIsWrittenWhereNothingHelps() throws IOException {
        done(few("--units", LAYER + ":3"));
        damaged = network; // sound
        Run run = done(few("--patience", "1"));
        assertThat(run.out()).contains("no unit was found whose removal helps");
        assertThat(out.resolve("repaired.safetensors")).doesNotExist();
        assertThat(Files.readString(out.resolve("index.html"))).contains("left as it is");
    }

    @Test
    void wrongWordsAreExplained() throws IOException {
        fails(2, "samples must be at least 20: 19", words("--samples", "19"));
        fails(2, "must be LAYER:UNITS", words("--units", "7"));
        fails(2, "unit must be in [0, ", words("--units", LAYER + ":999"));
        fails(2, "layer must be one of", words("--units", "nowhere:1"));
        fails(2, "most must be at least 1: 0", words("--most", "0"));
        fails(2, "patience must be at least 1: 0", words("--patience", "0"));
        fails(2, "leastGain must be in [0, 1): 2.0", words("--least-gain", "2"));
        fails(2, "--order", words("--order", "beauty"));
        damaged =
                TinyNetworks.write(
                        folder.resolve("b.safetensors"), TinyNetworks.STYLE.withConfiguration('B'));
        fails(2, "network must have styles to fold an edit of layer", words());
        encoder = folder.resolve("x.png");
        damaged = network;
        fails(2, "features must be NAME.safetensors", words());
    }
}
