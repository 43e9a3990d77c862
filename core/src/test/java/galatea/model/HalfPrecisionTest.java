package galatea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import galatea.format.DType;
import galatea.testing.TinyNetworks;
import galatea.torch.Ops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfPrecisionTest {
    @TempDir Path folder;

    @Test
    void valuesAreRoundedToElevenBinaryDigits() throws IOException {
        Path single = folder.resolve("single.safetensors");
        Path half = folder.resolve("half.safetensors");
        try (Generator generator = TinyNetworks.generator(TinyNetworks.STYLE, 3)) {
            Provenance provenance = Provenance.of(3, 1000, "tiny", "abc");
            NetworkFile.save(single, generator, null, 0, provenance);
            NetworkFile.save(half, DType.F16, generator, null, 0, provenance);
            assertThat(Files.size(half)).isLessThan(Files.size(single) * 2 / 3);
            try (Generator read = NetworkFile.load(half)) {
                float[] before = Ops.floats(generator.parameters().values());
                float[] after = Ops.floats(read.parameters().values());
                for (int i = 0; i < before.length; i++) {
                    float allowed = Math.abs(before[i]) / 2048 + 1e-7f;
                    assertThat(Math.abs(after[i] - before[i])).isLessThanOrEqualTo(allowed);
                }
                assertThat(after).isNotEqualTo(before);
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    NetworkFile.save(
                                            folder.resolve("i64.safetensors"),
                                            DType.I64,
                                            generator,
                                            null,
                                            0,
                                            provenance));
        }
        assertThat(folder.resolve("i64.safetensors")).doesNotExist();
    }
}
