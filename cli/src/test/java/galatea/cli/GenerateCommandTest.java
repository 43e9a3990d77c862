package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.format.Npy;
import galatea.format.NpyArray;
import galatea.image.PixelConversion;
import galatea.image.Png;
import galatea.latent.NumpyRandom;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest extends CommandTest {

    private Run generate(Object... more) {
        Object[] args = new Object[more.length + 5];
        args[0] = "generate";
        args[1] = "--network";
        args[2] = network;
        args[3] = "--outdir";
        args[4] = out;
        System.arraycopy(more, 0, args, 5, more.length);
        return done(args);
    }

    @Test
    void picturesCarryTheirSeeds() {
        generate("--seeds", "0-2,7");
        assertThat(out)
                .isDirectoryContaining("glob:**/seed0000.png")
                .isDirectoryContaining("glob:**/seed0002.png")
                .isDirectoryContaining("glob:**/seed0007.png")
                .isDirectoryNotContaining("glob:**/*.part");
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "const", "none"})
    void sameWordsGiveTheSameBytesInAnyCompany(String mode) throws IOException {
        generate("--seeds", "5", "--noise-mode", mode, "--trunc", "0.7");
        byte[] alone = bytes("seed0005.png");
        generate("--seeds", "3-9", "--noise-mode", mode, "--trunc=0.7");
        assertThat(bytes("seed0005.png")).isEqualTo(alone);
        assertThat(bytes("seed0006.png")).isNotEqualTo(alone);
    }

    @Test
    void psiZeroGivesOnePictureForAllSeeds() throws IOException {
        generate("--seeds", "0-1", "--trunc", "0");
        assertThat(bytes("seed0000.png")).isEqualTo(bytes("seed0001.png"));
        generate("--seeds", "0-1", "--trunc", "0", "--trunc-cutoff", "2");
        assertThat(bytes("seed0000.png")).isNotEqualTo(bytes("seed0001.png"));
    }

    @Test
    void arrayHoldsTheLevelsOfThePictures() throws IOException {
        generate("--seeds", "4,6");
        generate("--seeds", "4,6", "--format", "npy");
        NpyArray array = Npy.read(out.resolve("images.npy"));
        assertThat(array.shape()).containsExactly(2, 3, 16, 16);
        var pictures =
                PixelConversion.toPictures(
                        array.floats(), 3, 16, 16, PixelConversion.Rounding.FLOOR);
        assertThat(Png.encode(pictures.get(0))).isEqualTo(bytes("seed0004.png"));
        assertThat(Png.encode(pictures.get(1))).isEqualTo(bytes("seed0006.png"));
    }

    @Test
    void latentsOfASeedGiveItsPicture() throws IOException {
        Path z = folder.resolve("z.npy");
        Npy.write(z, NpyArray.of(NumpyRandom.z(11, 16), 1, 16));
        generate("--latents", z);
        generate("--seeds", "11");
        assertThat(bytes("latent0000.png")).isEqualTo(bytes("seed0011.png"));
    }

    @Test
    void runDirectoryStandsForItsNewestSnapshot() throws IOException {
        Path run = Files.createDirectory(folder.resolve("00000-tiny"));
        Files.copy(network, run.resolve("network-snapshot-000001.safetensors"));
        network = run;
        generate("--seeds", "0");
    }

    @Test
    void classChoosesThePicture() throws IOException {
        TinyNetworks.write(network, TinyNetworks.CONDITIONAL);
        generate("--seeds", "0", "--class", "0");
        byte[] first = bytes("seed0000.png");
        generate("--seeds", "0", "--class", "2");
        assertThat(bytes("seed0000.png")).isNotEqualTo(first);
        fails(2, "class must be in [0, 2]", with("--seeds", "0"));
        fails(2, "class must be in [0, 2]", with("--seeds", "0", "--class", "3"));
    }

    @Test
    void jsonIsTheOnlyOutput() {
        Run run = generate("--seeds", "0", "--json");
        assertThat(run.out().strip()).startsWith("{").endsWith("}").contains("\"count\" : 1");
    }

    @Test
    void otherFamiliesDrawWithoutTruncation() throws IOException {
        TinyNetworks.write(network, TinyNetworks.DCGAN);
        generate("--seeds", "0");
        fails(2, "truncation needs", with("--seeds", "0", "--trunc", "0.5"));
    }

    private Object[] with(Object... more) {
        Object[] args = {"generate", "--network", network, "--outdir", out};
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @Test
    void wrongWordsAreExplained() {
        fails(2, "psi must be in [-1, 2]: 2.5", with("--seeds", "0", "--trunc", "2.5"));
        fails(2, "'--trunc'", with("--seeds", "0", "--trunc", "much"));
        fails(2, "'--noise-mode'", with("--seeds", "0", "--noise-mode", "loud"));
        fails(2, "cutoff must be at least 0", with("--seeds", "0", "--trunc-cutoff", "-1"));
        fails(2, "--seeds", with());
        fails(2, "--latents", with("--seeds", "0", "--latents", "z.npy"));
        fails(2, "class must be absent", with("--seeds", "0", "--class", "1"));
        for (String seeds :
                List.of("", "x", "1-", "-3", "3-1", "1,,2", "0-99999999", "4294967296")) {
            fails(2, "seed", with("--seeds", seeds));
        }
    }

    @Test
    void latentsThatDoNotFitAreExplained() throws IOException {
        Path file = folder.resolve("z.npy");
        fails(1, "no such file or folder: " + file, with("--latents", file));
        Files.writeString(file, "not an array");
        fails(1, "not an npy file", with("--latents", file));
        Npy.write(file, NpyArray.of(new float[34], 2, 17));
        fails(2, "latents must have shape [N, 16] or [N, 6, 16]: [2, 17]", with("--latents", file));
        Npy.write(file, NpyArray.of(new float[0], 0, 16));
        fails(2, "at least one row", with("--latents", file));
    }

    @Test
    void filesThatAreNoNetworksAreExplained() throws IOException {
        Object[] args = with("--seeds", "0");
        byte[] whole = Files.readAllBytes(network);
        Files.write(network, Arrays.copyOf(whole, whole.length / 2));
        fails(1, "n.safetensors: ", args);
        Files.writeString(network, "a text that is no network at all");
        fails(1, "n.safetensors: ", args);
        Files.write(network, new byte[0]);
        fails(1, "truncated", args);
        Files.delete(network);
        fails(1, "no such file or folder: " + network, args);
        Files.createDirectory(network);
        fails(1, "must have a network-snapshot", args);
        args[2] = "builtin:absent";
        fails(1, "builtin:absent", args);
        assertThat(out).doesNotExist();
    }

    @Test
    void foreignFilesAreNotReplaced() throws IOException {
        Files.createDirectories(out);
        Path mine = Files.writeString(out.resolve("seed0001.png"), "mine");
        fails(1, "galatea did not write it", with("--seeds", "0-1"));
        assertThat(mine).hasContent("mine");
        assertThat(out.resolve("seed0000.png")).doesNotExist();
        generate("--seeds", "0-1", "--force");
        assertThat(Files.size(mine)).isGreaterThan(4);
        generate("--seeds", "0-1");
    }

    @Test
    void outdirThatIsAFileIsExplained() throws IOException {
        Files.writeString(out, "a file");
        fails(1, out + " exists and is not a folder", with("--seeds", "0"));
        out = out.resolve("below");
        fails(1, "galatea: error: ", with("--seeds", "0"));
    }
}
