package galatea.latent;

import galatea.format.DType;
import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Directions as a safetensors file.
 *
 * <p>Tensors: {@code values} [K, size], float32, rows of length 1; {@code mean} [size], float32;
 * {@code sigma} [K] and {@code explained} [K], float64, NaN where nothing is explained. The text
 * {@code galatea.directions} of the header is a JSON object: {@code version} 1, {@code space}
 * ({@code z} or {@code w}), {@code method}, {@code network} and, one per row, {@code names} and
 * {@code layers} (null or {@code [first, last]}).
 */
public final class DirectionsFile {
    /** The usual name. */
    public static final String NAME = "directions.safetensors";

    private static final String HEAD = "galatea.directions";
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private DirectionsFile() {}

    /** What the header says. */
    private record Head(
            int version,
            String space,
            String method,
            String network,
            List<String> names,
            List<int @Nullable []> layers) {}

    /** Writes or replaces a file atomically; equal directions give equal bytes. */
    public static void write(Path file, Directions directions) throws IOException {
        int k = directions.list().size();
        int size = directions.mean().length;
        float[] values = new float[k * size];
        for (int i = 0; i < k; i++) {
            float[] row = directions.list().get(i).values();
            System.arraycopy(row, 0, values, i * size, size);
        }
        double[] sigma = directions.list().stream().mapToDouble(Direction::sigma).toArray();
        double[] explained = directions.list().stream().mapToDouble(Direction::explained).toArray();
        List<TensorEntry> entries =
                List.of(
                        TensorEntry.of("values", values, k, size),
                        TensorEntry.of("mean", directions.mean(), size),
                        TensorEntry.of("sigma", sigma, k),
                        TensorEntry.of("explained", explained, k));
        SafetensorsWriter.write(file, entries, Map.of(HEAD, head(directions)));
    }

    private static String head(Directions directions) {
        List<int @Nullable []> layers = new ArrayList<>();
        for (Direction direction : directions.list()) {
            LayerRange range = direction.layers();
            layers.add(range == null ? null : new int[] {range.first(), range.last()});
        }
        return MAPPER.writeValueAsString(
                new Head(
                        VERSION,
                        directions.space() == Space.Z ? "z" : "w",
                        directions.method(),
                        directions.network(),
                        directions.list().stream().map(Direction::name).toList(),
                        layers));
    }

    /**
     * Reads a file.
     *
     * @param file the file, or a folder with a {@value #NAME}
     * @throws FormatException if it is no such file or damaged
     */
    public static Directions read(Path file) throws IOException {
        Path path = Files.isDirectory(file) ? file.resolve(NAME) : file;
        SafetensorsFile tensors = SafetensorsFile.open(path);
        try {
            return read(tensors, head(tensors));
        } catch (IllegalArgumentException e) {
            throw new FormatException(path.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Head head(SafetensorsFile file) {
        String text = file.metadata().get(HEAD);
        if (text == null) {
            throw new IllegalArgumentException(
                    "must have the text %s to be a file of directions".formatted(HEAD));
        }
        try {
            Head head = MAPPER.readValue(text, Head.class);
            requireComplete(head);
            return head;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s must be a JSON object of directions: %s"
                            .formatted(HEAD, e.getOriginalMessage()),
                    e);
        }
    }

    @SuppressWarnings("ConstantValue") // JSON may leave anything out
    private static void requireComplete(@Nullable Head head) {
        if (head == null || head.version() != VERSION) {
            throw new IllegalArgumentException(
                    "version must be %d: %s"
                            .formatted(VERSION, head == null ? "none" : head.version()));
        }
        for (Object part :
                Arrays.asList(
                        head.space(), head.method(), head.network(), head.names(), head.layers())) {
            if (part == null) {
                throw new IllegalArgumentException(
                        HEAD + " must have space, method, network, names and layers");
            }
        }
    }

    private static Directions read(SafetensorsFile file, Head head) {
        int k = head.names().size();
        if (k < 1 || k > Directions.MOST || head.layers().size() != k) {
            throw new IllegalArgumentException(
                    "names and layers must be 1 to %d and as many: %d and %d"
                            .formatted(Directions.MOST, k, head.layers().size()));
        }
        float[] mean = file.floats(required(file, "mean", DType.F32, -1));
        int size = mean.length;
        float[] values = file.floats(required(file, "values", DType.F32, k, size));
        double[] sigma = file.doubles(required(file, "sigma", DType.F64, k));
        double[] explained = file.doubles(required(file, "explained", DType.F64, k));
        List<Direction> list = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            float[] row = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            list.add(
                    new Direction(
                            name(head, i),
                            space(head),
                            row,
                            range(head.layers().get(i)),
                            sigma[i],
                            explained[i]));
        }
        return new Directions(head.method(), head.network(), mean, list);
    }

    @SuppressWarnings("ConstantValue") // JSON may have nulls anywhere
    private static String name(Head head, int i) {
        String name = head.names().get(i);
        return name == null ? "" : name;
    }

    private static Space space(Head head) {
        return switch (head.space()) {
            case "z" -> Space.Z;
            case "w" -> Space.W;
            default -> throw new IllegalArgumentException("space must be z or w: " + head.space());
        };
    }

    private static @Nullable LayerRange range(int @Nullable [] layers) {
        if (layers == null) {
            return null;
        }
        if (layers.length != 2) {
            throw new IllegalArgumentException(
                    "layers must be null or [first, last]: " + Arrays.toString(layers));
        }
        return new LayerRange(layers[0], layers[1]);
    }

    /** The name of a tensor that is there as it must be; −1 stands for any length. */
    private static String required(SafetensorsFile file, String name, DType type, long... shape) {
        if (!file.has(name)) {
            throw new IllegalArgumentException("must have the tensor: " + name);
        }
        long[] is = file.shape(name);
        boolean fits = is.length == shape.length && file.dtype(name) == type;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = is[i] == shape[i] || (shape[i] < 0 && is[i] > 0);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "%s must be %s %s: %s %s"
                            .formatted(
                                    name,
                                    type,
                                    Arrays.toString(shape),
                                    file.dtype(name),
                                    Arrays.toString(is)));
        }
        return name;
    }
}
