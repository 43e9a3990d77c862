package galatea.testing;

import static java.util.Objects.requireNonNull;

import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Named arrays computed by other programs: {@code reference/NAME.npz} of the test resources. */
public final class ReferenceVectors {
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");
    private static final Pattern COMMA = Pattern.compile(",\\s*");

    private record Array(long[] shape, float[] values) {}

    private final String name;
    private final Map<String, Array> arrays;

    private ReferenceVectors(String name, Map<String, Array> arrays) {
        this.name = name;
        this.arrays = arrays;
    }

    /** Reads a file of the test resources. */
    public static ReferenceVectors load(String name) {
        String path = "/reference/" + name + ".npz";
        try (InputStream file = ReferenceVectors.class.getResourceAsStream(path);
                ZipInputStream zip = new ZipInputStream(requireNonNull(file, path))) {
            Map<String, Array> arrays = new LinkedHashMap<>();
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                String key = entry.getName().replaceFirst("\\.npy$", "");
                arrays.put(key, parse(key, zip.readAllBytes()));
            }
            return new ReferenceVectors(name, arrays);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /**
     * npy 1.0, little-endian float32, C order: all that the converter writes. To be replaced by the
     * library's own reader of such files once there is one.
     */
    private static Array parse(String key, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.getShort(8) & 0xffff;
        String text = new String(bytes, 10, length, StandardCharsets.US_ASCII);
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
            throw new IllegalArgumentException("header must be of float32, C order: " + key + text);
        }
        long[] shape =
                COMMA.splitAsStream(header.group(1))
                        .filter(n -> !n.isBlank())
                        .mapToLong(Long::parseLong)
                        .toArray();
        float[] values = new float[(bytes.length - 10 - length) / Float.BYTES];
        buffer.position(10 + length);
        buffer.asFloatBuffer().get(values);
        return new Array(shape, values);
    }

    private Array array(String key) {
        Array array = arrays.get(key);
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
        Array array = array(key);
        double[] values = new double[array.values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.values[i];
        }
        return Ops.of(dtype, values, array.shape);
    }

    /** A single number. */
    public double scalar(String key) {
        return array(key).values[0];
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
                if (!Arrays.equals(array(key).shape, parameter.shape())) {
                    throw new IllegalArgumentException(
                            "%s must have shape %s: %s"
                                    .formatted(
                                            key,
                                            Arrays.toString(parameter.shape()),
                                            Arrays.toString(array(key).shape)));
                }
                try (Tensor values = tensor(key, dtype)) {
                    parameter.tensor().copy_(values);
                }
            }
        }
    }
}
