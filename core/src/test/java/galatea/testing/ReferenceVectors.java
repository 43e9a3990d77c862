package galatea.testing;

import static java.util.Objects.requireNonNull;

import galatea.format.Npy;
import galatea.format.NpyArray;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Named arrays computed by other programs: {@code reference/NAME.npz} of the test resources. */
public final class ReferenceVectors {
    private final String name;
    private final Map<String, NpyArray> arrays;

    private ReferenceVectors(String name, Map<String, NpyArray> arrays) {
        this.name = name;
        this.arrays = arrays;
    }

    /** Reads a file of the test resources. */
    public static ReferenceVectors load(String name) {
        String path = "/reference/" + name + ".npz";
        try (InputStream file = ReferenceVectors.class.getResourceAsStream(path);
                ZipInputStream zip = new ZipInputStream(requireNonNull(file, path))) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                String key = entry.getName().replaceFirst("\\.npy$", "");
                arrays.put(key, Npy.read(zip, key));
            }
            return new ReferenceVectors(name, arrays);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** An array as it is. */
    public NpyArray array(String key) {
        NpyArray array = arrays.get(key);
        if (array == null) {
            throw new IllegalArgumentException("no array %s in %s".formatted(key, name));
        }
        return array;
    }

    /** Whether there is an array of that name. */
    public boolean has(String key) {
        return arrays.containsKey(key);
    }

    /** Names that start with {@code prefix}, without it. */
    public List<String> namesUnder(String prefix) {
        return arrays.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** An array in single precision. */
    public Tensor tensor(String key) {
        return tensor(key, DType.FLOAT32);
    }

    /** An array in a precision. */
    public Tensor tensor(String key, DType dtype) {
        NpyArray array = array(key);
        float[] floats = array.floats();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return Ops.of(dtype, values, array.shape());
    }

    /** A single number. */
    public double scalar(String key) {
        return array(key).floats()[0];
    }

    /** Sets every trained tensor of a network from {@code prefix} + its name. */
    public void setTrained(Parameters parameters, String prefix) {
        set(parameters.trained(), prefix, parameters.dtype());
    }

    /** Sets every tensor that is not trained from {@code prefix} + its name. */
    public void setBuffers(Parameters parameters, String prefix) {
        set(parameters.buffers(), prefix, parameters.dtype());
    }

    private void set(List<Parameter> parameters, String prefix, DType dtype) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Parameter parameter : parameters) {
                String key = prefix + parameter.name();
                if (!Arrays.equals(array(key).shape(), parameter.shape())) {
                    throw new IllegalArgumentException(
                            "%s must have shape %s: %s"
                                    .formatted(
                                            key,
                                            Arrays.toString(parameter.shape()),
                                            Arrays.toString(array(key).shape())));
                }
                try (Tensor values = tensor(key, dtype)) {
                    parameter.tensor().copy_(values);
                }
            }
        }
    }
}
