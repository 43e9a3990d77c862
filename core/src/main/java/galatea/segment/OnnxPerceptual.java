package galatea.segment;

import galatea.format.FormatException;
import galatea.format.OnnxFile;
import galatea.segment.onnx.TorchGraph;
import galatea.torch.DType;
import galatea.torch.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Values inside a network of ONNX, computed by this library's engine so that gradients flow; halves
 * become singles.
 *
 * <p>The card's {@code input} says how pictures are given; its other values may be absent. Pictures
 * are resized as {@link OnnxSegmenter} does, and several are looked at as one batch.
 */
final class OnnxPerceptual implements PerceptualFeatures {
    private final TorchGraph graph;
    private final PictureInput input;
    private final List<String> layers;
    private final String identity;

    private OnnxPerceptual(
            TorchGraph graph, PictureInput input, List<String> layers, String identity) {
        this.graph = graph;
        this.input = input;
        this.layers = layers;
        this.identity = identity;
    }

    /**
     * Opens a network with its card.
     *
     * @param file {@code NAME.onnx}; {@code NAME.json} must lie beside it
     * @param wanted names of values [N, F, h, w]; none for those of {@link FeatureLayers}
     * @throws NoSuchFileException if either is absent
     * @throws FormatException if either is damaged, an operator is not known, or a value is absent
     */
    static OnnxPerceptual open(Path file, List<String> wanted) throws IOException {
        PictureInput input = OnnxNetwork.card(file, OnnxPerceptual::input);
        OnnxFile model = OnnxFile.read(file);
        if (!model.inputs().contains(input.port().name())) {
            throw new FormatException(
                    file.toString(),
                    "card's input.name must be a tensor of the network, one of %s: %s"
                            .formatted(model.inputs(), input.port().name()));
        }
        List<String> layers = wanted.isEmpty() ? FeatureLayers.of(model) : List.copyOf(wanted);
        if (layers.isEmpty()) {
            throw new FormatException(
                    file.toString(), "network must have activations, or layers must be named");
        }
        String name = input.port().name();
        TorchGraph graph = new TorchGraph(model, file.toString(), name, layers, DType.FLOAT32);
        return new OnnxPerceptual(graph, input, layers, identity(file, layers));
    }

    private static PictureInput input(Path card) throws IOException {
        String text = Files.readString(card);
        return PictureInput.read(new CardReader(StrictJson.tree("card", text), "", ModelCard.KEYS));
    }

    private static String identity(Path file, List<String> layers) throws IOException {
        ByteBuffer model = ByteBuffer.wrap(Files.readAllBytes(file));
        ByteBuffer card = ByteBuffer.wrap(Files.readAllBytes(OnnxNetwork.cardOf(file)));
        return "onnx:" + Digest.of(model, card, Digest.text(String.join(",", layers)));
    }

    @Override
    public List<Tensor> features(Tensor images) {
        try (Scope scope = new Scope()) {
            List<Tensor> features = new ArrayList<>();
            List<Tensor> values = graph.run(input.prepared(images));
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).dim() != 4) {
                    throw new IllegalArgumentException(
                            "feature layers must have 4 dimensions: %s has %d"
                                    .formatted(layers.get(i), values.get(i).dim()));
                }
                features.add(scope.keep(PerceptualFeatures.unit(values.get(i))));
            }
            return features;
        }
    }

    @Override
    public List<String> layers() {
        return layers;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public void close() {
        graph.close();
    }
}
