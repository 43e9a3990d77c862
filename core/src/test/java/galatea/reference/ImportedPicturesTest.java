package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.model.NetworkFile;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.model.imports.ImportOptions;
import galatea.testing.FixtureFiles;
import galatea.testing.OneThread;
import galatea.testing.ReferenceVectors;
import galatea.testing.SharedFiles;
import galatea.torch.DType;
import galatea.torch.Engine;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of other programs draw, from their own files, what those programs drew. */
@ExtendWith(OneThread.class)
class ImportedPicturesTest {
    private static final ImportOptions TRAINED = new ImportOptions(null, false);

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, network-snapshot.pkl, stylegan1_tf, image, 4.4e-5",
        "stylegan1_tf_128, network-snapshot.pkl, stylegan1_tf_128, image, 4.9e-5",
        "stylegan1_tf_conditional, network-snapshot.pkl, stylegan1_tf_conditional, image, 4.3e-5",
        "stylegan1_genforce, stylegan.pth, stylegan1_tf, image, 4.4e-5"
    })
    void styleNetworksWithStoredNoise(
            String fixture, String file, String vectors, String image, double tolerance)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(vectors);
        try (StyledGenerator g = styled(FixtureFiles.path(fixture, file), ImportOptions.DEFAULT);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor labels = reference.has("labels") ? reference.tensor("labels") : null;
            Tensor w = g.map(reference.tensor("z"), labels);
            assertThat(w).isCloseTo(reference.tensor("w"), 0, 3.6e-5);
            assertThat(g.wAverage()).isCloseTo(reference.tensor("dlatent_avg"), 0, 0);
            Tensor pictures = draw(g, w, g.storedNoise(), 0);
            boolean whole = reference.has(image);
            Tensor expected = reference.tensor(whole ? image : image + "_thinned");
            assertThat(whole ? pictures : Tensors.thinned(pictures))
                    .isCloseTo(expected, 0, tolerance);
        }
    }

    @Test
    void theGeneratorInTrainingIsInTheFileToo() throws IOException {
        ReferenceVectors reference = ReferenceVectors.load("stylegan1_tf_conditional");
        Path file = FixtureFiles.path("stylegan1_tf_conditional", "network-snapshot.pkl");
        try (StyledGenerator g = styled(file, TRAINED);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor w = g.map(reference.tensor("z"), reference.tensor("labels"));
            Tensor expected = reference.tensor("image_of_G_not_Gs");
            assertThat(draw(g, w, g.storedNoise(), 0)).isCloseTo(expected, 0, 4.1e-5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, network-snapshot.pkl, stylegan1_tf, 1.1e-4",
        "stylegan1_tf_128, network-snapshot.pkl, stylegan1_tf_128, 9.7e-5",
        "stylegan1_tf_conditional, network-snapshot.pkl, stylegan1_tf_conditional, 5.2e-5",
        "stylegan1_genforce, stylegan.pth, stylegan1_tf, 1.1e-4"
    })
    void discriminatorsScore(String fixture, String file, String vectors, double tolerance)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(vectors);
        NetworkFile network = NetworkFile.open(FixtureFiles.path(fixture, file));
        try (Discriminator d = network.discriminator();
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor labels = reference.has("labels_x") ? reference.tensor("labels_x") : null;
            Tensor scores = d.forward(reference.tensor("x"), labels, 0);
            assertThat(scores).isCloseTo(reference.tensor("d_scores").view(-1), 0, tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8, image_step1_alpha1, 2.6e-5",
        "32, image_step3_alpha1, 3.7e-5",
        "128, image_step5_alpha1, 6.3e-5"
    })
    void rosinalityAtTheResolutionAskedFor(int resolution, String image, double tolerance)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load("rosinality_stylegan1");
        Path file = SharedFiles.require("fixtures/rosinality_stylegan1/train_step-4.model");
        NetworkFile network = NetworkFile.open(file, new ImportOptions(resolution, true));
        try (StyledGenerator g = (StyledGenerator) network.generator();
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor expected = reference.tensor(image);
            Tensor z = reference.tensor("z").narrow(0, 0, expected.size(0));
            Noise noise = (layer, n, r) -> reference.tensor("noise_" + r).narrow(0, 0, n);
            assertThat(draw(g, g.map(z, null), noise, 0)).isCloseTo(expected, 0, tolerance);
        }
    }

    @Test
    void rosinalityScores() throws IOException {
        ReferenceVectors reference = ReferenceVectors.load("rosinality_stylegan1");
        Path file = SharedFiles.require("fixtures/rosinality_stylegan1/train_step-4.model");
        NetworkFile network = NetworkFile.open(file, new ImportOptions(32, true));
        try (Discriminator d = network.discriminator();
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor scores = d.forward(reference.tensor("real"), null, 0);
            assertThat(scores).isCloseTo(reference.tensor("d_scores").view(-1), 0, 5.1e-5);
        }
    }

    /** The average of 10,000 latents against that of 256 others: equal but for chance. */
    @Test
    void rosinalityGetsAnAverage() throws IOException {
        ReferenceVectors reference = ReferenceVectors.load("rosinality_stylegan1");
        Path file = SharedFiles.require("fixtures/rosinality_stylegan1/train_step-4.model");
        NetworkFile network = NetworkFile.open(file, new ImportOptions(8, true));
        try (StyledGenerator g = (StyledGenerator) network.generator();
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Engine.seed(7);
            Tensor w = g.map(Ops.randn(DType.FLOAT32, 256, 16), null);
            Tensor standardError = Ops.mul(w.std(), 1 / Math.sqrt(256));
            double bound = 5 * Ops.item(standardError);
            Tensor mean = reference.tensor("mean_style").view(-1);
            assertThat(g.wAverage()).isCloseTo(mean, 0, bound);
            assertThat(bound).isLessThan(0.5 * Ops.item(w.std()));
        }
    }

    @ParameterizedTest
    @CsvSource({"generator.pth", "generator_wrapped.pth", "generator_oldnames.pth"})
    void dissectionsProgressiveGenerators(String file) throws IOException {
        ReferenceVectors reference = ReferenceVectors.load("gandissect_progressive_gan");
        Path path = FixtureFiles.path("gandissect_progressive_gan", file);
        try (Generator g = NetworkFile.load(path);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor pictures = g.forward(reference.tensor("z"), null, 0, LayerTap.NONE);
            assertThat(pictures).isCloseTo(reference.tensor("image"), 0, 3.6e-5);
            assertThat(NetworkFile.open(path).hasDiscriminator()).isFalse();
        }
    }

    private static StyledGenerator styled(Path file, ImportOptions options) throws IOException {
        return (StyledGenerator) NetworkFile.open(file, options).generator();
    }

    private static Tensor draw(StyledGenerator g, Tensor w, Noise noise, double lod) {
        return g.synthesize(g.broadcast(w), noise, lod, LayerTap.NONE);
    }
}
