package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.testing.TinyNetworks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MixCommandTest extends CommandTest {

    private Object[] mix(Object... more) {
        Object[] args = {
            "mix", "--network", network, "--outdir", out, "--rows", "85,100", "--cols", "55,821,9"
        };
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @Test
    void noLayersGiveTheRowsPicture() throws IOException {
        done(mix("--styles", "none"));
        assertThat(bytes("85-55.png")).isEqualTo(bytes("85-85.png"));
        assertThat(bytes("100-821.png")).isEqualTo(bytes("100-100.png"));
    }

    @Test
    void allLayersGiveTheColumnsPicture() throws IOException {
        done(mix("--styles", "0-5", "--trunc", "0.7"));
        assertThat(bytes("85-55.png")).isEqualTo(bytes("55-55.png"));
        assertThat(bytes("100-821.png")).isEqualTo(bytes("821-821.png"));
    }

    @Test
    void sourcesAreThePicturesOfTheirSeeds() throws IOException {
        done(mix("--trunc", "0.7"));
        byte[] source = bytes("85-85.png");
        assertThat(bytes("85-55.png")).isNotEqualTo(source).isNotEqualTo(bytes("55-55.png"));
        done("generate", "--network", network, "--outdir", out, "--seeds", "85", "--trunc", "0.7");
        assertThat(bytes("seed0085.png")).isEqualTo(source);
    }

    @Test
    void gridHasSourcesOnBothAxesAndABlackCorner() throws IOException {
        done(mix("--styles", "0-3"));
        BufferedImage grid = image("grid.png");
        assertThat(grid.getWidth()).isEqualTo(4 * 16);
        assertThat(grid.getHeight()).isEqualTo(3 * 16);
        assertThat(tile(grid, 0, 0)).containsOnly(0xff000000);
        assertThat(tile(grid, 2, 0)).isEqualTo(tile(image("821-821.png"), 0, 0));
        assertThat(tile(grid, 0, 1)).isEqualTo(tile(image("85-85.png"), 0, 0));
        assertThat(tile(grid, 3, 2)).isEqualTo(tile(image("100-9.png"), 0, 0));
    }

    @Test
    void wrongWordsAreExplained() throws IOException {
        fails(2, "styles must be layers in [0, 5]: 6", mix("--styles", "0-6"));
        fails(2, "fine has none", mix("--styles", "fine"));
        fails(2, "'--styles'", mix("--styles", "many"));
        fails(2, "--rows", "mix", "--network", network, "--outdir", out, "--cols", "1");
        TinyNetworks.write(network, TinyNetworks.DCGAN);
        fails(2, "styles need a network with styles: dcgan", mix());
    }

    private BufferedImage image(String name) throws IOException {
        return ImageIO.read(out.resolve(name).toFile());
    }

    private static int[] tile(BufferedImage image, int column, int row) {
        return image.getRGB(16 * column, 16 * row, 16, 16, null, 0, 16);
    }
}
