package galatea.model;

import galatea.format.NpyArray;
import galatea.format.Npz;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A generator as NumPy arrays in one {@code .npz} file, for programs in Python.
 *
 * <p>Each tensor, buffers included, has its structured name, single precision and the shape of its
 * layer; weights are as they are stored, without the scale of the equalised learning rate. Beside
 * them are {@code config} and {@code provenance}, JSON in UTF-8 as unsigned bytes, and {@code lod},
 * a number. Python: {@code json.loads(numpy.load(file)["config"].tobytes())}.
 */
public final class NetworkArrays {
    private NetworkArrays() {}

    /**
     * Writes or replaces a file atomically.
     *
     * @param lod level of detail to use the generator at
     */
    public static void write(Path file, Generator generator, double lod, Provenance provenance)
            throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("config", text(NetworkConfigs.toJson(generator.config())));
        arrays.put("provenance", text(provenance.toJson()));
        arrays.put("lod", NpyArray.of(new double[] {lod}));
        generator.parameters().trained().forEach(tensor -> put(arrays, tensor));
        generator.parameters().buffers().forEach(tensor -> put(arrays, tensor));
        Npz.write(file, arrays);
    }

    private static void put(Map<String, NpyArray> arrays, Parameter parameter) {
        arrays.put(
                parameter.name(), NpyArray.of(Ops.floats(parameter.tensor()), parameter.shape()));
    }

    private static NpyArray text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return NpyArray.of(bytes, bytes.length);
    }
}
