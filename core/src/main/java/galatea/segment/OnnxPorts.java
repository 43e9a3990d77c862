package galatea.segment;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import galatea.format.Elements;
import galatea.format.FormatException;
import galatea.torch.Engine;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime behind a model card: sessions whose tensors are as the card says. */
final class OnnxPorts {
    private static final OrtEnvironment ENVIRONMENT = environment();

    private OnnxPorts() {}

    /** Quiet: failures come as exceptions. */
    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(
                ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "galatea");
    }

    /**
     * Loads a network.
     *
     * @throws FormatException if it cannot be loaded, or is not as its card says
     */
    static OrtSession session(Path model, ModelCard card) throws FormatException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Engine.threads());
            OrtSession session = ENVIRONMENT.createSession(model.toString(), options);
            try {
                check(model, "input", card.input(), card.channels(), session.getInputInfo());
                int classes = card.classes().size();
                check(model, "output", card.output(), classes, session.getOutputInfo());
                return session;
            } catch (FormatException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new FormatException(model.toString(), firstLine(e), e);
        }
    }

    private static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot be loaded");
    }

    private static void check(
            Path model, String what, ModelPort port, int channels, Map<String, NodeInfo> nodes)
            throws FormatException {
        NodeInfo node = nodes.get(port.name());
        if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
            throw wrong(
                    model,
                    "%s.name must be a tensor of the network, one of %s: %s"
                            .formatted(what, nodes.keySet(), port.name()));
        }
        check(model, what, port, channels, info);
    }

    private static void check(
            Path model, String what, ModelPort port, int channels, TensorInfo info)
            throws FormatException {
        OnnxJavaType type = port.half() ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT;
        if (info.type != type) {
            throw wrong(
                    model,
                    "%s.type must be the network's, %s: %s".formatted(what, info.type, type));
        }
        long[] told = port.shape(port.height(), port.width(), channels);
        if (!agree(told, info.getShape())) {
            throw wrong(
                    model,
                    "%s.shape must be the network's, %s: %s"
                            .formatted(
                                    what, Arrays.toString(info.getShape()), Arrays.toString(told)));
        }
    }

    /** Equal, where both are known. */
    private static boolean agree(long[] told, long[] found) {
        if (told.length != found.length) {
            return false;
        }
        for (int i = 0; i < told.length; i++) {
            if (told[i] >= 0 && found[i] >= 0 && told[i] != found[i]) {
                return false;
            }
        }
        return true;
    }

    private static FormatException wrong(Path model, String message) {
        return new FormatException(model.toString(), "card's " + message);
    }

    /** Values as the runtime takes them; the caller closes the tensor. */
    static OnnxTensor tensor(float[] values, long[] shape, boolean half) throws OrtException {
        return half
                ? OnnxTensor.createTensor(
                        ENVIRONMENT,
                        Elements.halves(values).asShortBuffer(),
                        shape,
                        OnnxJavaType.FLOAT16)
                : OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), shape);
    }
}
