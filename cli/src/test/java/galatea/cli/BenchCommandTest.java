package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

    private static Run bench(String... more) {
        Object[] words = new Object[more.length + 11];
        String[] tiny = {
            "bench",
            "--threads",
            "1",
            "--resolution",
            "8",
            "--fmap-base",
            "32",
            "--fmap-max",
            "8",
            "--batch",
            "4"
        };
        System.arraycopy(tiny, 0, words, 0, tiny.length);
        System.arraycopy(more, 0, words, tiny.length, more.length);
        return Run.of(words);
    }

    @Test
    void printsTheFieldsThatScriptsReadAsJson() {
        Run run = bench("--steps", "1", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(run.out());
        for (String field :
                new String[] {
                    "trainSecondsPerStep",
                    "trainImagesPerSecond",
                    "generateImagesPerSecond",
                    "convolutionGflops",
                    "trainGflops"
                }) {
            assertThat(json.path(field).asDouble(0)).as(field).isPositive();
        }
        assertThat(json.path("threads").asInt()).isEqualTo(1);
    }

    @Test
    void printsATableOtherwise() {
        Run run = bench("--steps", "1", "--r1-interval", "3", "--arch", "progressive");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("training", "generation", "convolution");
    }

    @Test
    void needsAtLeastOneStep() {
        Run run = bench("--steps", "0");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--steps must be at least 1");
    }
}
