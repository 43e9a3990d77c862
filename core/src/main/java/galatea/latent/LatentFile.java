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
 * {@code .npz} with such an array {@code z} or {@code w}, as NVIDIA's projector writes it, and
 * perhaps {@code noise0}, {@code noise1}, … [1 or N, 1, side, side] by layer.
 */
public final class LatentFile {
    private static final String NOISE = "noise";
    private static final String NOISE_NAME = NOISE + "(0|[1-9]\\d{0,3})";
    private static final int MAX_BYTES = 1 << 28; // of an array in an archive

    private LatentFile() {}

    /**
     * Reads latents for a network.
     *
     * @throws FormatException if the file is damaged, or has values that are not finite
     * @throws IllegalArgumentException if the latents or their noise are not of this network
     */
    public static List<Latent> read(Path file, GeneratorSession session) throws IOException {
        boolean archive = file.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
        return archive
                ? readArchive(file, session)
                : session.latents(finite(file, "array", Npy.read(file)));
    }

    private static List<Latent> readArchive(Path file, GeneratorSession session)
            throws IOException {
        List<String> names = Npz.names(file);
        String name = names.contains("w") ? "w" : "z";
        if (!names.contains(name)) {
            throw new FormatException(
                    file.toString(), "must have an array w or z, one of: " + names);
        }
        NpyArray array = array(file, name);
        int dimensions = name.equals("w") ? 3 : 2;
        if (array.shape().length != dimensions) {
            throw new FormatException(
                    file.toString(),
                    "%s must have %d dimensions: %s"
                            .formatted(name, dimensions, Arrays.toString(array.shape())));
        }
        return withNoise(file, names, session.latents(array), session.storedNoise());
    }

    /** The latents with the noise of the archive. */
    private static List<Latent> withNoise(
            Path file, List<String> names, List<Latent> latents, NoiseMaps own) throws IOException {
        List<Map<Integer, float[]>> noise = new ArrayList<>();
        latents.forEach(latent -> noise.add(new TreeMap<>()));
        for (String name : names) {
            if (name.matches(NOISE_NAME)) {
                int layer = Integer.parseInt(name.substring(NOISE.length()));
                addNoise(file, layer, sizeOf(layer, own), noise);
            }
        }
        List<Latent> complete = new ArrayList<>();
        for (int i = 0; i < latents.size(); i++) {
            complete.add(latents.get(i).with(NoiseMaps.of(noise.get(i))));
        }
        return complete;
    }

    private static int sizeOf(int layer, NoiseMaps own) {
        float[] map = own.maps().get(layer);
        if (map == null) {
            throw new IllegalArgumentException(
                    "noise must be of a layer that takes noise in this network: " + NOISE + layer);
        }
        return map.length;
    }

    /** Gives each latent its row, or all the same. */
    private static void addNoise(Path file, int layer, int size, List<Map<Integer, float[]>> noise)
            throws IOException {
        NpyArray array = array(file, NOISE + layer);
        long[] shape = array.shape(); // [1 or N, 1, side, side]
        long rows = shape.length == 0 ? 0 : shape[0];
        long side = NoiseMaps.side(size);
        boolean countFits = rows == 1 || rows == noise.size();
        if (!countFits || !Arrays.equals(shape, new long[] {rows, 1, side, side})) {
            throw new IllegalArgumentException(
                    "%s%d must have shape [1, 1, %d, %d] or one such map for each latent: %s"
                            .formatted(NOISE, layer, side, side, Arrays.toString(shape)));
        }
        float[] values = array.floats();
        for (int i = 0; i < noise.size(); i++) {
            int from = rows == 1 ? 0 : i * size;
            noise.get(i).put(layer, Arrays.copyOfRange(values, from, from + size));
        }
    }

    private static NpyArray array(Path file, String name) throws IOException {
        return finite(file, name, Npz.read(file, name, MAX_BYTES));
    }

    private static NpyArray finite(Path file, String name, NpyArray array) throws FormatException {
        for (float value : array.floats()) {
            if (!Float.isFinite(value)) {
                throw new FormatException(
                        file.toString(), "%s must be finite: %s".formatted(name, value));
            }
        }
        return array;
    }

    /**
     * Writes or replaces a file {@code .npz} with one latent and its noise, atomically.
     *
     * @param session with the network of the latent
     */
    public static void write(Path file, Latent latent, GeneratorSession session)
            throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        int size = latent.values().length;
        if (latent.space() == Space.W) {
            int numWs = session.numWs();
            arrays.put("w", NpyArray.of(latent.values(), 1, numWs, size / numWs));
        } else {
            arrays.put("z", NpyArray.of(latent.values(), 1, size));
        }
        latent.noise()
                .maps()
                .forEach(
                        (layer, map) -> {
                            int side = NoiseMaps.side(map.length);
                            arrays.put(NOISE + layer, NpyArray.of(map, 1, 1, side, side));
                        });
        Npz.write(file, arrays);
    }
}
