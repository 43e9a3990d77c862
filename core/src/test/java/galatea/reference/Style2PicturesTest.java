package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.Discriminator;
import galatea.model.Discriminator.Scored;
import galatea.model.LayerTap;
import galatea.model.NetworkFile;
import galatea.model.Noise;
import galatea.model.StyledGenerator;
import galatea.model.imports.ImportOptions;
import galatea.nn.Fir;
import galatea.testing.FixtureFiles;
import galatea.testing.OneThread;
import galatea.testing.ReferenceVectors;
import galatea.testing.SharedFiles;
import galatea.torch.Ops;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Snapshots of StyleGAN2-ADA draw and score, from their own files, what the program that made them
 * drew. Tolerances are those of the fixtures.
 */
@ExtendWith(OneThread.class)
class Style2PicturesTest {
    private static final String PLAIN = "stylegan2_ada";
    private static final String CONDITIONAL = "stylegan2_ada_conditional";

    @ParameterizedTest
    @CsvSource({
        "stylegan2_ada, 5, 2.2e-5, 2.2e-5, 2e-5, 2.1e-5",
        "stylegan2_ada_conditional, 2, 2e-5, 2e-5, 2.5e-5, 3.1e-5"
    })
    void stylesAndTruncation(
            String fixture, int cutoff, double w, double ws, double all, double some)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(fixture);
        try (StyledGenerator g = generator(fixture, ImportOptions.DEFAULT);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor mapped = mapped(g, reference);
            assertThat(mapped).isCloseTo(reference.tensor("w"), 0, w);
            assertThat(g.wAverage()).isCloseTo(reference.tensor("w_avg"), 0, 0);
            Tensor pulled = truncated(g, mapped, 0.7, cutoff);
            assertThat(pulled).isCloseTo(reference.tensor("ws_psi07_cutoff"), 0, ws);
            assertThat(draw(g, pulled, g.storedNoise()))
                    .isCloseTo(reference.tensor("image_const_psi07_cutoff"), 0, some);
            assertThat(draw(g, truncated(g, mapped, 0.7, g.numWs()), g.storedNoise()))
                    .isCloseTo(reference.tensor("image_const_psi07"), 0, all);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan2_ada, 5, 2.2e-5, 2e-5, 2.1e-5, 4e-5",
        "stylegan2_ada_conditional, 2, 3e-5, 2e-5, 3e-5, 2.5e-5"
    })
    void pictures(
            String fixture,
            int crossover,
            double stored,
            double none,
            double mixed,
            double inTraining)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(fixture);
        ImportOptions trained = new ImportOptions(null, false);
        try (StyledGenerator g = generator(fixture, ImportOptions.DEFAULT);
                StyledGenerator other = generator(fixture, trained);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor ws = g.broadcast(mapped(g, reference));
            assertThat(draw(g, ws, g.storedNoise()))
                    .isCloseTo(reference.tensor("image_const"), 0, stored);
            assertThat(draw(g, ws, Noise.NONE)).isCloseTo(reference.tensor("image_none"), 0, none);
            assertThat(draw(g, crossed(ws, crossover), g.storedNoise()))
                    .isCloseTo(reference.tensor("image_mixed_const"), 0, mixed);
            Tensor others = other.broadcast(mapped(other, reference));
            assertThat(draw(other, others, Noise.NONE))
                    .isCloseTo(reference.tensor("image_none_of_G_not_G_ema"), 0, inTraining);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan2_ada, 5e-5, 2e-5, 5e-5, 2.3e-5",
        "stylegan2_ada_conditional, 7.1e-5, 2.3e-5, 5.5e-5, 2.1e-5"
    })
    void features(String fixture, double act4, double rgb4, double act8, double rgb8)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(fixture);
        try (StyledGenerator g = generator(fixture, ImportOptions.DEFAULT);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> seen = new HashMap<>();
            LayerTap tap =
                    (layer, x) -> {
                        seen.put(layer.name(), x);
                        return x;
                    };
            g.synthesize(g.broadcast(mapped(g, reference)), g.storedNoise(), 0, tap);
            assertThat(seen.get("4x4/Conv1")).isCloseTo(reference.tensor("act_b4"), 0, act4);
            assertThat(seen.get("8x8/Conv1")).isCloseTo(reference.tensor("act_b8"), 0, act8);
            Tensor first = seen.get("4x4/ToRGB");
            assertThat(first).isCloseTo(reference.tensor("rgb_b4"), 0, rgb4);
            assertThat(Fir.up(first).add(seen.get("8x8/ToRGB")))
                    .isCloseTo(reference.tensor("rgb_b8"), 0, rgb8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan2_ada, 32x32/Conv0, 32, 7.7e-5, 7.6e-5, 1.2e-4, 5.4e-6, 1.6e-4",
        "stylegan2_ada_conditional, 16x16/Conv0, 16, 1.1e-4, 2e-5, 1.4e-3, 7e-5, 2.8e-4"
    })
    void discriminators(
            String fixture,
            String layer,
            int side,
            double all,
            double two,
            double penalty,
            double first,
            double last)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(fixture);
        try (Discriminator d = NetworkFile.open(file(fixture)).discriminator();
                Scope scope = new Scope()) {
            Tensor x = reference.tensor("x");
            Tensor labels = reference.has("c_x") ? reference.tensor("c_x") : null;
            Scored scored = d.scoreWithGradient(x, labels, 0, 1);
            assertThat(scored.scores()).isCloseTo(reference.tensor("d_scores").view(-1), 0, all);
            Tensor squares = Ops.sum(scored.gradient().square(), 1, 2, 3); // [N]
            assertThat(squares).isCloseTo(reference.tensor("r1_per_image"), 0, penalty);
            Ops.mul(squares.mean(), 5).backward();
            assertThat(gradient(d.parameters(), layer + "/weight"))
                    .isCloseTo(
                            reference.tensor("r1_grad_b%d_conv0_weight".formatted(side)), 0, first);
            assertThat(gradient(d.parameters(), "4x4/Dense1/weight"))
                    .isCloseTo(reference.tensor("r1_grad_b4_out_weight"), 0, last);
            Tensor pair = d.forward(x.narrow(0, 0, 2), firstTwo(labels), 0);
            assertThat(pair).isCloseTo(reference.tensor("d_scores_first2").view(-1), 0, two);
        }
    }

    /** The same network in both protocols of the pickle format. */
    @Test
    void protocolMakesNoDifference() throws IOException {
        Path older = SharedFiles.require("fixtures/stylegan2_ada/network-snapshot-000100.pkl");
        try (StyledGenerator one = (StyledGenerator) NetworkFile.load(older);
                StyledGenerator other = generator(PLAIN, ImportOptions.DEFAULT);
                Scope scope = new Scope()) {
            assertThat(one.config()).isEqualTo(other.config());
            assertThat(Ops.floats(one.parameters().values()))
                    .isEqualTo(Ops.floats(other.parameters().values()));
            assertThat(Ops.floats(one.parameters().bufferValues()))
                    .isEqualTo(Ops.floats(other.parameters().bufferValues()));
        }
    }

    private static Path file(String fixture) {
        return FixtureFiles.path(
                fixture,
                fixture.equals(CONDITIONAL)
                        ? "network-snapshot-000100.pkl"
                        : "network-snapshot-000100-protocol4.pkl");
    }

    private static StyledGenerator generator(String fixture, ImportOptions options)
            throws IOException {
        return (StyledGenerator) NetworkFile.open(file(fixture), options).generator();
    }

    private static Tensor mapped(StyledGenerator g, ReferenceVectors reference) {
        Tensor labels = reference.has("c") ? reference.tensor("c") : null;
        return g.map(reference.tensor("z"), labels);
    }

    private static Tensor truncated(StyledGenerator g, Tensor w, double psi, int cutoff) {
        Tensor free = g.broadcast(w);
        Tensor pulled = g.broadcast(Ops.lerp(g.wAverage().expand_as(w), w, psi));
        return Ops.cat(1, pulled.narrow(1, 0, cutoff), free.narrow(1, cutoff, g.numWs() - cutoff));
    }

    /** Layers from the crossover on take w of the latents in reversed order. */
    private static Tensor crossed(Tensor ws, int crossover) {
        long rest = ws.size(1) - crossover;
        Tensor reversed = ws.flip(0);
        return Ops.cat(1, ws.narrow(1, 0, crossover), reversed.narrow(1, crossover, rest));
    }

    private static Tensor draw(StyledGenerator g, Tensor ws, Noise noise) {
        return g.synthesize(ws, noise, 0, LayerTap.NONE);
    }

    private static Tensor gradient(Parameters parameters, String name) {
        return parameters.named(name).tensor().grad();
    }

    private static @Nullable Tensor firstTwo(@Nullable Tensor labels) {
        return labels == null ? null : labels.narrow(0, 0, 2);
    }
}
