package galatea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.model.NetworkConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TrainingConfigsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<NetworkConfig> networks() {
        return Stream.of(
                TinyTraining.style().withLabels(3),
                TinyTraining.progressive(),
                TinyTraining.dcgan());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyValueSurvives(NetworkConfig network) {
        Schedule schedule =
                new Schedule(
                        network.resolution(),
                        network.growing() ? 4 : network.resolution(),
                        0.1,
                        1 / 3.0,
                        5,
                        Map.of(4, 16, 16, 8, 8, 12),
                        0.0017,
                        Map.of(16, 0.1 + 0.2));
        TrainingConfig config =
                new TrainingConfig(
                        network,
                        new Objective(AdversarialLoss.HINGE, 1.5, 16, 2.5, 3.5),
                        schedule,
                        0.25,
                        0.875,
                        12.5,
                        Augmentation.DIFFAUG,
                        true,
                        1e-3,
                        Long.MIN_VALUE);
        assertThat(TrainingConfigs.fromJson(TrainingConfigs.toJson(config))).isEqualTo(config);
    }

    @Test
    void mapsAreWrittenInTheOrderOfTheirKeys() {
        String json = TrainingConfigs.toJson(TrainingConfig.paper(TinyTraining.style()));
        List<String> keys =
                List.copyOf(JSON.readTree(json).at("/schedule/batches").propertyNames());
        assertThat(keys).hasSize(5);
        assertThat(TrainingConfigs.toJson(TrainingConfigs.fromJson(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network",
                "objective",
                "schedule",
                "beta1",
                "beta2",
                "emaKimg",
                "augmentation",
                "mirror",
                "totalKimg",
                "seed"
            })
    void everyValueMustBeThere(String name) {
        ObjectNode without = json();
        without.remove(name);
        assertRefused(without.toString(), name);

        ObjectNode empty = json();
        empty.putNull(name);
        assertRefused(empty.toString(), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "r1Gamma", "r1Interval"})
    void valuesInsideMustBeThere(String name) {
        ObjectNode json = json();
        ((ObjectNode) json.get("objective")).remove(name);
        assertRefused(json.toString(), name);
    }

    @Test
    void unknownValuesAreNamed() {
        assertRefused(json().put("colour", 1).toString(), "colour");
    }

    @ParameterizedTest
    @CsvSource({
        "beta1, '1.5', 'beta1 must be in [0, 1): 1.5'",
        "emaKimg, '-1', emaKimg must be positive: -1.0",
        "augmentation, '\"SOME\"', augmentation",
        "augmentation, '1', augmentation",
        "mirror, '\"yes\"', mirror",
        "mirror, '1', mirror",
        "seed, '1.5', seed",
        "seed, '\"1\"', seed",
        "beta2, '\"0.9\"', beta2",
        "schedule, '{}', schedule",
        "schedule, '[]', schedule",
        "network, '{\"family\":\"none\"}', family must be one of"
    })
    void wrongValuesAreNamed(String name, String value, String message) {
        ObjectNode json = json();
        json.set(name, JSON.readTree(value));
        assertRefused(json.toString(), message);
    }

    @Test
    void rangesInsideAreExplained() {
        ObjectNode json = json();
        ((ObjectNode) json.get("objective")).put("r1Gamma", -3);
        assertRefused(json.toString(), "r1Gamma must be at least 0: -3.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "3", "{", "{} {}", "{\"beta1\":0,\"beta1\":0}", "x"})
    void otherTextsAreRefused(String text) {
        assertRefused(text, "run config");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> TrainingConfigs.fromJson(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static ObjectNode json() {
        TrainingConfig config = TinyTraining.fixed(TinyTraining.style());
        return (ObjectNode) JSON.readTree(TrainingConfigs.toJson(config));
    }
}
