package galatea.model.style;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.torch.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterCountTest {

    @ParameterizedTest
    @CsvSource({
        "32, 3, 8192, 512, 22841356, 20726785",
        "64, 3, 8192, 512, 25137935, 22498049",
        "128, 3, 8192, 512, 25843858, 22941313",
        "256, 3, 8192, 512, 26086229, 23052353",
        "512, 3, 8192, 512, 26179768, 23080225",
        "1024, 3, 8192, 512, 26219627, 23087249",
        "32, 1, 8192, 512, 22837252, 20722689",
        "64, 3, 2048, 128, 4432079, 1409729",
        "256, 3, 2048, 128, 4565477, 1444625",
        "1024, 3, 2048, 128, 4592351, 1446869",
        "64, 3, 4096, 256, 9048463, 5629313",
        "256, 3, 4096, 256, 9384373, 5768225",
        "1024, 3, 4096, 256, 9442435, 5777033"
    })
    void equalsThePublishedTable(
            int resolution, int channels, int base, int max, long generator, long discriminator) {
        StyleConfig config = StyleConfig.paper(resolution, channels).withFmaps(base, max);
        try (StyleGenerator g = new StyleGenerator(config, DType.FLOAT32, 0)) {
            assertThat(g.parameters().count()).isEqualTo(generator);
        }
        try (StyleDiscriminator d = new StyleDiscriminator(config, DType.FLOAT32, 0)) {
            assertThat(d.parameters().count()).isEqualTo(discriminator);
        }
    }
}
