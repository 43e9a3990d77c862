package galatea.model.onnx;

import galatea.format.FormatException;
import galatea.format.NpyArray;
import galatea.model.Generator;
import galatea.model.LayerTap;
import galatea.model.Networks;
import galatea.model.StyledGenerator;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Scope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Compares the pictures of exported files, run by ONNX Runtime, with the generator's own in double
 * precision. (In single precision the engine's own rounding, up to 0.02 in untrained networks of
 * 1024×1024, would hide that of the export.)
 *
 * <p>With styles, half of the layers are truncated, and the noise is the network's; with classes,
 * latent i is of class i modulo their number. So every input of every graph matters.
 */
public final class OnnxCheck {
    /** Largest difference of two equal networks, in pictures nominally in [−1, 1]. */
    public static final double TOLERANCE = 1e-4;

    private static final double PSI = 0.7;

    private final Generator generator;
    private final double lod;
    private final Map<String, NpyArray> noise;

    private OnnxCheck(Generator generator, double lod, Map<String, NpyArray> noise) {
        this.generator = generator;
        this.lod = lod;
        this.noise = noise;
    }

    /**
     * The largest absolute difference of a pixel.
     *
     * @param export what was written
     * @param folder where
     * @param lod level of detail of the export
     * @param latents z of each picture [latentSize]
     * @return infinite if a picture has values that are no numbers
     * @throws FormatException if ONNX Runtime cannot run the files
     */
    public static double largestDifference(
            OnnxExport export, Path folder, Generator generator, double lod, List<float[]> latents)
            throws FormatException {
        List<Path> files =
                export.graphs().stream().map(g -> folder.resolve(OnnxExport.fileOf(g))).toList();
        try (Generator exact = doubled(generator);
                OnnxModel first = OnnxModel.open(files.get(0));
                OnnxModel last = OnnxModel.open(files.get(files.size() - 1))) {
            OnnxCheck check = new OnnxCheck(exact, lod, export.noise());
            double largest = 0;
            for (int i = 0; i < latents.size(); i++) {
                float[] given = check.exported(first, last, latents.get(i), i);
                largest = Math.max(largest, difference(given, check.own(latents.get(i), i)));
            }
            return largest;
        }
    }

    /** The same network in double precision. */
    private static Generator doubled(Generator generator) {
        Generator exact = Networks.generator(generator.config(), DType.FLOAT64, 0);
        Stream.concat(exact.parameters().trained().stream(), exact.parameters().buffers().stream())
                .forEach(p -> Ops.copyInto(p, values(generator, p.name())));
        return exact;
    }

    private static float[] values(Generator generator, String name) {
        return Ops.floats(generator.parameters().named(name).tensor());
    }

    private static double difference(float[] given, double[] own) {
        if (given.length != own.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < own.length; i++) {
            double difference = Math.abs(given[i] - own[i]);
            largest = Math.max(largest, difference >= 0 ? difference : Double.POSITIVE_INFINITY);
        }
        return largest;
    }

    private float[] exported(OnnxModel first, OnnxModel last, float[] z, int i)
            throws FormatException {
        Map<String, NpyArray> inputs = new HashMap<>();
        inputs.put("z", NpyArray.of(z, 1, z.length));
        float @Nullable [] labels = labels(i);
        if (labels != null) {
            inputs.put("labels", NpyArray.of(labels, 1, labels.length));
        }
        if (!(generator instanceof StyledGenerator style)) {
            return last.run(inputs, "image").floats();
        }
        inputs.put("psi", NpyArray.of(new float[] {(float) PSI}, 1));
        inputs.put("cutoff", NpyArray.of(new long[] {cutoff(style)}, 1));
        Map<String, NpyArray> drawn = new HashMap<>(noise);
        drawn.put("ws", first.run(inputs, "ws"));
        return last.run(drawn, "image").floats();
    }

    private double[] own(float[] z, int i) {
        try (Scope scope = new Scope();
                NoGradGuard noGrad = new NoGradGuard()) {
            float @Nullable [] labels = labels(i);
            Tensor latent = tensor(z);
            @Nullable Tensor classes = labels == null ? null : tensor(labels);
            Tensor image =
                    generator instanceof StyledGenerator style
                            ? style.synthesize(
                                    truncated(style, style.map(latent, classes)),
                                    style.storedNoise(),
                                    lod,
                                    LayerTap.NONE)
                            : generator.forward(latent, classes, lod, LayerTap.NONE);
            return Ops.doubles(image);
        }
    }

    private static Tensor truncated(StyledGenerator style, Tensor w) {
        int cutoff = cutoff(style);
        Tensor pulled = style.broadcast(Ops.lerp(style.wAverage().expand_as(w), w, PSI));
        Tensor free = style.broadcast(w); // [1, numWs, wSize]
        return Ops.cat(
                1, pulled.narrow(1, 0, cutoff), free.narrow(1, cutoff, style.numWs() - cutoff));
    }

    private static int cutoff(StyledGenerator style) {
        return style.numWs() / 2;
    }

    /** Values as a batch of one. */
    private static Tensor tensor(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return Ops.of(DType.FLOAT64, doubles, 1, values.length);
    }

    /** One-hot, or null without classes. */
    private float @Nullable [] labels(int i) {
        int classes = generator.config().labelSize();
        if (classes == 0) {
            return null;
        }
        float[] labels = new float[classes];
        labels[i % classes] = 1;
        return labels;
    }
}
