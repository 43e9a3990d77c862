package galatea.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** The bytes of contiguous tensors, for files: little-endian on every supported platform. */
public final class RawData {
    private RawData() {}

    /**
     * A view of the values of a contiguous tensor; valid while the tensor lives.
     *
     * @throws IllegalArgumentException if the tensor is not contiguous or larger than 2 GiB
     */
    public static ByteBuffer view(Tensor tensor) {
        if (!tensor.is_contiguous()) {
            throw new IllegalArgumentException("tensor must be contiguous");
        }
        long bytes = tensor.numel() * tensor.itemsize();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("tensor must be at most 2 GiB: " + bytes);
        }
        if (bytes == 0) {
            return ByteBuffer.allocate(0);
        }
        try (Scope scope = new Scope()) {
            Pointer data = tensor.data_ptr();
            ByteBuffer view = new BytePointer(data).capacity(bytes).asByteBuffer();
            return view.order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Overwrites a contiguous tensor.
     *
     * @param bytes as many as the tensor has
     */
    public static void load(Tensor tensor, ByteBuffer bytes) {
        ByteBuffer target = view(tensor);
        if (target.remaining() != bytes.remaining()) {
            throw new IllegalArgumentException(
                    "data must have %d bytes: %d".formatted(target.remaining(), bytes.remaining()));
        }
        target.put(bytes.duplicate());
    }

    /** Unsigned bytes as a tensor of numbers 0…255. */
    public static Tensor numbers(byte[] values, DType dtype, long... shape) {
        TensorOptions bytes = new TensorOptions(torch.ScalarType.Byte);
        return torch.from_blob(new BytePointer(values), shape, bytes).to(dtype.scalarType());
    }

    /** Unsigned bytes as a tensor of 64-bit whole numbers, for use as indices. */
    public static Tensor indices(byte[] values, long... shape) {
        TensorOptions bytes = new TensorOptions(torch.ScalarType.Byte);
        return torch.from_blob(new BytePointer(values), shape, bytes).to(torch.ScalarType.Long);
    }
}
