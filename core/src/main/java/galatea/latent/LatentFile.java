package galatea.latent;

import galatea.format.FormatException;
import galatea.format.Npy;
import galatea.format.NpyArray;
import galatea.format.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Latents in files of NumPy: {@code .npy} with z [N, latentSize] or styles [N, numWs, wSize], or
 * {@code .npz} with such an array {@code w} or {@code z}, as NVIDIA's projector writes it, and
 * perhaps {@code noise0}, {@code noise1}, … [1 or N, 1, side, side] by layer.
 */
public final class LatentFile {
    private static final String NOISE = "noise";

    private LatentFile() {}

    /**
     * Reads latents for a network.
     *
     * @throws FormatException if the file is damaged or has arrays of other shapes
     * @throws IllegalArgumentException if the latents are not of this network
     */
    public static List<Latent> read(Path file, GeneratorSession session) throws IOException {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
            return session.latents(Npy.read(file));
        }
        List<String> names = Npz.names(file);
        if (!names.contains("w") && !names.contains("z")) {
            throw new FormatException(
                    file.toString(), "must have an array w or z, one of: " + names);
        }
        List<Latent> latents =
                session.latents(Npz.read(file, names.contains("w") ? "w" : "z"));
        List<Map<Integer, float[]>> noise = new ArrayList<>();
        latents.forEach(latent -> noise.add(new TreeMap<>()));
        Map<Integer, float[]> own = session.storedNoise().maps();
        for (String name : names) {
            if (name.matches(NOISE + "\\d{1,4}")) {
                int layer = Integer.parseInt(name.substring(NOISE.length()));
                int size = own.getOrDefault(layer, new float[0]).length;
                addNoise(file, layer, size, noise);
            }
        }
        List<Latent> complete = new ArrayList<>();
        for (int i = 0; i < latents.size(); i++) {
            complete.add(latents.get(i).with(NoiseMaps.of(noise.get(i))));
        }
        return complete;
    }

    /** Gives each latent its row, or all the same. */
    private static void addNoise(
            Path file, int layer, int size, List<Map<Integer, float[]>> noise)
            throws IOException {
        NpyArray array = Npz.read(file, NOISE + layer);
        long[] shape = array.shape();
        int side = (int) Math.round(Math.sqrt(size));
        boolean fits = shape.length == 4 && (shape[0] == 1 || shape[0] == noise.size());
        if (size == 0 || !fits || shape[1] != 1 || shape[2] != side || shape[3] != side) {
            throw new FormatException(
                    file.toString(),
                    "%s%d must %s in this network: %s"
                            .formatted(
                                    NOISE,
                                    layer,
                                    size == 0
                                            ? "be absent"
                                            : "have shape [1, 1, %d, %d]".formatted(side, side),
                                    Arrays.toString(shape)));
        }
        float[] values = array.floats();
        for (int i = 0; i < noise.size(); i++) {
            int from = shape[0] == 1 ? 0 : i * size;
            noise.get(i).put(layer, Arrays.copyOfRange(values, from, from + size));
        }
    }

    /**
     * Writes or replaces a file {@code .npz} with one latent and its noise, atomically.
     *
     * @param numWs layers of the network; for latents of space W
     */
    public static void write(Path file, Latent latent, int numWs) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        int size = latent.values().length;
        if (latent.space() == Space.W) {
            arrays.put("w", NpyArray.of(latent.values(), 1, numWs, size / numWs));
        } else {
            arrays.put("z", NpyArray.of(latent.values(), 1, size));
        }
        latent.noise()
                .maps()
                .forEach(
                        (layer, map) -> {
                            int side = (int) Math.round(Math.sqrt(map.length));
                            arrays.put(NOISE + layer, NpyArray.of(map, 1, 1, side, side));
                        });
        Npz.write(file, arrays);
    }
}
