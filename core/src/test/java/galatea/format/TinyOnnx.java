package galatea.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** ONNX files of one operation, written by hand. */
public final class TinyOnnx {
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;
    private static final int INTS = 7; // kinds of attributes

    private TinyOnnx() {}

    /**
     * A 1×1 convolution from input {@code x} [1, in, height, width] to output {@code y} [1, out,
     * height, width].
     *
     * @param half whether all tensors are halves
     * @param weight [out, in], row-major
     */
    public static Path convolution(
            Path file, boolean half, int out, int in, int height, int width, float... weight)
            throws IOException {
        int type = half ? FLOAT16 : FLOAT;
        byte[] data = (half ? Elements.halves(weight) : Elements.bytes(weight)).array();
        ProtoWriter kernel =
                new ProtoWriter()
                        .integer(1, out)
                        .integer(1, in)
                        .integer(1, 1)
                        .integer(1, 1)
                        .integer(2, type)
                        .text(8, "w")
                        .bytes(9, data);
        ProtoWriter attribute =
                new ProtoWriter()
                        .text(1, "kernel_shape")
                        .integer(8, 1)
                        .integer(8, 1)
                        .integer(20, INTS);
        ProtoWriter node =
                new ProtoWriter()
                        .text(1, "x")
                        .text(1, "w")
                        .text(2, "y")
                        .text(4, "Conv")
                        .message(5, attribute);
        ProtoWriter graph =
                new ProtoWriter()
                        .message(1, node)
                        .text(2, "tiny")
                        .message(5, kernel)
                        .message(11, port("x", type, in, height, width))
                        .message(12, port("y", type, out, height, width));
        ProtoWriter model =
                new ProtoWriter()
                        .integer(1, 7)
                        .message(7, graph)
                        .message(8, new ProtoWriter().text(1, "").integer(2, 11));
        return Files.write(file, model.toByteArray());
    }

    /** A value of shape [1, channels, height, width]; sizes of 0 are free. */
    private static ProtoWriter port(String name, int type, int channels, int height, int width) {
        ProtoWriter shape = new ProtoWriter();
        for (int size : new int[] {1, channels, height, width}) {
            ProtoWriter dimension = new ProtoWriter();
            shape.message(1, size == 0 ? dimension.text(2, "free") : dimension.integer(1, size));
        }
        ProtoWriter tensor = new ProtoWriter().integer(1, type).message(2, shape);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }
}
