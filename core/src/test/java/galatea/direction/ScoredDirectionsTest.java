package galatea.direction;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import galatea.data.LabelClasses;
import galatea.data.ProgressListener;
import galatea.format.FormatException;
import galatea.latent.Direction;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.latent.NumpyRandom;
import galatea.segment.Segmenter;
import galatea.testing.LinearGenerator;
import galatea.testing.OneThread;
import galatea.torch.Ops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A generator that shows a thing the more, the further z is along a known vector. */
@ExtendWith(OneThread.class)
class ScoredDirectionsTest {
    private static final ProgressListener SILENT = ProgressListener.SILENT;
    private static final float[] PLANTED = {0.6f, 0, -0.8f, 0};
    private static final float[] OTHER = {0, 1, 0, 0};

    @TempDir Path folder;

    private final GeneratorSession session = planted();

    @AfterEach
    void close() {
        session.close();
    }

    /** Red above 0 at pixel p where z · PLANTED &gt; threshold of p; green by OTHER. */
    private static GeneratorSession planted() {
        float[] matrix = new float[LinearGenerator.OUTPUTS * 4];
        float[] bias = new float[LinearGenerator.OUTPUTS];
        for (int p = 0; p < 16; p++) {
            System.arraycopy(PLANTED, 0, matrix, 4 * p, 4);
            System.arraycopy(OTHER, 0, matrix, 4 * (16 + p), 4);
            bias[p] = (p - 7.5f) / 4;
            bias[16 + p] = (p - 7.5f) / 4;
        }
        return new LinearGenerator(matrix, bias).session();
    }

    /** Two label maps: red or none, green or none. */
    private static final class Eyes implements Segmenter {
        @Override
        public LabelClasses classes() {
            return new LabelClasses(
                    List.of("none", "red", "green", "blue"), List.of(0, 1, 2, 3), 0);
        }

        @Override
        public int maps() {
            return 2;
        }

        @Override
        public String identity() {
            return "red and green";
        }

        @Override
        public byte[] labels(Tensor images) {
            float[] values = Ops.floats(images); // [N, 3, 4, 4]
            byte[] labels = new byte[values.length / 48 * 32];
            for (int i = 0; i < labels.length; i++) {
                int channel = i / 16 % 2;
                boolean shown = values[i / 32 * 48 + i % 32] > 0;
                labels[i] = (byte) (shown ? channel + 1 : 0);
            }
            return labels;
        }
    }

    private Sample sample(long seed, int size) {
        return new Sample(session, GenerateOptions.defaults(), Latents.ofSeed(seed, size, 4));
    }

    private static double cosine(Direction direction, float[] other) {
        return Vectors.dot(direction.values(), Vectors.doubles(other), 0);
    }

    @ParameterizedTest
    @EnumSource
    void plantedDirectionIsFoundAndProved(Fit fit) {
        ClassShares shares = new ClassShares(new Eyes(), List.of("green", "red"));
        Found found = ScoredDirections.find(sample(1, 2000), shares, fit, null, SILENT);
        List<Direction> list = found.directions().list();
        assertThat(cosine(list.get(0), OTHER)).isGreaterThan(0.995);
        assertThat(cosine(list.get(1), PLANTED)).isGreaterThan(0.995);
        DirectionStudy study =
                new DirectionStudy(sample(2, 200), 2, List.of(ClassShares.all(new Eyes())));
        Finding red = study.of(found, SILENT).get(1);
        assertThat(requireNonNull(red.correlation()).value()).isGreaterThan(0.95);
        assertThat(requireNonNull(red.correlation()).low())
                .isBetween(0.9, requireNonNull(red.correlation()).value());
        assertThat(red.effects()).extracting(Effect::name).containsExactly("red", "green", "blue");
        Effect effect = red.effects().get(0);
        assertThat(effect.isCertain()).isTrue();
        assertThat(effect.low()).isGreaterThan(0.5);
        assertThat(effect.change()).isBetween(effect.low(), effect.high());
        assertThat(Math.abs(red.effects().get(1).change())).isLessThan(0.1);
        assertThat(red.effects().get(2).change()).isZero();
        assertThat(red.pictureChange()).isPositive();
    }

    @Test
    void directionsPointToMore() {
        ClassShares shares = new ClassShares(new Eyes(), List.of("red"));
        Direction red =
                ScoredDirections.find(sample(1, 100), shares, Fit.MEANS, null, SILENT)
                        .directions()
                        .get("red");
        assertThat(red.values()[2]).isNegative(); // though it is the largest
        assertThat(red.explained()).isNaN();
    }

