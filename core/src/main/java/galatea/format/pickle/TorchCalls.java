package galatea.format.pickle;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of Torch that make tensors. */
final class TorchCalls {
    private final Source source;
    private final KnownCalls calls;

    TorchCalls(Source source, KnownCalls calls) {
        this.source = source;
        this.calls = calls;
    }

    @Nullable Object call(PickledName name, List<? extends @Nullable Object> arguments) {
        return switch (name.full()) {
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
                    tensor(name, arguments);
            case "torch._utils._rebuild_tensor_v3" -> typedTensor(name, arguments);
            case "torch._utils._rebuild_parameter",
                    "torch._utils._rebuild_parameter_with_state",
                    "torch.nn.parameter.Parameter" ->
                    arguments.isEmpty() ? null : arguments.get(0);
            case "torch._tensor._rebuild_from_type_v2" -> ofType(name, arguments);
            case "torch.storage._load_from_bytes" -> nested(arguments);
            case "torch.Size" ->
                    arguments.isEmpty() || !(arguments.get(0) instanceof List<?> sizes)
                            ? List.of()
                            : Containers.tuple(sizes);
            default -> new PickledObject(name.full(), arguments);
        };
    }

    /** (storage, offset, size, stride, …). */
    private Object tensor(PickledName name, List<? extends @Nullable Object> arguments) {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Long offset) {
            return tensor(storage, offset, arguments);
        }
        return new PickledObject(name.full(), arguments);
    }

    /** (untyped storage, offset, size, stride, gradient, hooks, type, …). */
    private Object typedTensor(PickledName name, List<? extends @Nullable Object> arguments) {
        if (arguments.size() >= 7
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Long offset
                && arguments.get(6) instanceof PickledName type) {
            Encoding encoding = Encoding.ofTorch(type);
            if (encoding != null) {
                return tensor(storage.as(encoding), offset, arguments);
            }
        }
        return new PickledObject(name.full(), arguments);
    }

    private Object tensor(
            Storage storage, long offset, List<? extends @Nullable Object> arguments) {
        return new StoredTensor(
                source.file(),
                storage,
                offset,
                Containers.sizes(arguments.get(2), source.budget()),
                Containers.sizes(arguments.get(3), source.budget()));
    }

    /** (function, class, arguments, state): a tensor with attributes. */
    private @Nullable Object ofType(PickledName name, List<? extends @Nullable Object> arguments) {
        if (arguments.size() >= 3
                && arguments.get(0) instanceof PickledName function
                && !function.name().equals(name.name())
                && arguments.get(2) instanceof List<?> inner) {
            return calls.call(function, inner);
        }
        return new PickledObject(name.full(), arguments);
    }

    private @Nullable Object nested(List<? extends @Nullable Object> arguments) {
        if (arguments.size() == 1 && arguments.get(0) instanceof byte[] bytes) {
            return TorchStream.read(new ByteInput(ByteBuffer.wrap(bytes)), source.nested());
        }
        throw new Damage("torch.storage._load_from_bytes must have bytes");
    }
}
