package galatea.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import galatea.format.DType;
import galatea.format.FormatException;
import galatea.format.NpyArray;
import galatea.torch.Engine;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An ONNX file run by ONNX Runtime on the processor, with the threads of the engine. */
public final class OnnxModel implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OnnxEnvironment.get();

    private final String file;
    private final OrtSession session;

    private OnnxModel(String file, OrtSession session) {
        this.file = file;
        this.session = session;
    }

    /**
     * Loads a file.
     *
     * @throws FormatException if ONNX Runtime does not take it
     */
    public static OnnxModel open(Path file) throws FormatException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Engine.threads());
            return new OnnxModel(
                    file.toString(), ENVIRONMENT.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw failed(file.toString(), e);
        }
    }

    /**
     * Computes one output.
     *
     * @param inputs singles or 64-bit integers by name
     * @return singles
     * @throws FormatException if ONNX Runtime cannot
     */
    public NpyArray run(Map<String, NpyArray> inputs, String output) throws FormatException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, NpyArray> input : inputs.entrySet()) {
                tensors.put(input.getKey(), tensor(input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                OnnxTensor y = (OnnxTensor) result.get(0);
                float[] values = new float[y.getFloatBuffer().remaining()];
                y.getFloatBuffer().get(values);
                return NpyArray.of(values, y.getInfo().getShape());
            }
        } catch (OrtException e) {
            throw failed(file, e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(NpyArray array) throws OrtException {
        var data = array.data().slice().order(ByteOrder.LITTLE_ENDIAN);
        return array.type() == DType.I64
                ? OnnxTensor.createTensor(ENVIRONMENT, data.asLongBuffer(), array.shape())
                : OnnxTensor.createTensor(ENVIRONMENT, data.asFloatBuffer(), array.shape());
    }

    private static FormatException failed(String file, OrtException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new FormatException(file, "ONNX Runtime: " + line, e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
