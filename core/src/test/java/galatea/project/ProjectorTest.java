package galatea.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.image.Picture;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.NoiseMode;
import galatea.latent.Space;
import galatea.model.NetworkConfig;
import galatea.model.NetworkSource;
import galatea.testing.LeakCheck;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProjectorTest {
    private static GeneratorSession tiny(NetworkConfig config) {
        return GeneratorSession.of(TinyNetworks.generator(config, 5), 0);
    }

    private static GeneratorSession scenes() throws IOException {
        return GeneratorSession.open(NetworkSource.locate("builtin:scenes"));
    }

    private static ProjectionResult project(
            GeneratorSession session, Picture picture, ProjectionOptions options) {
        return new Projector(session, options, null, null)
                .project(picture, ProjectionStep.Listener.SILENT);
    }

    private static ProjectionOptions options(ProjectionSpace space, int steps) {
        return ProjectionOptions.defaults(space).withSteps(steps);
    }

    /** A picture that no network drew. */
    private static Picture stripes(int side) {
        Picture picture = Picture.blank(side, side, 3);
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] = (byte) (i / 3 / (side / 4) % 2 * 200 + i % 3 * 20);
        }
        return picture;
    }

    @Test
    void ownPicturesAreFound() throws IOException {
        try (GeneratorSession session = scenes()) {
            ProjectionResult result =
                    project(session, session.generate(6), options(ProjectionSpace.W, 150));
            assertThat(result.start().pixels()).isGreaterThan(0.1);
            assertThat(result.found().pixels()).isLessThan(result.start().pixels() / 50);
            assertThat(result.psnr()).isGreaterThan(30);
            assertThat(result.losses()).hasSize(150);
            assertThat(result.latent().noise().maps()).isNotEmpty();
            Picture again = session.generate(result.latent(), GenerateOptions.defaults());
            assertThat(again.pixels()).isEqualTo(result.picture().pixels());
        }
    }

    @Test
    void aVectorPerLayerComesNearerToForeignPictures() throws IOException {
        try (GeneratorSession session = scenes()) {
            Picture picture = stripes(100);
            double w = found(session, picture, options(ProjectionSpace.W, 120).withNoise(false));
            ProjectionOptions layers = options(ProjectionSpace.W_PLUS, 120).withNoise(false);
            assertThat(found(session, picture, layers)).isLessThan(w / 2);
        }
    }

    @Test
    void foreignNoiseIsFound() {
        try (GeneratorSession session = tiny(TinyNetworks.STYLE)) {
            GenerateOptions foreign = GenerateOptions.defaults().withNoise(NoiseMode.RANDOM);
            Picture picture = session.generate(5, foreign);
            ProjectionOptions options = options(ProjectionSpace.W, 120);
            double own = found(session, picture, options.withNoise(false));
            assertThat(found(session, picture, options)).isLessThan(own / 2);
        }
    }

    private static double found(
            GeneratorSession session, Picture picture, ProjectionOptions options) {
        return project(session, picture, options).found().pixels();
    }

    @Test
    void familiesWithoutStylesAreSearchedInZ() {
        try (GeneratorSession session =
                GeneratorSession.of(TinyNetworks.signed(TinyNetworks.DCGAN, 5), 0)) {
            ProjectionResult result =
                    project(session, session.generate(3), options(ProjectionSpace.Z, 200));
            assertThat(result.latent().space()).isEqualTo(Space.Z);
            assertThat(result.latent().noise().maps()).isEmpty();
            assertThat(result.found().pixels()).isLessThan(result.start().pixels() / 4);
            assertThatThrownBy(
                            () ->
                                    project(
                                            session,
                                            session.generate(3),
                                            options(ProjectionSpace.W, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("space must be z for a network of family .*: w");
        }
    }

    @Test
    void stylesAreSearchedInZOnRequest() {
        try (GeneratorSession session = tiny(TinyNetworks.STYLE)) {
            ProjectionResult result =
                    project(session, session.generate(3), options(ProjectionSpace.Z, 60));
            assertThat(result.latent().space()).isEqualTo(Space.Z);
            assertThat(result.latent().noise().maps()).isNotEmpty();
            assertThat(result.found().pixels()).isLessThan(result.start().pixels());
        }
    }

    @Test
    void classesAreGiven() {
        try (GeneratorSession session = tiny(TinyNetworks.CONDITIONAL)) {
            ProjectionOptions options = options(ProjectionSpace.W, 2);
            Projector projector = new Projector(session, options, 1, null);
            Picture picture = stripes(16);
            assertThat(projector.project(picture, ProjectionStep.Listener.SILENT).losses())
                    .hasSize(2);
            assertThatThrownBy(() -> project(session, picture, options))
                    .hasMessageStartingWith("class must be in [0, 2]");
        }
    }

    @Test
    void equalSeedsGiveEqualResults() {
        try (GeneratorSession session = tiny(TinyNetworks.STYLE)) {
            ProjectionOptions options = options(ProjectionSpace.W_PLUS, 8);
            Picture picture = stripes(40);
            ProjectionResult first = project(session, picture, options);
            ProjectionResult second = project(session, picture, options);
            ProjectionResult other = project(session, picture, options.withSeed(4));
            assertThat(second.latent().values()).isEqualTo(first.latent().values());
            assertThat(second.losses()).isEqualTo(first.losses());
            assertThat(other.losses()).isNotEqualTo(first.losses());
        }
    }

    @Test
    void listenersHearEveryStep() {
        try (GeneratorSession session = tiny(TinyNetworks.STYLE)) {
            int[] heard = {0};
            Projector projector = new Projector(session, options(ProjectionSpace.W, 5), null, null);
            projector.project(
                    stripes(16),
                    step -> {
                        assertThat(step.done()).isEqualTo(++heard[0]);
                        assertThat(step.total()).isEqualTo(5);
                        assertThat(step.loss()).isPositive();
                        assertThat(step.picture().get().width()).isEqualTo(16);
                    });
            assertThat(heard[0]).isEqualTo(5);
        }
    }

    @Test
    void wrongOptionsAreExplained() {
        ProjectionOptions options = ProjectionOptions.defaults(ProjectionSpace.W);
        assertThatThrownBy(() -> options.withSteps(0))
                .hasMessage("steps must be in [1, 100000]: 0");
        assertThatThrownBy(() -> options.withCandidates(10_001))
                .hasMessage("candidates must be in [0, 10000]: 10001");
        assertThatThrownBy(() -> options.withSeed(-1))
                .hasMessage("seed must be in [0, 2^32 - 1]: -1");
        assertThatThrownBy(() -> ProjectionSpace.of("s")).hasMessage("space must be z, w or w+: s");
    }

    @Test
    void nothingIsLeftBehind() {
        try (GeneratorSession session = tiny(TinyNetworks.STYLE)) {
            Picture picture = stripes(16);
            ProjectionOptions options = options(ProjectionSpace.W, 2);
            LeakCheck.assertLeavesNothingBehind(() -> project(session, picture, options));
        }
    }
}
