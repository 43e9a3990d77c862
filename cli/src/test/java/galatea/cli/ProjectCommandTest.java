package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.data.PictureDecoder;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProjectCommandTest extends CommandTest {
    private Path target = Path.of("");

    @BeforeEach
    void writeTarget() throws IOException {
        target = folder.resolve("photo.png");
        Picture picture = Picture.blank(40, 30, 3);
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] = (byte) (i % 120 + i / 120 * 4);
        }
        Files.write(target, Png.encode(picture));
    }

    private Object[] project(Object... more) {
        boolean steps = Arrays.stream(more).noneMatch(word -> word.equals("--steps=0"));
        Object[] args = {"project", "--network", network, "--target", target, "--outdir", out};
        List<Object> all = new ArrayList<>(List.of(args));
        all.addAll(steps ? List.of("--steps=20") : List.of());
        all.addAll(List.of(more));
        return all.toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "w+", "z"})
    void otherVerbsDrawWhatWasFound(String space) throws IOException {
        done(project("--space", space));
        Path latents = out.resolve("projected_w.npz");
        done("generate", "--network", network, "--latents", latents, "--outdir", out);
        assertThat(bytes("latent0000.png")).isEqualTo(bytes("projected.png"));
        done(
                "intervene",
                "--network",
                network,
                "--latents",
                latents,
                "--ablate",
                "8x8/Conv1:0-9",
                "--outdir",
                out);
        assertThat(bytes("latent0000-before.png")).isEqualTo(bytes("projected.png"));
        assertThat(bytes("latent0000-after.png")).isNotEqualTo(bytes("projected.png"));
    }

    @Test
    void picturesAndReportAreWritten() throws IOException {
        Run run = done(project("--animation", "--json"));
        assertThat(run.err())
                .contains("photo.png, 40x30, was cut to the 30x30 in its middle")
                .contains("and scaled to 16x16");
        JsonNode summary = new JsonMapper().readTree(run.out());
        JsonNode report = new JsonMapper().readTree(bytes("projection.json"));
        assertThat(report.get("space").asString()).isEqualTo("w");
        assertThat(report.get("steps").asInt()).isEqualTo(20);
        assertThat(report.get("losses")).hasSize(20);
        assertThat(report.get("psnr")).isEqualTo(summary.get("psnr"));
        double found = report.get("found").get("pixels").asDouble();
        assertThat(found).isLessThan(report.get("start").get("pixels").asDouble());
        Picture both = PictureDecoder.decode(bytes("comparison.png"));
        assertThat(both.width()).isEqualTo(32);
        assertThat(PictureDecoder.decode(bytes("target.png")).width()).isEqualTo(16);
        assertThat(new String(bytes("animation.png"), StandardCharsets.ISO_8859_1))
                .contains("acTL");
    }

    @Test
    void sameWordsGiveTheSameBytes() throws IOException {
        done(project());
        byte[] latent = bytes("projected_w.npz");
        byte[] report = bytes("projection.json");
        done(project());
        assertThat(bytes("projected_w.npz")).isEqualTo(latent);
        assertThat(bytes("projection.json")).isEqualTo(report);
    }

    @Test
    void featuresGuideTheSearch() throws IOException {
        done(project("--features", "builtin:scenes", "--no-noise"));
        JsonNode report = new JsonMapper().readTree(bytes("projection.json"));
        assertThat(report.get("featureLayers").get(0).asString()).isEqualTo("level0");
        double found = report.get("found").get("features").asDouble();
        assertThat(found).isLessThan(report.get("start").get("features").asDouble());
    }

    @Test
    void otherFamiliesGoThroughZ() throws IOException {
        TinyNetworks.write(network, TinyNetworks.DCGAN);
        done(project());
        Path latents = out.resolve("projected_w.npz");
        done("generate", "--network", network, "--latents", latents, "--outdir", out);
        assertThat(bytes("latent0000.png")).isEqualTo(bytes("projected.png"));
        fails(2, "space must be z", project("--space", "w+"));
    }

    @Test
    void wrongWordsAreExplained() throws IOException {
        fails(2, "space must be z, w or w+: x", project("--space", "x"));
        fails(2, "steps must be in [1, 100000]: 0", project("--steps=0"));
        fails(2, "--feature-layers must come with --features", project("--feature-layers=a,b"));
        Files.writeString(target, "no picture");
        fails(1, "photo.png", project());
        Files.delete(target);
        fails(1, "no such file", project());
    }
}
