package galatea.segment;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import galatea.data.LabelClasses;
import galatea.format.FormatException;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A segmentation network of ONNX, run by ONNX Runtime on the processor.
 *
 * <p>Pictures of any size are resized to the network's (bilinear, half-pixel centres), one at a
 * time; gray is repeated, transparency laid over white. The labels of the largest outputs are
 * brought back to the pictures' size by nearest neighbour.
 */
public final class OnnxSegmenter implements Segmenter {
    private final ModelCard card;
    private final OrtSession session;
    private final String identity;

    private OnnxSegmenter(ModelCard card, OrtSession session, String identity) {
        this.card = card;
        this.session = session;
        this.identity = identity;
    }

    /**
     * Opens a network with its card.
     *
     * @param model {@code NAME.onnx}; {@code NAME.json} must lie beside it
     * @throws NoSuchFileException if either is absent
     * @throws FormatException if either is damaged, or they contradict each other
     */
    public static OnnxSegmenter open(Path model) throws IOException {
        Path cardFile = cardOf(model);
        if (!Files.exists(model)) {
            throw new NoSuchFileException(model.toString());
        }
        if (!Files.exists(cardFile)) {
            throw new NoSuchFileException(
                    cardFile.toString(), null, "must describe " + model.getFileName());
        }
        ModelCard card = read(cardFile);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(model));
        ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(cardFile));
        String names = String.join("\n", card.classes().names());
        String digest = "onnx:" + Digest.of(bytes, text, Digest.text(names));
        return new OnnxSegmenter(card, OnnxPorts.session(model, card), digest);
    }

    private static Path cardOf(Path model) {
        String name = String.valueOf(model.getFileName());
        return model.resolveSibling(name.replaceFirst("(\\.[^.]*)?$", ".json"));
    }

    private static ModelCard read(Path card) throws IOException {
        try {
            return ModelCard.read(card);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new FormatException(card.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public LabelClasses classes() {
        return card.classes();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public byte[] labels(Tensor images) {
        int count = Math.toIntExact(images.size(0));
        int height = Math.toIntExact(images.size(2));
        int width = Math.toIntExact(images.size(3));
        byte[] labels = new byte[count * height * width];
        for (int n = 0; n < count; n++) {
            ClassValues values = values(images, n);
            System.arraycopy(
                    values.labels(height, width), 0, labels, n * height * width, height * width);
        }
        return labels;
    }

    /** What the network gives for one of some pictures. */
    ClassValues values(Tensor images, int index) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor picture = images.narrow(0, index, 1); // [1, C, H, W]
            long height = size(card.input().height(), picture.size(2));
            long width = size(card.input().width(), picture.size(3));
            Tensor x = PictureChannels.convert(picture, card.channels());
            x = Ops.resizeBilinear(Ops.clamp(x, -1, 1), height, width);
            long[] shape = card.input().shape(height, width, card.channels());
            return run(Ops.floats(normalized(x)), shape);
        }
    }

    private static long size(long wanted, long found) {
        return wanted < 0 ? found : wanted;
    }

    /** As the card says, in the input's layout. */
    private Tensor normalized(Tensor x) {
        int channels = card.channels();
        double[] factor = new double[channels];
        double[] term = new double[channels];
        for (int c = 0; c < channels; c++) {
            double half = (card.high() - card.low()) / 2; // [−1, 1] to [low, high]
            factor[c] = half / card.deviation()[c];
            term[c] = (card.low() + half - card.mean()[c]) / card.deviation()[c];
        }
        Tensor ordered = card.order().equals("BGR") ? x.flip(1) : x;
        Tensor y = ordered.mul(perChannel(factor)).add(perChannel(term));
        return card.input().channelsLast() ? y.permute(0, 2, 3, 1) : y; // [1, H, W, C]
    }

    private static Tensor perChannel(double[] values) {
        return Ops.of(galatea.torch.DType.FLOAT32, values, 1, values.length, 1, 1);
    }

    private ClassValues run(float[] values, long[] shape) {
        try (OnnxTensor input = OnnxPorts.tensor(values, shape, card.input().half());
                OrtSession.Result result =
                        session.run(
                                Map.of(card.input().name(), input),
                                java.util.Set.of(card.output().name()))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            float[] given = new float[output.getFloatBuffer().remaining()];
            output.getFloatBuffer().get(given);
            return ClassValues.of(given, output.getInfo().getShape(), card);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "pictures must suit the network: " + e.getMessage(), e);
        }
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
