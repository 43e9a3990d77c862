package galatea.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.format.NpyArray;
import galatea.format.OnnxGraph;
import galatea.latent.NumpyRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphLayersTest {
    private static final int SIDE = 1024;

    @TempDir Path folder;

    /** A million pixels around 1, as after a leaky ReLU. */
    @Test
    void normalisationByRowsKeepsItsDigits() throws IOException {
        float[] x = new float[SIDE * SIDE];
        double[] draws = new NumpyRandom(1).randn(x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (1 + 0.5 * draws[i]);
        }
        assertThat(furthest(byRows(x), normalized(x))).isLessThan(5e-6);
    }

    private float[] byRows(float[] x) throws IOException {
        GraphLayers layers = new GraphLayers(new OnnxGraph("test", "one layer", "0"));
        layers.input("x", "features", 1, 1, SIDE, SIDE);
        layers.instanceNormByRows("y", "x", 1e-8);
        layers.output("y", "normalised", 1, 1, SIDE, SIDE);
        Path file = folder.resolve("layer.onnx");
        layers.graph().write(file);
        try (OnnxModel model = OnnxModel.open(file)) {
            return model.run(Map.of("x", NpyArray.of(x, 1, 1, SIDE, SIDE)), "y").floats();
        }
    }

    private static double[] normalized(float[] x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i]);
        double mean = Arrays.stream(y).average().orElseThrow();
        Arrays.setAll(y, i -> x[i] - mean);
        double variance = Arrays.stream(y).map(v -> v * v).average().orElseThrow();
        double length = Math.sqrt(variance + 1e-8);
        return Arrays.stream(y).map(v -> v / length).toArray();
    }

    private static double furthest(float[] x, double[] expected) {
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(x[i] - expected[i]));
        }
        return most;
    }
}
