package galatea.model.onnx;

import galatea.format.NpyArray;
import galatea.format.Npz;
import galatea.format.OnnxGraph;
import galatea.format.OnnxPort;
import galatea.model.Generator;
import galatea.model.Inputs;
import galatea.model.NetworkConfigs;
import galatea.model.Provenance;
import galatea.model.dcgan.DcganGenerator;
import galatea.model.mlp.MlpGenerator;
import galatea.model.progressive.ProgressiveGenerator;
import galatea.model.style.StyleGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A generator as ONNX files, in single precision, for any number of pictures at once.
 *
 * <p>The style family gives {@code mapping.onnx}, {@code synthesis.onnx} and, with noise, {@code
 * noise.npz} with the noise kept with the network; the other families give {@code generator.onnx}.
 * Doc strings of the graphs and of their inputs say what to feed. Each graph carries the texts
 * {@code config}, {@code provenance}, {@code lod} and, if there are any, {@code edits}.
 *
 * @param graphs in the order of use; the file of each is its name and {@code .onnx}
 * @param noise the noise kept with the network, by the names of the inputs, [1, 1, R, R] each
 */
public record OnnxExport(List<OnnxGraph> graphs, Map<String, NpyArray> noise) {
    /** File of {@link #noise}. */
    public static final String NOISE_FILE = "noise.npz";

    static final String GENERATOR = "generator";

    /** Copies the list. */
    public OnnxExport {
        graphs = List.copyOf(graphs);
    }

    /**
     * The graphs of a generator.
     *
     * @param lod level of detail to draw at; fractions fade between two
     * @throws IllegalArgumentException for a family that has no export, and a level of detail that
     *     the network has not
     */
    public static OnnxExport of(Generator generator, double lod, Provenance provenance) {
        Inputs.requireLod(generator.config(), lod);
        OnnxExport export = of(generator, lod);
        export.graphs.forEach(graph -> describe(graph, generator, lod, provenance));
        return export;
    }

    private static OnnxExport of(Generator generator, double lod) {
        if (generator instanceof StyleGenerator style) {
            OnnxGraph synthesis = SynthesisGraph.of(style, lod);
            return new OnnxExport(
                    List.of(MappingGraph.of(style), synthesis), storedNoise(style, synthesis));
        }
        if (generator instanceof ProgressiveGenerator progressive) {
            return new OnnxExport(List.of(ProgressiveGraph.of(progressive, lod)), Map.of());
        }
        if (generator instanceof DcganGenerator dcgan) {
            return new OnnxExport(List.of(DcganGraph.of(dcgan)), Map.of());
        }
        if (generator instanceof MlpGenerator mlp) {
            return new OnnxExport(List.of(MlpGraph.of(mlp)), Map.of());
        }
        throw new IllegalArgumentException(
                "family of the network must be style, progressive, dcgan or mlp to be exported to"
                        + " ONNX: "
                        + generator.config().family());
    }

    /** What the network has for the inputs of the graph that are called noise. */
    private static Map<String, NpyArray> storedNoise(StyleGenerator style, OnnxGraph synthesis) {
        Map<String, NpyArray> noise = new LinkedHashMap<>();
        synthesis.inputs().stream()
                .map(OnnxPort::name)
                .filter(name -> name.startsWith("noise"))
                .forEach(name -> noise.put(name, Weights.of(style.parameters(), name).array()));
        return noise;
    }

    private static void describe(
            OnnxGraph graph, Generator generator, double lod, Provenance provenance) {
        graph.metadata("config", NetworkConfigs.toJson(generator.config()));
        graph.metadata("provenance", provenance.toJson());
        graph.metadata("lod", Double.toString(lod));
        String edits = provenance.edits();
        if (edits != null) {
            graph.metadata("edits", edits);
        }
    }

    /** Names of the files. */
    public List<String> files() {
        List<String> names = new ArrayList<>();
        graphs.forEach(graph -> names.add(fileOf(graph)));
        if (!noise.isEmpty()) {
            names.add(NOISE_FILE);
        }
        return names;
    }

    /** Name of the file of a graph. */
    public static String fileOf(OnnxGraph graph) {
        return graph.name() + ".onnx";
    }

    /** Writes or replaces the files, each atomically, in a folder that is there. */
    public void write(Path folder) throws IOException {
        for (String name : files()) {
            write(name, folder.resolve(name));
        }
    }

    /**
     * Writes or replaces one of the files atomically.
     *
     * @param name one of {@link #files}
     */
    public void write(String name, Path target) throws IOException {
        if (name.equals(NOISE_FILE)) {
            Npz.write(target, noise);
            return;
        }
        for (OnnxGraph graph : graphs) {
            if (fileOf(graph).equals(name)) {
                graph.write(target);
            }
        }
    }
}
