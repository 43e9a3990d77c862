package galatea.direction;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.ProgressListener;
import galatea.latent.Direction;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.latent.LayerRange;
import galatea.latent.NumpyRandom;
import galatea.latent.Space;
import galatea.model.NetworkConfig;
import galatea.model.mlp.MlpConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import galatea.testing.LeakCheck;
import galatea.testing.LinearGenerator;
import galatea.testing.OneThread;
import galatea.testing.TinyNetworks;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class UnlabelledDirectionsTest {
    private static final ProgressListener SILENT = ProgressListener.SILENT;

    private static GeneratorSession open(NetworkConfig config) {
        return GeneratorSession.of(TinyNetworks.generator(config, 5), 0);
    }

    private static Sample sample(GeneratorSession session, int size) {
        int latentSize = session.config().latentSize();
        return new Sample(session, GenerateOptions.defaults(), Latents.ofSeed(1, size, latentSize));
    }

    private static double dot(double[] a, float[] b) {
        return Vectors.dot(b, a, 0);
    }

    private static void requireOrthonormal(List<Direction> list) {
        for (int a = 0; a < list.size(); a++) {
            for (int b = 0; b <= a; b++) {
                double expected = a == b ? 1 : 0;
                double product = dot(Vectors.doubles(list.get(a).values()), list.get(b).values());
                assertThat(product).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void pcaOfStylesEqualsADirectComputation() {
        try (GeneratorSession session = open(TinyNetworks.STYLE)) {
            Sample sample = sample(session, 2500);
            List<Direction> list = WPca.find(sample, 16, null, SILENT).directions().list();
            double[][] rows = new double[2500][16];
            for (int from = 0; from < 2500; from += 1000) { // as WPca does: rounding is the same
                double[] points = sample.points(from, Math.min(1000, 2500 - from));
                for (int i = 0; i < points.length; i++) {
                    rows[from + i / 16][i % 16] = points[i];
                }
            }
            EigenDecomposition direct =
                    new EigenDecomposition(
                            new Covariance(new Array2DRowRealMatrix(rows, false))
                                    .getCovarianceMatrix());
            double shares = 0;
            double total = 0;
            for (double value : direct.getRealEigenvalues()) {
                total += value;
            }
            for (int k = 0; k < 16; k++) {
                double value = Math.max(0, direct.getRealEigenvalue(k));
                assertThat(list.get(k).sigma())
                        .isCloseTo(Math.sqrt(value), within(1e-7 * Math.sqrt(total)));
                assertThat(list.get(k).explained()).isCloseTo(value / total, within(1e-12));
                shares += list.get(k).explained();
            }
            for (int k = 0; k < 4; k++) {
                double[] vector = direct.getEigenvector(k).toArray();
                assertThat(Math.abs(dot(vector, list.get(k).values()))).isCloseTo(1, within(1e-6));
            }
            assertThat(shares).isCloseTo(1, within(1e-12));
            requireOrthonormal(list);
        }
    }

    @Test
    void truncationOfTheOptionsDoesNotNarrowStyles() {
        try (GeneratorSession session = open(TinyNetworks.STYLE)) {
            Sample plain = sample(session, 50);
            Sample truncated = new Sample(session, plain.options().withPsi(0.5), plain.latents());
            assertThat(truncated.points(0, 50)).isEqualTo(plain.points(0, 50));
        }
    }

    @Test
    void sameSeedGivesTheSameDirections() {
        try (GeneratorSession session = open(TinyNetworks.STYLE)) {
            List<String> first = new ArrayList<>();
            for (int run = 0; run < 2; run++) {
                Sample sample = sample(session, 100);
                List<String> texts = new ArrayList<>();
                for (Found found :
                        List.of(
                                WPca.find(sample, 3, new LayerRange(0, 2), SILENT),
                                Sefa.find(sample, 3, null, SILENT),
                                LayerPca.find(sample, session.layers().get(2), 3, null, SILENT))) {
                    found.directions().list().forEach(d -> texts.add(d.toString()));
                }
                first = run == 0 ? texts : first;
                assertThat(texts).isEqualTo(first).hasSize(9);
            }
        }
    }

    @Test
    void sefaMaximisesTheAnswerOfTheStyles() {
        try (GeneratorSession session = open(TinyNetworks.STYLE);
                Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            LayerRange range = new LayerRange(1, 2);
            List<Direction> list =
                    Sefa.find(sample(session, 100), 16, range, SILENT).directions().list();
            requireOrthonormal(list);
            List<double[]> rows = new ArrayList<>();
            for (Tensor weight : session.latentWeights().subList(1, 3)) {
                double[] values = Ops.doubles(weight);
                for (int from = 0; from < values.length; from += 16) {
                    rows.add(Vectors.unit(Arrays.copyOfRange(values, from, from + 16)));
                }
            }
            double before = rows.size();
            for (Direction direction : list) {
                double answer =
                        rows.stream()
                                .mapToDouble(r -> Math.pow(dot(r, direction.values()), 2))
                                .sum();
                assertThat(direction.explained()).isCloseTo(answer / rows.size(), within(1e-6));
                assertThat(direction.layers()).isEqualTo(range);
                assertThat(answer).isLessThanOrEqualTo(before + 1e-6);
                before = answer;
            }
            NumpyRandom random = new NumpyRandom(9);
            double largest = list.get(0).explained() * rows.size();
            for (int i = 0; i < 200; i++) {
                float[] any = Vectors.floats(Vectors.unit(random.randn(16)));
                assertThat(rows.stream().mapToDouble(r -> Math.pow(dot(r, any), 2)).sum())
                        .isLessThan(largest);
            }
        }
    }

    @Test
    void sefaOfKnownWeightsHasAClosedForm() {
        float[] matrix = new float[LinearGenerator.OUTPUTS * 3];
        for (int row = 0; row < 8; row++) {
            matrix[3 * row + (row < 4 ? 2 : row < 7 ? 0 : 1)] = row + 0.5f; // 4, 3 and 1 rows
        }
        try (GeneratorSession session =
                new LinearGenerator(matrix, new float[LinearGenerator.OUTPUTS]).session()) {
            List<Direction> list =
                    Sefa.find(sample(session, 400), 3, null, SILENT).directions().list();
            assertThat(list.get(0).values()).containsExactly(new float[] {0, 0, 1}, within(1e-6f));
            assertThat(list.get(1).values()).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
            assertThat(list.get(2).values()).containsExactly(new float[] {0, 1, 0}, within(1e-6f));
            assertThat(list.stream().mapToDouble(Direction::explained).toArray())
                    .containsExactly(new double[] {4 / 8.0, 3 / 8.0, 1 / 8.0}, within(1e-12));
            assertThat(list.get(0).space()).isEqualTo(Space.Z);
            assertThat(list.get(0).sigma()).isCloseTo(1, within(0.1));
        }
    }

    @Test
    void everyFamilyTellsItsWeights() {
        for (NetworkConfig config :
                List.of(
                        TinyNetworks.DCGAN,
                        MlpConfig.plane(8),
                        ProgressiveConfig.paper(8, 3).withFmaps(64, 8).withLatents(8).withLabels(2),
                        TinyNetworks.STYLE,
                        TinyNetworks.STYLE2)) {
            try (GeneratorSession session = open(config);
                    Scope scope = new Scope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                List<Tensor> weights = session.latentWeights();
                boolean styled = session.hasStyles();
                assertThat(weights).hasSize(styled ? session.numWs() : 1);
                assertThat(weights.get(0).size(1)).isEqualTo(config.latentSize());
                long units = (long) session.layers().get(0).channels();
                long pixels = styled || config.resolution() == 1 ? 1 : 16;
                int values = config instanceof StyleConfig ? 2 : 1; // scale and shift
                assertThat(weights.get(0).size(0)).isEqualTo(units * pixels * values);
            }
        }
    }

    /** Features are M z with orthogonal columns of lengths 5, 3 and 2 for z₁, z₂ and z₀. */
    @Test
    void layerPcaRecoversAPlantedLinearMap() {
        float[] matrix = new float[LinearGenerator.OUTPUTS * 3];
        double[] lengths = {2, 5, 3};
        for (int row = 0; row < LinearGenerator.OUTPUTS; row++) {
            for (int j = 0; j < 3; j++) {
                double sign = (row >> j) % 2 == 0 ? 1 : -1; // Walsh: orthogonal
                matrix[3 * row + j] = (float) (sign * lengths[j]);
            }
        }
        try (GeneratorSession session =
                new LinearGenerator(matrix, new float[LinearGenerator.OUTPUTS]).session()) {
            Found found =
                    LayerPca.find(sample(session, 16000), LinearGenerator.LAYER, 3, null, SILENT);
            List<Direction> list = found.directions().list();
            int[] axes = {1, 2, 0};
            for (int k = 0; k < 3; k++) {
                double share = Math.pow(lengths[axes[k]], 2) / (4 + 25 + 9);
                assertThat(list.get(k).explained()).isCloseTo(share, within(0.03));
                assertThat(Math.abs(list.get(k).values()[axes[k]])).isCloseTo(1, within(0.005f));
                assertThat(list.get(k).sigma()).isCloseTo(1, within(0.05));
            }
            Sample test = sample(session, 40).with(Latents.ofSeed(2, 40, 3));
            for (Finding finding : new DirectionStudy(test, 2, List.of()).of(found, SILENT)) {
                assertThat(requireNonNull(finding.correlation()).value()).isGreaterThan(0.999);
                assertThat(finding.effects()).hasSize(1);
                assertThat(finding.effects().get(0).change()).isCloseTo(4, within(0.02));
            }
            assertThatThrownBy(
                            () ->
                                    LayerPca.find(
                                            sample(session, 100),
                                            LinearGenerator.LAYER,
                                            4,
                                            null,
                                            SILENT))
                    .hasMessageContaining("count must be at most 3");
        }
    }

    @Test
    void wrongNetworksAreExplained() {
        try (GeneratorSession session = open(TinyNetworks.DCGAN)) {
            assertThatThrownBy(() -> WPca.find(sample(session, 10), 1, null, SILENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("network must have styles for the method pca");
        }
        try (GeneratorSession session = open(TinyNetworks.STYLE)) {
            LayerRange beyond = new LayerRange(4, 6);
            assertThatThrownBy(() -> Sefa.find(sample(session, 10), 1, beyond, SILENT))
                    .hasMessage("layers must be in [0, 5]: 4-6");
            assertThatThrownBy(() -> WPca.find(sample(session, 10), 17, null, SILENT))
                    .hasMessage("count must be in [1, 16]: 17");
        }
    }

    @Test
    void nothingIsLeftBehind() {
        try (GeneratorSession session = open(TinyNetworks.STYLE)) {
            Sample sample = sample(session, 40);
            DirectionStudy study = new DirectionStudy(sample, 1, List.of());
            LeakCheck.assertLeavesNothingBehind(
                    () -> {
                        WPca.find(sample, 2, null, SILENT);
                        Sefa.find(sample, 2, null, SILENT);
                        study.of(
                                LayerPca.find(sample, session.layers().get(1), 2, null, SILENT),
                                SILENT);
                    });
        }
    }
}
