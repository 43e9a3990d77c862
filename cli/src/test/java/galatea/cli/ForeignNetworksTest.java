package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.format.Npy;
import galatea.format.NpyArray;
import galatea.model.NetworkFile;
import galatea.testing.FixtureFiles;
import galatea.testing.OneThread;
import galatea.testing.ReferenceVectors;
import galatea.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line on files of other programs, against what those programs drew. */
@ExtendWith(OneThread.class)
class ForeignNetworksTest extends CommandTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "stylegan1_tf, network-snapshot.pkl, stylegan1_tf, image, --noise-mode const --trunc 1",
        "stylegan1_tf, network-snapshot.pkl, stylegan1_tf, image_psi07_cutoff8, ''",
        "stylegan1_tf, network-snapshot.pkl, stylegan1_tf, image_psi2, --trunc 0.5 --trunc-cutoff 3",
        "stylegan1_genforce, stylegan.pth, stylegan1_tf, image, --noise-mode const --trunc 1",
        "stylegan1_genforce, stylegan.pth, stylegan1_tf, image_psi07_cutoff8, ''",
        "gandissect_progressive_gan, generator.pth, gandissect_progressive_gan, image,"
                + " --noise-mode none --trunc 1",
        "gandissect_progressive_gan, generator_oldnames.pth, gandissect_progressive_gan, image, ''",
        "gandissect_progressive_gan, generator_wrapped.pth, gandissect_progressive_gan, image, ''"
    })
    void generateDrawsWhatTheOtherProgramDrew(
            String fixture, String file, String vectors, String image, String options)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load(vectors);
        float[] drawn = drawn(FixtureFiles.path(fixture, file), latents(reference, "z"), options);
        assertEqual(drawn, reference, image);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, image, --trunc 1",
        "1, 0, image, --trunc 1",
        "2, 0, image_psi07_cutoff8, ''",
        "2, 0, image_of_G_not_Gs, --trunc 1 --no-average"
    })
    void classesAreThoseOfTheFile(int row, int label, String image, String more)
            throws IOException {
        ReferenceVectors reference = ReferenceVectors.load("stylegan1_tf_conditional");
        Path file = FixtureFiles.path("stylegan1_tf_conditional", "network-snapshot.pkl");
        String options = ("--class " + label + " " + more).strip();
        float[] drawn = row(drawn(file, latents(reference, "z"), options), row, 3);
        float[] expected = row(reference.array(image).floats(), row, 3);
        assertThat(largestDifference(drawn, expected)).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"stylegan1_tf, network-snapshot.pkl", "stylegan1_genforce, stylegan.pth"})
    void convertedNetworksDrawTheSame(String fixture, String file) throws IOException {
        Path original = FixtureFiles.path(fixture, file);
        Path converted = folder.resolve("converted.safetensors");
        done("convert", "--network", original, "--with-discriminator", "--dest", converted);
        Path z = latents(ReferenceVectors.load("stylegan1_tf"), "z");
        assertThat(drawn(converted, z, "")).isEqualTo(drawn(original, z, ""));
        assertThat(NetworkFile.open(converted).hasDiscriminator()).isTrue();
        assertThat(done("info", "--network", converted).out()).contains("psi 0.7 on the first 8");
    }

    @Test
    void givenStylesAreNotTruncatedUnaskedFor() throws IOException {
        Path file = FixtureFiles.path("stylegan1_tf", "network-snapshot.pkl");
        ReferenceVectors reference = ReferenceVectors.load("stylegan1_tf");
        float[] w = reference.array("w").floats(); // [N, wSize]
        int n = (int) reference.array("w").shape()[0];
        int size = w.length / n;
        float[] ws = new float[n * 8 * size];
        for (int i = 0; i < n * 8; i++) {
            System.arraycopy(w, i / 8 * size, ws, i * size, size);
        }
        Path styles = folder.resolve("ws.npy");
        Npy.write(styles, NpyArray.of(ws, n, 8, size));
        assertEqual(drawn(file, styles, ""), reference, "image");
    }

    @Test
    void rosinalityFilesHaveAllSizes() {
        Path file = SharedFiles.require("fixtures/rosinality_stylegan1/train_step-4.model");
        Run run = done("info", "--network", file, "--resolution", "32", "--json");
        assertThat(run.out()).contains("\"resolution\" : 32", "rosinality", "\"psi\" : 0.7");
        fails(
                2,
                "resolution must be a power of two in [4, 1024]",
                "info",
                "--network",
                file,
                "--resolution",
                "48");
    }

    @Test
    void optionsForOtherProgramsAreRefusedWithOurs() {
        String message = "must be given with files of other programs alone";
        fails(2, message, "info", "--network", network, "--resolution", "16");
        fails(2, message, "info", "--network", network, "--no-average");
    }

    @Test
    void unknownFilesSayWhatWasFound() throws IOException {
        Path text = folder.resolve("notes.txt");
        Files.writeString(text, "These are no weights at all.");
        fails(1, "the file is of another kind", "info", "--network", text);
    }

    /** The values of {@code generate --format npy}. */
    private float[] drawn(Path network, Path latents, String options) throws IOException {
        Object[] words = {
            "generate",
            "--network",
            network,
            "--latents",
            latents,
            "--format",
            "npy",
            "--outdir",
            out,
            "--force"
        };
        String[] more = options.isEmpty() ? new String[0] : options.split(" ", -1);
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        done(all);
        return Npy.read(out.resolve("images.npy")).floats();
    }

    private Path latents(ReferenceVectors reference, String name) throws IOException {
        Path file = folder.resolve(name + ".npy");
        Npy.write(file, reference.array(name));
        return file;
    }

    private static void assertEqual(float[] drawn, ReferenceVectors reference, String image) {
        float[] expected = reference.array(image).floats();
        assertThat(drawn).hasSizeGreaterThanOrEqualTo(expected.length); // of the first latents
        float[] first = Arrays.copyOf(drawn, expected.length);
        assertThat(largestDifference(first, expected))
                .as("%s", String.format(Locale.ROOT, "largest difference of %s", image))
                .isLessThan(TOLERANCE);
    }

    private static float[] row(float[] values, int row, int rows) {
        int size = values.length / rows;
        return Arrays.copyOfRange(values, row * size, (row + 1) * size);
    }

    private static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < b.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }
}