    @Test
    void sharesAreOfThePictures() {
        double[][] shares =
                ClassShares.all(new Eyes())
                        .of(session, session.latents(List.of(0L)), GenerateOptions.defaults());
        float[] levels = session.levels(session.latent(0), GenerateOptions.defaults());
        int red = 0;
        for (int p = 0; p < 16; p++) {
            red += levels[p] > 0 ? 1 : 0;
        }
        assertThat(shares[0][0]).isCloseTo(red / 16.0, within(1e-12));
    }

    @Test
    void labelsOfSeedsDoAsWell() throws IOException {
        StringBuilder text = new StringBuilder("seed,likes\n");
        for (int seed = 0; seed < 800; seed++) {
            float[] z = NumpyRandom.z(seed, 4);
            double place = Vectors.dot(z, Vectors.doubles(PLANTED), 0);
            text.append(seed).append(", ").append(place > 0 ? 1 : 0).append('\n');
        }
        Path file = Files.writeString(folder.resolve("labels.csv"), text);
        SeedLabels labels = SeedLabels.read(file);
        Found found = ScoredDirections.find(sample(1, 1), "likes", labels, Fit.MEANS, null);
        assertThat(cosine(found.directions().get("likes"), PLANTED)).isGreaterThan(0.98);
        Finding finding = new DirectionStudy(sample(2, 40), 2, List.of()).of(found, SILENT).get(0);
        assertThat(requireNonNull(finding.correlation()).value())
                .isBetween(0.7, 0.9); // √(2 / π) = 0.80
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,3",
                "1",
                "x,y",
                "-1,2",
                "4294967296,0",
                "1,NaN",
                "1,1e999",
                "1.5,2",
                "1,"
            })
    void wrongLabelsAreRefused(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("labels.csv"), "seed,value\n" + line + "\n");
        assertThatThrownBy(() -> SeedLabels.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("labels.csv: line 2: must be seed,number: " + line);
    }

    @Test
    void uselessScoresAreExplained() {
        ClassShares blue = new ClassShares(new Eyes(), List.of("blue"));
        assertThatThrownBy(
                        () -> ScoredDirections.find(sample(1, 50), blue, Fit.MEANS, null, SILENT))
                .hasMessage(
                        "score must differ among the 50 pictures of the sample: blue is always"
                                + " 0.0");
        assertThatThrownBy(() -> new ClassShares(new Eyes(), List.of("none")))
                .hasMessage("class must be one of [red, green, blue]: none");
        assertThatThrownBy(
                        () -> ScoredDirections.find(sample(1, 19), blue, Fit.MEANS, null, SILENT))
                .hasMessage("samples must be at least 20: 19");
        assertThatThrownBy(() -> new DirectionStudy(sample(1, 3), 2, List.of()))
                .hasMessage("test samples must be at least 4: 3");
        assertThatThrownBy(() -> new DirectionStudy(sample(1, 9), 0, List.of()))
                .hasMessageContaining("amount must be above 0");
    }

    @Test
    void correlationHasFishersInterval() {
        double[] x = {1, 2, 3, 4, 5, 6, 7};
        double[] y = {2, 1, 4, 3, 7, 5, 6};
        Correlation r = Correlation.of(x, y);
        assertThat(r.value()).isCloseTo(0.8214, within(1e-4)); // 23 / 28
        assertThat(r.low()).isCloseTo(Math.tanh(1.1612 - 0.98), within(1e-3));
        assertThat(r.high()).isCloseTo(Math.tanh(1.1612 + 0.98), within(1e-3));
        assertThat(Correlation.of(x, new double[7]).value()).isZero();
        assertThat(Correlation.of(x, x).low()).isEqualTo(1);
    }

    @Test
    void effectHasStudentsInterval() {
        Effect effect = Effect.of("e", new double[] {0, 0, 0, 0}, new double[] {1, 2, 3, 4});
        assertThat(effect.change()).isEqualTo(2.5);
        double margin = 3.182446 * Math.sqrt(5.0 / 3) / 2; // t of 3 degrees of freedom
        assertThat(effect.low()).isCloseTo(2.5 - margin, within(1e-5));
        assertThat(effect.high()).isCloseTo(2.5 + margin, within(1e-5));
    }
}
