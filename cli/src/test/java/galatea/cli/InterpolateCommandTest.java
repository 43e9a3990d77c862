package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolateCommandTest extends CommandTest {

    private Object[] interpolate(Object... more) {
        Object[] args = {"interpolate", "--network", network, "--outdir", out};
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"w, linear", "w, cubic", "z, linear"})
    void journeyBeginsAndEndsWithThePicturesOfItsSeeds(String space, String curve)
            throws IOException {
        done(
                interpolate(
                        "--seeds=4,8,2",
                        "--frames=7",
                        "--format=png",
                        "--trunc=0.8",
                        "--space=" + space,
                        "--curve=" + curve));
        done("generate", "--network", network, "--outdir", out, "--seeds=4,8,2", "--trunc=0.8");
        assertThat(bytes("frame0000.png")).isEqualTo(bytes("seed0004.png"));
        assertThat(bytes("frame0003.png")).isEqualTo(bytes("seed0008.png"));
        assertThat(bytes("frame0006.png")).isEqualTo(bytes("seed0002.png"));
        assertThat(bytes("frame0001.png")).isNotEqualTo(bytes("frame0002.png"));
        assertThat(out.resolve("frame0007.png")).doesNotExist();
    }

    @Test
    void animationsAreOfTheirFormat() throws IOException {
        done(interpolate("--seeds", "0-1", "--frames", "5"));
        assertThat(new String(bytes("interpolation.png"), StandardCharsets.ISO_8859_1))
                .contains("acTL");
        done(interpolate("--seeds", "0-1", "--frames", "5", "--format", "gif", "--loop"));
        assertThat(new String(bytes("interpolation.gif"), StandardCharsets.ISO_8859_1))
                .startsWith("GIF89a");
    }

    @Test
    void sameWordsGiveTheSameBytes() throws IOException {
        Object[] args = interpolate("--seeds", "0-1", "--frames", "5", "--noise-mode", "random");
        done(args);
        byte[] first = bytes("interpolation.png");
        done(args);
        assertThat(bytes("interpolation.png")).isEqualTo(first);
    }

    @Test
    void otherFamiliesGoThroughZ() throws IOException {
        TinyNetworks.write(network, TinyNetworks.DCGAN);
        done(interpolate("--seeds", "0-1", "--frames", "3"));
        fails(2, "styles need", interpolate("--seeds", "0-1", "--space", "w"));
    }

    @Test
    void wrongWordsAreExplained() {
        fails(2, "frames must be in [1, 100000]: 0", interpolate("--seeds=0-1", "--frames=0"));
        fails(2, "fps must be in [1, 100]: 101", interpolate("--seeds=0-1", "--fps=101"));
        fails(2, "'--space'", interpolate("--seeds=0-1", "--space=x"));
        fails(
                2,
                "must be linear in space z",
                interpolate("--seeds=0-1", "--space=z", "--curve=cubic"));
    }
}
