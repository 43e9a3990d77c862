package galatea.reference;

import static galatea.testing.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.model.LayerTap;
import galatea.model.Noise;
import galatea.model.style.StyleConfig;
import galatea.model.style.StyleDiscriminator;
import galatea.model.style.StyleGenerator;
import galatea.model.style.StyleSwitches;
import galatea.testing.OneThread;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import galatea.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tiny network whose weights, inputs and noise are given by formulas, in double precision,
 * against numbers of an independent implementation in plain numpy, printed with eight decimals.
 */
@ExtendWith(OneThread.class)
class GoldenNetworkTest {
    /** Half a unit of the last printed decimal, and as much again for rounding. */
    private static final double PRINTED = 1e-8;

    private static final int LAYERS = 6;

    private static final StyleConfig CONFIG =
            new StyleConfig(
                    16,
                    3,
                    0,
                    6,
                    6,
                    6,
                    2,
                    StyleConfig.widths(16, 32, 8),
                    StyleSwitches.ALL_ON,
                    0.9,
                    1e-8,
                    4);

    private StyleGenerator g;
    private StyleDiscriminator d;
    private Scope scope;

    @BeforeEach
    void build() {
        g = new StyleGenerator(CONFIG, DType.FLOAT64, 0);
        d = new StyleDiscriminator(CONFIG, DType.FLOAT64, 0);
        scope = new Scope();
        setByFormula(g.parameters(), generatorNames(), 0);
        setByFormula(d.parameters(), discriminatorNames(), 100);
    }

    @AfterEach
    void close() {
        scope.close();
        g.close();
        d.close();
    }

    @Test
    void countsParameters() {
        assertThat(g.parameters().count()).isEqualTo(3081);
        assertThat(d.parameters().count()).isEqualTo(3389);
    }

