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
import galatea.format.ProtoWriter;
import galatea.model.onnx.OnnxEnvironment;
import galatea.torch.Engine;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime behind a model card: sessions whose tensors are as the card says. */
final class OnnxPorts {
    private static final OrtEnvironment ENVIRONMENT = OnnxEnvironment.get();

    private OnnxPorts() {}

    /**
     * Loads a segmentation network.
     *
     * @throws FormatException if it cannot be loaded, or is not as its card says
     */
    static OrtSession session(Path model, ModelCard card) throws FormatException {
        return session(
                model,
                options -> ENVIRONMENT.createSession(model.toString(), options),
                session -> {
                    checkInput(model, card.input(), session);
                    int classes = card.classes().size();
                    check(model, "output", card.output(), classes, session.getOutputInfo());
                });
    }

    /**
     * Loads a network of which a tensor inside is wanted.
     *
     * @param bytes the file's
     * @param feature name of the tensor
     * @throws FormatException if it cannot be loaded, or is not as its card says
     */
    static OrtSession session(Path model, byte[] bytes, PictureInput input, String feature)
            throws FormatException {
        return session(
                model,
                options -> ENVIRONMENT.createSession(withOutput(bytes, feature), options),
                session -> checkInput(model, input, session));
    }

    /**
     * The network with one more output. Protocol buffers merge what is appended: a second graph
     * (field 7) with an output (12) of a name (1) adds it to the first.
     */
    private static byte[] withOutput(byte[] model, String name) {
        ProtoWriter output = new ProtoWriter().text(1, name);
        ProtoWriter graph = new ProtoWriter().message(12, output);
        byte[] more = new ProtoWriter().message(7, graph).toByteArray();
        byte[] both = Arrays.copyOf(model, model.length + more.length);
        System.arraycopy(more, 0, both, model.length, more.length);
        return both;
    }

    /** Loads. */
    @FunctionalInterface
    private interface Loader {
        OrtSession load(OrtSession.SessionOptions options) throws OrtException;
    }

    /** Compares a network with its card. */
    @FunctionalInterface
    private interface Check {
        void check(OrtSession session) throws OrtException, FormatException;
    }

    private static OrtSession session(Path model, Loader loader, Check check)
            throws FormatException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Engine.threads());
            OrtSession session = loader.load(options);
            try {
                check.check(session);
                return session;
            } catch (FormatException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new FormatException(model.toString(), firstLine(e), e);
        }
    }

    private static void checkInput(Path model, PictureInput input, OrtSession session)
            throws OrtException, FormatException {
        check(model, "input", input.port(), input.channels(), session.getInputInfo());
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
