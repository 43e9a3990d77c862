package galatea.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One named tensor of a network: a view of a slice of the network's buffer. */
public final class Parameter {
    private final String name;
    private final long[] shape;
    private final Init init;
    private @Nullable Tensor tensor;

    Parameter(String name, Init init, long... shape) {
        this.name = name;
        this.init = init;
        this.shape = shape.clone();
    }

    /** Structured name, such as {@code 8x8/Conv0_up/weight}. */
    public String name() {
        return name;
    }

    /** Shape as the layer sees it. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public long count() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /**
     * The values.
     *
     * @throws IllegalStateException before {@link Parameters#allocate}
     */
    public Tensor tensor() {
        if (tensor == null) {
            throw new IllegalStateException("parameter is not allocated yet: " + name);
        }
        return tensor;
    }

    Init init() {
        return init;
    }

    void bind(Tensor view) {
        tensor = view;
    }
}
