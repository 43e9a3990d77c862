package galatea.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Number format of a network's parameters. */
public enum DType {
    /** 32-bit floating point: training and use. */
    FLOAT32(ScalarType.Float),
    /** 64-bit floating point: comparison with reference values. */
    FLOAT64(ScalarType.Double);

    private final ScalarType scalarType;

    DType(ScalarType scalarType) {
        this.scalarType = scalarType;
    }

    ScalarType scalarType() {
        return scalarType;
    }

    /** The engine's options for a new tensor of this type. */
    public TensorOptions options() {
        return new TensorOptions(scalarType);
    }

    /** The type of a floating-point tensor. */
    public static DType of(Tensor tensor) {
        return of(tensor.scalar_type());
    }

    static DType of(ScalarType type) {
        return type.intern() == ScalarType.Double ? FLOAT64 : FLOAT32; // native enums are copies
    }
}