    @Test
    void mapsLatents() {
        Tensor w = w();
        assertThat(w.select(0, 0))
                .hasValuesCloseTo(
                        PRINTED,
                        -0.00587237,
                        0.05042465,
                        0.11289168,
                        0.13824312,
                        0.12022665,
                        0.06768589);
        assertThat(w.select(0, 1))
                .hasValuesCloseTo(
                        PRINTED,
                        -0.09037041,
                        -0.06168655,
                        -0.00271134,
                        0.30367445,
                        0.49973273,
                        0.48277908);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -95.59551521 -243.6146425 -45.06614489 -47.61650948, -0.14059011, 0.44211911,"
                + "-0.12048899 -0.25438252 -0.29089858, -0.37943288 -0.59100686 -0.54688369",
        "0.25, -66.30394686 -179.32534695 -21.45769677 -23.74411853, -0.09467159, 0.33367936,"
                + "0.02301618 -0.09314939 -0.18069922, -0.09933843 -0.28280572 -0.34845895",
        "1, 21.57075818 13.54253969 49.36764757 47.8730543, 0.04308398, 0.39938910,"
                + "0.45353169 0.39055001 0.14989884, 0.74094492 0.64179769 0.24681527",
        "1.5, 45.92049087 34.64362634 59.13829692 58.34196852, 0.06446757, 0.28022914,"
                + "0.17882331 0.27306861 0.25052093, 0.74485551 0.65763927 0.27276046",
        "2, 70.27022356 55.74471299 68.90894627 68.81088274, 0.08585116, 0.32335448,"
                + "-0.09588507 0.15558722 0.35114301, 0.74876611 0.67348085 0.29870564"
    })
    void drawsAtEveryLevelOfDetail(
            double lod, String sums, double mean, double deviation, String corner, String inside) {
        Tensor image = draw(ws(), lod);
        assertThat(Ops.sum(image, 1, 2, 3)).hasValuesCloseTo(PRINTED, numbers(sums));
        assertStatistics(image, mean, deviation);
        assertThat(colours(image, 0, 0, 0)).hasValuesCloseTo(PRINTED, numbers(corner));
        assertThat(colours(image, 1, 7, 9)).hasValuesCloseTo(PRINTED, numbers(inside));
    }

    @Test
    void drawsWithoutNoise() {
        Tensor image = g.synthesis().forward(ws(), Noise.NONE, 0, LayerTap.NONE);
        assertStatistics(image, -0.14059011, 0.43449766);
        assertThat(colours(image, 0, 0, 0))
                .hasValuesCloseTo(PRINTED, -0.09731396, -0.26361853, -0.32820179);
    }

    @Test
    void lastLayerHasTheMeanAndDeviationOfItsStyle() {
        Tensor last = layers(ws()).get(LAYERS - 1).select(0, 0); // [C, H, W]
        Tensor means = Ops.mean(last, 1, 2);
        Tensor deviations = Ops.mean(last.sub(means).square(), 1, 2).sqrt();
        assertThat(means).hasValuesCloseTo(PRINTED, 0.03113969, 0.20150975, 0.29436524, 0.27087874);
        assertThat(deviations)
                .hasValuesCloseTo(PRINTED, 0.83800272, 0.73948841, 0.74312022, 0.85431323);
    }

    @ParameterizedTest
    @CsvSource({
        "1, -0.31720657, -0.48504933 -0.6851741 -0.58531337, 1.03 1.21 1.9 2.44 3.12",
        "2, -0.31720657, -0.48591236 -0.69205655 -0.59497833, 1.13 1.63 2.31 2.95",
        "4, -0.31720657, -0.49962765 -0.7150545 -0.61644265, 2.04 2.86",
        "5, -0.31720657, -0.39413396 -0.61171553 -0.56386032, 2.91",
        "6, -0.12447333, -0.12048899 -0.25438252 -0.29089858, ''"
    })
    void mixesStyles(int cutoff, double mean, String corner, String differences) {
        Tensor ws = ws();
        Tensor mixed = Tensors.mixed(ws.narrow(0, 0, 1), ws.narrow(0, 1, 1), cutoff);
        Tensor image = draw(mixed, 0);
        assertThat(Ops.item(image.mean())).isCloseTo(mean, within(PRINTED));
        assertThat(colours(image, 0, 0, 0)).hasValuesCloseTo(PRINTED, numbers(corner));
        List<Tensor> plain = layers(ws);
        List<Tensor> changed = layers(mixed);
        double[] expected = numbers(differences);
        for (int i = 0; i < LAYERS; i++) {
            double gap = Ops.item(changed.get(i).sub(plain.get(i).narrow(0, 0, 1)).abs().max());
            if (i < cutoff) {
                assertThat(gap).isLessThan(1e-12);
            } else {
                double printed = expected[i - cutoff]; // three digits
                assertThat(gap).isCloseTo(printed, within(0.0051));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.7, 3, 2.13785642, -0.11075386 -0.25568699 -0.30262913",
        "0.7, 6, 2.18446070, -0.12935603 -0.26381071 -0.2964537",
        "0, 6, 0, -0.16574489 -0.27974919 -0.28444569",
        "0, 3, 1.71878555, -0.10766623 -0.25275691 -0.30123467",
        "-1, 6, 4.29234707, -0.2491032 -0.33386992 -0.283875"
    })
    void truncates(double psi, int cutoff, double gap, String corner) {
        Tensor ws = ws();
        Tensor average = Ops.mean(w(), 0);
        assertThat(average.view(-1))
                .hasValuesCloseTo(
                        PRINTED,
                        0.0307216,
                        0.02323616,
                        0.02519838,
                        0.10327727,
                        0.14848457,
                        0.13706936);
        Tensor image = draw(Tensors.truncated(ws, average, psi, cutoff), 0);
        assertThat(Ops.item(image.mean())).isCloseTo(-0.14059011, within(PRINTED));
        double difference = Ops.item(image.select(0, 0).sub(image.select(0, 1)).abs().max());
        assertThat(difference).isCloseTo(gap, within(PRINTED));
        assertThat(colours(image, 0, 0, 0)).hasValuesCloseTo(PRINTED, numbers(corner));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.16390432 0.16523078 0.16370497 0.16409502",
        "0.25, 0.00955617 0.05348941 0.09994558 0.1665584",
        "1, -0.38898409 -0.29662218 -0.1047606 0.13020824",
        "1.5, 0.18382228 0.11261549 0.1139298 0.14727607",
        "2, 0.2259948 0.23223359 0.38680375 0.53178932"
    })
    void scoresAtEveryLevelOfDetail(double lod, String scores) {
        Tensor x = images();
        for (int level = 0; level < (int) lod; level++) {
            x = Ops.averagePool2(x);
        }
        assertThat(d.forward(x, null, lod)).hasValuesCloseTo(PRINTED, numbers(scores));
    }

    @Test
    void scoresOfABatchDependOnItsCompany() {
        Tensor x = images();
        assertThat(d.forward(x.narrow(0, 0, 2), null, 0))
                .hasValuesCloseTo(PRINTED, 0.16361279, 0.16493926);
        Tensor joined = Ops.cat(0, x, x.narrow(0, 0, 2), x.narrow(0, 0, 2));
        assertThat(d.forward(joined, null, 0, 2).narrow(0, 0, 4))
                .hasValuesCloseTo(PRINTED, 0.16390432, 0.16523078, 0.16370497, 0.16409502);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00036038 0.00047647 0.00045279 0.00040105",
        "0.25, 0.00670487 0.00716853 0.00924253 0.00924551"
    })
    void penalisesTheGradientOfEachImage(double lod, String penalties) {
        Tensor gradient = inputGradient(lod);
        assertThat(Tensors.squaredLengths(gradient)).hasValuesCloseTo(PRINTED, numbers(penalties));
    }

    @Test
    void differentiatesScoresByImages() {
        Tensor gradient = inputGradient(0);
        assertThat(colours(gradient, 0, 0, 0))
                .hasValuesCloseTo(PRINTED, 0.00004937, -0.00004419, 0.00003391);
        Tensor pixel = gradient.select(0, 3).select(0, 1).select(0, 8).select(0, 8);
        assertThat(Ops.item(pixel)).isCloseTo(0.001293084208, within(1e-12));
        assertThat(Ops.item(gradient.sum())).isCloseTo(-0.006719764303, within(1e-12));
        double penalty = Ops.item(Tensors.squaredLengths(gradient).mean());
        assertThat(penalty).isCloseTo(0.0004226739098, within(1e-13));
        assertThat(5 * penalty).isCloseTo(0.002113369549, within(1e-12));
    }

    /** Positions in Galatea's layout: [out, in, k, k] and [out, in]. */
    @ParameterizedTest
    @CsvSource({
        "FromRGB_lod0/weight, 0 0 0 0, -0.00019771036",
        "FromRGB_lod0/bias, 0, -2.60177375e-05",
        "16x16/Conv0/weight, 0 0 1 1, -1.8750488e-05",
        "16x16/Conv1_down/weight, 3 1 0 2, -2.42704517e-05",
        "8x8/Conv1_down/weight, 5 3 2 0, -5.27585078e-06",
        "4x4/Conv/weight, 2 8 1 1, -6.62662416e-08",
        "4x4/Dense0/weight, 3 5, 1.24502923e-06",
        "4x4/Dense1/weight, 0 2, 0.000266973126",
        "4x4/Conv/bias, 1, 0",
        "4x4/Dense1/bias, 0, 0"
    })
    void differentiatesThePenalty(String name, String position, double expected) {
        Tensors.squaredLengths(inputGradient(0)).mean().backward();
        Tensor gradient = Tensors.gradient(d.parameters(), name);
        for (double index : numbers(position)) {
            gradient = gradient.select(0, (long) index);
        }
        assertThat(Ops.item(gradient)).isCloseTo(expected, within(1e-12));
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    private static double[] numbers(String text) {
        return text.isEmpty()
                ? new double[0]
                : List.of(text.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
    }

    private static void assertStatistics(Tensor image, double mean, double deviation) {
        assertThat(Ops.item(image.mean())).isCloseTo(mean, within(PRINTED));
        double variance = Ops.item(image.sub(image.mean()).square().mean());
        assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(PRINTED));
    }

    private static Tensor colours(Tensor image, long n, long y, long x) {
        return image.select(0, n).select(1, y).select(1, x);
    }

    private Tensor w() {
        Tensor z =
                Tensors.formula(
                        DType.FLOAT64,
                        flat -> Math.cos(0.9 * (flat % 6 + 1) * (flat / 6 + 1)),
                        4,
                        6);
        return g.mapping().forward(z, null);
    }

    private Tensor ws() {
        return g.broadcast(w());
    }

    private static Noise noise() {
        return (layer, n, resolution) ->
                Tensors.formula(
                        DType.FLOAT64,
                        flat -> Math.sin(0.3 * flat + layer),
                        1,
                        1,
                        resolution,
                        resolution);
    }

    private Tensor draw(Tensor ws, double lod) {
        Tensor image = g.synthesis().forward(ws, noise(), lod, LayerTap.NONE);
        return Tensors.fullSize(image, CONFIG);
    }

    private List<Tensor> layers(Tensor ws) {
        List<Tensor> seen = new ArrayList<>();
        LayerTap tap =
                (layer, features) -> {
                    seen.add(features.clone());
                    return features;
                };
        g.synthesis().forward(ws, noise(), 0, tap);
        return seen;
    }

    private static Tensor images() {
        return Tensors.formula(
                DType.FLOAT64,
                flat -> {
                    int x = flat % 16;
                    int y = flat / 16 % 16;
                    int c = flat / 256 % 3;
                    int n = flat / 768;
                    return Math.sin(0.5 * n + 0.7 * c + 0.21 * y + 0.37 * x + 0.05 * x * y);
                },
                4,
                3,
                16,
                16);
    }

    private Tensor inputGradient(double lod) {
        Tensor x = images().requires_grad_(true);
        return Ops.gradient(d.forward(x, null, lod), x);
    }

    /** The parameters in the order that numbers the formulas. */
    private static List<String> generatorNames() {
        List<String> names = new ArrayList<>();
        addWeightAndBias(names, "Dense0");
        addWeightAndBias(names, "Dense1");
        names.add("4x4/Const/const");
        addStyled(names, "4x4/Const");
        for (String layer :
                List.of("4x4/Conv", "8x8/Conv0_up", "8x8/Conv1", "16x16/Conv0_up", "16x16/Conv1")) {
            names.add(layer + "/weight");
            addStyled(names, layer);
        }
        addWeightAndBias(names, "ToRGB_lod2");
        addWeightAndBias(names, "ToRGB_lod1");
        addWeightAndBias(names, "ToRGB_lod0");
        return names;
    }

    private static List<String> discriminatorNames() {
        List<String> names = new ArrayList<>();
        for (String layer :
                List.of(
                        "FromRGB_lod0",
                        "FromRGB_lod1",
                        "FromRGB_lod2",
                        "16x16/Conv0",
                        "16x16/Conv1_down",
                        "8x8/Conv0",
                        "8x8/Conv1_down",
                        "4x4/Conv",
                        "4x4/Dense0",
                        "4x4/Dense1")) {
            addWeightAndBias(names, layer);
        }
        return names;
    }

    private static void addStyled(List<String> names, String layer) {
        names.add(layer + "/Noise/weight");
        names.add(layer + "/bias");
        addWeightAndBias(names, layer + "/StyleMod");
    }

    private static void addWeightAndBias(List<String> names, String layer) {
        names.add(layer + "/weight");
        names.add(layer + "/bias");
    }

    private static void setByFormula(Parameters parameters, List<String> names, int first) {
        List<Parameter> trained = parameters.trained();
        assertThat(trained).extracting(Parameter::name).containsExactlyInAnyOrderElementsOf(names);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Parameter parameter : trained) {
                int phase = first + names.indexOf(parameter.name()) + 1;
                parameter.tensor().copy_(inGalateasLayout(parameter, phase));
            }
        }
    }

    /** The formulas number HWIO kernels and [in, out] matrices row by row. */
    private static Tensor inGalateasLayout(Parameter parameter, int phase) {
        IntToDoubleFunction formula = formula(parameter.name(), phase);
        long[] s = parameter.shape();
        if (s.length == 2) {
            return Tensors.formula(DType.FLOAT64, formula, s[1], s[0]).permute(1, 0);
        }
        if (s.length == 4 && parameter.name().endsWith("/Conv0_up/weight")) {
            return Tensors.formula(DType.FLOAT64, formula, s[2], s[3], s[0], s[1])
                    .permute(2, 3, 0, 1);
        }
        if (s.length == 4 && parameter.name().endsWith("/weight")) {
            return Tensors.formula(DType.FLOAT64, formula, s[2], s[3], s[1], s[0])
                    .permute(3, 2, 0, 1);
        }
        return Tensors.formula(DType.FLOAT64, formula, s);
    }

    private static IntToDoubleFunction formula(String name, int phase) {
        double lrmul = name.startsWith("Dense") ? 0.01 : 1;
        if (name.endsWith("/const")) {
            return flat -> 1 + 0.1 * Math.sin(0.3 * (flat + 1));
        }
        if (name.endsWith("/Noise/weight")) {
            return flat -> 0.05 * Math.sin(0.9 * (flat + 1) + phase);
        }
        if (name.endsWith("/bias")) {
            return flat -> 0.1 * Math.cos(0.5 * (flat + 1) + phase) / lrmul;
        }
        return flat -> Math.sqrt(2) * Math.sin(0.7 * (flat + 1) + 1.1 * phase) / lrmul;
    }
}
