package galatea.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import galatea.format.Npy;
import galatea.format.NpyArray;
import galatea.format.Npz;
import galatea.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentFileTest {
    private static final GenerateOptions DEFAULTS = GenerateOptions.defaults();
    private static final int W = 6 * 16;

    @TempDir Path folder;

    private final GeneratorSession session =
            GeneratorSession.of(TinyNetworks.generator(TinyNetworks.STYLE, 5), 0);

    @AfterEach
    void close() {
        session.close();
    }

    private Path file() {
        return folder.resolve("latent.npz");
    }

    private Latent styled() {
        return session.styles(session.latent(2), DEFAULTS);
    }

    private static float[] map(int side, float scale) {
        float[] map = new float[side * side];
        for (int i = 0; i < map.length; i++) {
            map[i] = scale * (i % 3 - 1);
        }
        return map;
    }

    @Test
    void latentsComeBackWithTheirNoise() throws IOException {
        Latent latent = styled().with(NoiseMaps.of(Map.of(0, map(4, 1), 5, map(16, 2))));
        LatentFile.write(file(), latent, session);
        assertThat(Npz.names(file())).containsExactly("w", "noise0", "noise5");
        assertThat(Npz.read(file(), "w").shape()).containsExactly(1, 6, 16);
        Latent read = LatentFile.read(file(), session).get(0);
        assertThat(read.space()).isEqualTo(Space.W);
        assertThat(read.values()).isEqualTo(latent.values());
        assertThat(read.noise().maps().get(5)).isEqualTo(map(16, 2));
        assertThat(session.levels(read, DEFAULTS)).isEqualTo(session.levels(latent, DEFAULTS));
        assertThat(session.levels(read, DEFAULTS)).isNotEqualTo(session.levels(styled(), DEFAULTS));
        assertThat(session.levels(read, DEFAULTS.withNoise(NoiseMode.NONE)))
                .isEqualTo(session.levels(styled(), DEFAULTS.withNoise(NoiseMode.NONE)));
    }

    @Test
    void zComesBack() throws IOException {
        LatentFile.write(file(), session.latent(4), session);
        Latent read = LatentFile.read(file(), session).get(0);
        assertThat(read.space()).isEqualTo(Space.Z);
        assertThat(read.values()).isEqualTo(session.latent(4).values());
        Path array = folder.resolve("z.npy");
        Npy.write(array, NpyArray.of(session.latent(4).values(), 1, 16));
        assertThat(LatentFile.read(array, session).get(0).values()).isEqualTo(read.values());
    }

    /** In a batch each picture has its own noise. */
    @Test
    void rowsHaveTheirOwnNoiseOrShareIt() throws IOException {
        float[] two = new float[32];
        System.arraycopy(map(4, 1), 0, two, 0, 16);
        System.arraycopy(map(4, 3), 0, two, 16, 16);
        Npz.write(
                file(),
                Map.of(
                        "w",
                        NpyArray.of(new float[2 * W], 2, 6, 16),
                        "noise0",
                        NpyArray.of(two, 2, 1, 4, 4),
                        "noise1",
                        NpyArray.of(map(4, 2), 1, 1, 4, 4)));
        List<Latent> latents = LatentFile.read(file(), session);
        assertThat(latents).hasSize(2);
        assertThat(latents.get(1).noise().maps().get(0)).isEqualTo(map(4, 3));
        assertThat(latents.get(1).noise().maps().get(1)).isEqualTo(map(4, 2));
        assertThat(Latents.of(latents.subList(0, 1)).identity())
                .isNotEqualTo(Latents.of(List.of(latents.get(0).with(NoiseMaps.NONE))).identity());
    }

    private void refused(Class<? extends Exception> type, String message, Object... arrays)
            throws IOException {
        Map<String, NpyArray> all = new java.util.LinkedHashMap<>();
        for (int i = 0; i < arrays.length; i += 2) {
            all.put((String) arrays[i], (NpyArray) arrays[i + 1]);
        }
        Npz.write(file(), all);
        assertThatThrownBy(() -> LatentFile.read(file(), session))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        Class<FormatException> damaged = FormatException.class;
        Class<IllegalArgumentException> other = IllegalArgumentException.class;
        NpyArray w = NpyArray.of(new float[W], 1, 6, 16);
        float[] holes = new float[W];
        holes[9] = Float.NaN;
        refused(damaged, "w must be finite: NaN", "w", NpyArray.of(holes, 1, 6, 16));
        refused(damaged, "must have an array w or z, one of: [v]", "v", w);
        refused(
                damaged,
                "w must have 3 dimensions: [1, 16]",
                "w",
                NpyArray.of(new float[16], 1, 16));
        refused(other, "latents must have shape", "w", NpyArray.of(new float[80], 1, 5, 16));
        refused(other, "takes noise in this network: noise6", "w", w, "noise6", w);
        refused(
                other,
                "noise0 must have shape [1, 1, 4, 4]",
                "w",
                w,
                "noise0",
                NpyArray.of(new float[64], 1, 1, 8, 8));
        float[] infinite = map(4, 1);
        infinite[3] = Float.POSITIVE_INFINITY;
        NpyArray noise = NpyArray.of(infinite, 1, 1, 4, 4);
        refused(damaged, "noise0 must be finite: Infinity", "w", w, "noise0", noise);
        Files.write(file(), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> LatentFile.read(file(), session)).isInstanceOf(damaged);
    }
}
