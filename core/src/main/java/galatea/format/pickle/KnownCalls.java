package galatea.format.pickle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the calls in a pickle mean as data: the allow-list. A call that is not in it gives a {@link
 * PickledObject} with its name and arguments. Nothing is ever run.
 */
final class KnownCalls {
    private final Source source;
    private final TorchCalls torch;
    private final NumpyCalls numpy;

    KnownCalls(Source source) {
        this.source = source;
        this.torch = new TorchCalls(source, this);
        this.numpy = new NumpyCalls(source);
    }

    /** The result of a call. */
    @Nullable Object call(@Nullable Object callable, List<? extends @Nullable Object> arguments) {
        if (!(callable instanceof PickledName name)) {
            return new PickledObject("call", arguments);
        }
        source.budget().copy(name.module().length() + name.name().length());
        return switch (name.module()) {
            case "builtins", "__builtin__" -> builtin(name, arguments);
            case "collections" -> collection(name, arguments);
            case "_codecs" -> encoded(name, arguments);
            case "copyreg", "copy_reg" -> constructed(name, arguments);
            case "torch_utils.persistence" -> persistent(name, arguments);
            default -> {
                if (name.name().equals("EasyDict")) {
                    yield dictionary(arguments);
                } else if (name.module().startsWith("torch")) {
                    yield torch.call(name, arguments);
                } else if (name.module().startsWith("numpy")) {
                    yield numpy.call(name, arguments);
                }
                yield new PickledObject(name.full(), arguments);
            }
        };
    }

    /** Gives an object its state. */
    void build(@Nullable Object target, @Nullable Object state) {
        if (target instanceof StoredTensor array) {
            numpy.build(array, state);
        } else if (target instanceof PickledObject object) {
            object.fill(state);
        } else if (!(target instanceof Map<?, ?> || target instanceof List<?>)) {
            throw new Damage("state must be of an object");
        } // else: attributes of a dictionary, such as the versions in a state dictionary
    }

    private @Nullable Object builtin(PickledName name, List<? extends @Nullable Object> arguments) {
        return switch (name.name()) {
            case "dict" -> dictionary(arguments);
            case "list", "set" -> copy(arguments);
            case "tuple", "frozenset" -> Containers.tuple(copy(arguments));
            case "bytes", "bytearray", "str" -> bytes(name, arguments);
            default -> new PickledObject(name.full(), arguments);
        };
    }

    private Object collection(PickledName name, List<? extends @Nullable Object> arguments) {
        return switch (name.name()) {
            case "OrderedDict", "Counter" -> dictionary(arguments);
            case "defaultdict" ->
                    dictionary(
                            arguments.isEmpty()
                                    ? arguments
                                    : arguments.subList(1, arguments.size()));
            default -> new PickledObject(name.full(), arguments);
        };
    }

    /** Of nothing, a dictionary or pairs. */
    private Object dictionary(List<? extends @Nullable Object> arguments) {
        Map<@Nullable Object, @Nullable Object> map = Containers.dictionary();
        Object content = arguments.isEmpty() ? null : arguments.get(0);
        if (content instanceof Map<?, ?> other) {
            source.budget().copy(32L * other.size());
            other.forEach((key, value) -> map.put(Containers.key(key, source.budget()), value));
        } else if (content instanceof List<?> pairs) {
            source.budget().copy(32L * pairs.size());
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw new Damage("dictionary must be made of pairs");
                }
                map.put(Containers.key(two.get(0), source.budget()), two.get(1));
            }
        }
        return map;
    }

    private List<@Nullable Object> copy(List<? extends @Nullable Object> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof List<?> values) {
            source.budget().copy(8L * values.size());
            return new ArrayList<>(values);
        }
        return new ArrayList<>();
    }

    /** How protocols 0 to 2 write bytes: a text in Latin-1. */
    private Object encoded(PickledName name, List<? extends @Nullable Object> arguments) {
        return name.name().equals("encode")
                ? bytes(name, arguments)
                : new PickledObject(name.full(), arguments);
    }

    private Object bytes(PickledName name, List<? extends @Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            return name.name().equals("str") ? "" : new byte[0];
        }
        if (!name.name().equals("str") && arguments.get(0) instanceof String text) {
            source.budget().copy(text.length());
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return arguments.get(0) instanceof byte[] bytes && arguments.size() == 1
                ? bytes
                : new PickledObject(name.full(), arguments);
    }

    /** Objects as protocols 0 to 2 make them: (class, base, state of the base) or (class, …). */
    private @Nullable Object constructed(
            PickledName name, List<? extends @Nullable Object> arguments) {
        boolean known = name.name().equals("_reconstructor") || name.name().equals("__newobj__");
        if (!known || arguments.isEmpty() || !(arguments.get(0) instanceof PickledName type)) {
            return new PickledObject(name.full(), arguments);
        }
        if (type.module().startsWith("copy")) { // makes itself, for ever
            return new PickledObject(type.full(), arguments);
        }
        boolean newObject = name.name().equals("__newobj__");
        int used = newObject || arguments.size() < 3 ? 1 : 2;
        return call(type, arguments.subList(used, arguments.size()));
    }

    /** A module of NVIDIA's: its class and state; the program text in it is left alone. */
    private static Object persistent(PickledName name, List<? extends @Nullable Object> arguments) {
        if (!name.name().equals("_reconstruct_persistent_obj")) {
            return new PickledObject(name.full(), arguments);
        }
        if (!arguments.isEmpty()
                && arguments.get(0) instanceof Map<?, ?> meta
                && meta.get("class_name") instanceof String className) {
            PickledObject object = new PickledObject(className, List.of());
            object.fill(meta.get("state"));
            return object;
        }
        throw new Damage("persistent object must have a class_name");
    }
}
