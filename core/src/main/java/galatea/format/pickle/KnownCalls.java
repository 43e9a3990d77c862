package galatea.format.pickle;

import galatea.format.DType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the calls in a pickle mean as data: the allow-list. A call that is not in it gives a {@link
 * PickledObject} with its name and arguments.
 */
final class KnownCalls {
    private static final Map<String, DType> TORCH_TYPES =
            Map.of(
                    "FloatStorage", DType.F32,
                    "DoubleStorage", DType.F64,
                    "HalfStorage", DType.F16,
                    "BFloat16Storage", DType.BF16,
                    "LongStorage", DType.I64,
                    "IntStorage", DType.I32,
                    "ByteStorage", DType.U8,
                    "BoolStorage", DType.BOOL);

    private final int depth;

    /**
     * @param depth how many streams this one lies in
     */
    KnownCalls(int depth) {
        this.depth = depth;
    }

    /** Element type of a storage class; null for one that is not supported. */
    static @Nullable DType storageType(PickledName name) {
        return name.module().startsWith("torch") ? TORCH_TYPES.get(name.name()) : null;
    }

    /** The result of a call. */
    @Nullable Object call(@Nullable Object callable, List<@Nullable Object> arguments) {
        if (!(callable instanceof PickledName name)) {
            return new PickledObject("call", arguments);
        }
        return switch (name.full()) {
            case "collections.OrderedDict",
                            "builtins.dict",
                            "__builtin__.dict",
                            "dnnlib.util.EasyDict",
                            "collections.defaultdict" ->
                    dict(arguments);
            case "builtins.set",
                            "__builtin__.set",
                            "builtins.frozenset",
                            "__builtin__.frozenset",
                            "builtins.list",
                            "__builtin__.list" ->
                    list(arguments);
            case "_codecs.encode" -> encoded(arguments);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
                    tensor(name, arguments);
            case "torch._utils._rebuild_parameter",
                            "torch._utils._rebuild_parameter_with_state" ->
                    arguments.isEmpty() ? null : arguments.get(0);
            case "torch.storage._load_from_bytes" -> nested(arguments);
            case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" ->
                    new StoredTensor();
            case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" ->
                    scalar(name, arguments);
            case "torch_utils.persistence._reconstruct_persistent_obj" -> persistent(arguments);
            default -> new PickledObject(name.full(), arguments);
        };
    }

    /** Gives an object its state. */
    void build(@Nullable Object target, @Nullable Object state) {
        if (target instanceof StoredTensor array && state instanceof List<?> parts) {
            fill(array, parts);
        } else if (target instanceof PickledObject object) {
            object.fill(state);
        } // else: attributes of a dictionary, such as a state dict's versions
    }

    private static Map<Object, Object> dict(List<@Nullable Object> arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty() && arguments.get(0) instanceof List<?> pairs) {
            for (Object pair : pairs) {
                if (pair instanceof List<?> two && two.size() == 2 && two.get(0) instanceof String k) {
                    map.put(k, two.get(1));
                }
            }
        }
        return map;
    }

    private static List<?> list(List<@Nullable Object> arguments) {
        return !arguments.isEmpty() && arguments.get(0) instanceof List<?> values
                ? new ArrayList<>(values)
                : new ArrayList<>();
    }

    /** How Python 2 protocols write bytes: a text in Latin-1. */
    private static Object encoded(List<@Nullable Object> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return new PickledObject("_codecs.encode", arguments);
    }

    /** (storage, offset, size, stride, …). */
    private static Object tensor(PickledName name, List<@Nullable Object> arguments) {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Long offset) {
            return new StoredTensor(
                    storage, offset, sizes(arguments.get(2)), sizes(arguments.get(3)));
        }
        return new PickledObject(name.full(), arguments);
    }

    private @Nullable Object nested(List<@Nullable Object> arguments) {
        if (depth >= 3) {
            throw new Damage("streams must not lie in each other more than 3 deep");
        }
        if (arguments.size() == 1 && arguments.get(0) instanceof byte[] bytes) {
            return TorchStream.read(new ByteInput(ByteBuffer.wrap(bytes)), depth + 1);
        }
        throw new Damage("torch.storage._load_from_bytes must have bytes");
    }

    /** (dtype, bytes). */
    private static Object scalar(PickledName name, List<@Nullable Object> arguments) {
        if (arguments.size() == 2 && arguments.get(1) instanceof byte[] bytes) {
            StoredTensor number = new StoredTensor();
            if (fill(number, arguments.get(0), new long[0], false, bytes)) {
                return number;
            }
        }
        return new PickledObject(name.full(), arguments);
    }

    /** NumPy's (version, shape, dtype, whether in Fortran order, bytes). */
    private static void fill(StoredTensor array, List<?> state) {
        if (state.size() == 5 && state.get(4) instanceof byte[] bytes) {
            boolean fortran = Objects.equals(state.get(3), true);
            fill(array, state.get(2), sizes(state.get(1)), fortran, bytes);
        }
    }

    private static boolean fill(
            StoredTensor array,
            @Nullable Object type,
            long[] shape,
            boolean fortran,
            byte[] bytes) {
        NumpyType numpy = NumpyType.of(type);
        if (numpy == null) {
            return false;
        }
        Storage storage = Storage.of(numpy.dtype(), ByteBuffer.wrap(numpy.littleEndian(bytes)));
        array.fill(storage, 0, shape, strides(shape, fortran));
        return true;
    }

    private static long[] strides(long[] shape, boolean fortran) {
        long[] stride = new long[shape.length];
        long next = 1;
        for (int i = 0; i < shape.length; i++) {
            int d = fortran ? i : shape.length - 1 - i;
            stride[d] = next;
            next = Math.multiplyExact(next, Math.max(1, shape[d]));
        }
        return stride;
    }

    /** A module of NVIDIA's: its class and state; the program text in it is left alone. */
    private static Object persistent(List<@Nullable Object> arguments) {
        if (!arguments.isEmpty()
                && arguments.get(0) instanceof Map<?, ?> meta
                && meta.get("class_name") instanceof String className) {
            PickledObject object = new PickledObject(className, List.of());
            object.fill(meta.get("state"));
            return object;
        }
        throw new Damage("persistent object must have a class_name");
    }

    private static long[] sizes(@Nullable Object tuple) {
        if (!(tuple instanceof List<?> values)) {
            throw new Damage("shape must be a tuple");
        }
        long[] sizes = new long[values.size()];
        for (int i = 0; i < sizes.length; i++) {
            if (!(values.get(i) instanceof Long size) || size < 0) {
                throw new Damage("shape must be of whole numbers from 0");
            }
            sizes[i] = size;
        }
        return sizes;
    }
}
