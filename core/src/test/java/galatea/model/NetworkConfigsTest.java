package galatea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.model.dcgan.DcganConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConfigsTest {

    @ParameterizedTest
    @MethodSource("galatea.model.TinyConfigs#all")
    void everyFamilySurvivesTheRoundTrip(NetworkConfig config) {
        assertThat(NetworkConfigs.fromJson(NetworkConfigs.toJson(config))).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(chars = {'A', 'B', 'C', 'D', 'E', 'F'})
    void everyStyleConfigurationSurvivesTheRoundTrip(char letter) {
        StyleConfig config = StyleConfig.paper(64, 3).withConfiguration(letter);
        assertThat(NetworkConfigs.fromJson(NetworkConfigs.toJson(config))).isEqualTo(config);
    }

    @Test
    void textIsPlain() {
        assertThat(NetworkConfigs.toJson(DcganConfig.small(32, 1)))
                .isEqualTo(
                        """
                        {"family":"dcgan","resolution":32,"channels":1,"latentSize":100,\
                        "features":32,"generatorNorm":"BATCH","discriminatorNorm":"BATCH",\
                        "discriminatorConvs":3}""");
        assertThat(NetworkConfigs.toJson(ProgressiveConfig.paper(8, 3)))
                .isEqualTo(
                        """
                        {"family":"progressive","resolution":8,"channels":3,"labelSize":0,\
                        "latentSize":512,"widths":[512,512],"stddevGroup":4,"growing":true}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "dcgan"       | "vae"   | family must be one of [dcgan, mlp, progressive, style, style2]: "vae"
            "dcgan"       | 3       | family must be one of [dcgan, mlp, progressive, style, style2]: 3
            "family"      | "kind"  | family must be one of [dcgan, mlp, progressive, style, style2]: null
            "features"    | "width" | network config must have a value features
            "features":32 | "features":null | network config must have a value features
            "features":32 | "features":0    | features must be in [1, 512]: 0
            "features":32 | "features":32,"depth":1 | network config must have no value depth
            "resolution":32 | "resolution":48 | resolution must be a power of two from 32 to 128: 48
            "channels":1  | "channels":2 | channels must be 1, 3 or 4: 2
            """)
    void wrongValuesAreNamed(String right, String wrong, String message) {
        String text = NetworkConfigs.toJson(DcganConfig.small(32, 1)).replace(right, wrong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "features":32 | "features":"32" | features
            "features":32 | "features":32.5 | features
            "features":32 | "features":[32] | features
            "features":32 | "features":99999999999 | features
            "generatorNorm":"BATCH" | "generatorNorm":"LAYER" | generatorNorm
            "generatorNorm":"BATCH" | "generatorNorm":1 | generatorNorm
            """)
    void valuesOfAnotherTypeAreNamed(String right, String wrong, String name) {
        String text = NetworkConfigs.toJson(DcganConfig.small(32, 1)).replace(right, wrong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text))
                .withMessageStartingWith(name + " must have its type: ");
    }

    @Test
    void missingSwitchIsNamedWithItsPlace() {
        String text = NetworkConfigs.toJson(StyleConfig.paper(64, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text.replace("\"noise\":true,", "")))
                .withMessage("network config must have a value switches.noise");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NetworkConfigs.fromJson(text.replaceFirst("\\{[^{}]*\\}", "true")))
                .withMessage("network config must have a value switches.styles");
    }

    /** A header of a few bytes must not make its reader allocate gigabytes. */
    @Test
    void widthsThatFillTheMemoryAreRefused() {
        String text = NetworkConfigs.toJson(ProgressiveConfig.paper(8, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text.replace("[512,512]", "[4096,4096]")))
                .withMessageStartingWith("widths must make at most 268435456 weights")
                .withMessageEndingWith("[4096, 4096]");
    }

    @Test
    void missingWidthIsRefused() {
        String text = NetworkConfigs.toJson(ProgressiveConfig.paper(8, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text.replace("[512,512]", "[512]")))
                .withMessageStartingWith("widths must have 2 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text.replace("[512,512]", "[512,null]")))
                .withMessage("network config must have a value widths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "3", "{} {}", "{\"family\":\"dcgan\",\"family\":\"x\"}"})
    void textThatIsNoSingleObjectIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConfigs.fromJson(text))
                .withMessageMatching("(?s)(network config|family) must be .*");
    }
}
