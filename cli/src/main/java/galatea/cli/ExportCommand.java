package galatea.cli;

import galatea.dissect.Folding;
import galatea.dissect.Recipe;
import galatea.dissect.UnitEdit;
import galatea.format.FormatException;
import galatea.format.OnnxGraph;
import galatea.latent.Latent;
import galatea.model.Generator;
import galatea.model.NetworkArrays;
import galatea.model.NetworkFile;
import galatea.model.Provenance;
import galatea.model.onnx.OnnxCheck;
import galatea.model.onnx.OnnxExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A generator for other programs. */
@Command(
        name = "export",
        description = {
            "Writes the generator of a network in a format that other programs read.",
            "onnx: mapping.onnx, synthesis.onnx and noise.npz for networks with styles, else"
                    + " generator.onnx. safetensors: generator.safetensors, as convert writes it."
                    + " npz: generator.npz, NumPy arrays by name."
        },
        footer = {
            "",
            "Examples:",
            "  galatea export --network runs/00000-scenes64 --outdir onnx",
            "  galatea export --network builtin:scenes --recipe recipe.json --format npz --outdir out"
        })
final class ExportCommand extends Verb {
    private static final int PICTURES = 8;

    @Mixin private NetworkOption network = new NetworkOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "ONNX",
            description = "onnx, safetensors or npz (onnx).")
    private Format format = Format.ONNX;

    @Option(
            names = "--recipe",
            paramLabel = "R.json",
            description =
                    "Edits of whole pictures to write into the weights first, such as the"
                            + " recipe.json of intervene.")
    private @Nullable Path recipe;

    @Option(
            names = "--no-check",
            description =
                    "Do not draw the pictures of seeds 0 to 7 with ONNX Runtime to compare them"
                            + " with the network's, which they must equal within 0.0001.")
    private boolean unchecked;

    private enum Format {
        ONNX,
        SAFETENSORS,
        NPZ
    }

    /** What is exported. */
    private record Subject(Generator generator, double lod, Provenance provenance) {}

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        NetworkFile file = network.file();
        List<UnitEdit> edits = edits();
        try (Generator generator = file.generator()) {
            Folding.fold(generator, edits);
            Provenance before = file.provenance();
            Provenance provenance = edits.isEmpty() ? before : Folding.provenance(before, edits);
            Subject subject = new Subject(generator, file.lod(), provenance);
            if (format == Format.ONNX) {
                writeOnnx(subject, start);
            } else {
                writeTensors(subject, file.path(), start);
            }
        }
        return 0;
    }

    private List<UnitEdit> edits() throws IOException {
        if (recipe == null) {
            return List.of();
        }
        Recipe edits = EditOptions.read(recipe);
        if (!edits.isResolved()) {
            throw new IllegalArgumentException(
                    "values of the recipe must be numbers to be exported; intervene writes a"
                            + " recipe.json that has them: "
                            + recipe);
        }
        return edits.unitEdits();
    }

    private void writeTensors(Subject subject, Path network, long start) throws IOException {
        String name = "generator." + EnumWord.of(format);
        Path target = output.folder().resolve(name);
        if (Files.exists(target) && Files.isSameFile(network, target)) {
            throw new IllegalArgumentException(
                    "outdir must not be the folder of the network, which would be replaced: "
                            + output.folder());
        }
        OutputFolder folder = output.open(List.of(name));
        folder.write(name, path -> writeTensors(subject, path));
        print(folder, List.of(written(folder, name, List.of())), null, start);
    }

    private void writeTensors(Subject subject, Path file) throws IOException {
        Generator generator = subject.generator();
        if (format == Format.NPZ) {
            NetworkArrays.write(file, generator, subject.lod(), subject.provenance());
        } else {
            NetworkFile.save(file, generator, null, subject.lod(), subject.provenance());
        }
    }

    private void writeOnnx(Subject subject, long start) throws IOException {
        OnnxExport export = OnnxExport.of(subject.generator(), subject.lod(), subject.provenance());
        OutputFolder folder = output.open(export.files());
        List<ExportReport.Written> files = new ArrayList<>();
        for (String name : export.files()) {
            folder.write(name, path -> export.write(name, path));
            files.add(written(folder, name, export.graphs()));
        }
        @Nullable Double difference = unchecked ? null : difference(export, folder.path(), subject);
        print(folder, files, difference, start);
    }

    private static ExportReport.Written written(
            OutputFolder folder, String name, List<OnnxGraph> graphs) throws IOException {
        return ExportReport.Written.of(
                name,
                Files.size(folder.path().resolve(name)),
                graphs.stream().filter(g -> OnnxExport.fileOf(g).equals(name)).findFirst());
    }

    private static double difference(OnnxExport export, Path folder, Subject subject)
            throws IOException {
        int size = subject.generator().config().latentSize();
        List<float[]> latents =
                LongStream.range(0, PICTURES)
                        .mapToObj(seed -> Latent.ofSeed(seed, size).values())
                        .toList();
        double difference =
                OnnxCheck.largestDifference(
                        export, folder, subject.generator(), subject.lod(), latents);
        if (!(difference <= OnnxCheck.TOLERANCE)) {
            throw new FormatException(
                    folder.toString(),
                    "pictures of ONNX Runtime must be within %s of the network's: %s; the files"
                                    .formatted(OnnxCheck.TOLERANCE, difference)
                            + " are kept");
        }
        return difference;
    }

    private void print(
            OutputFolder folder,
            List<ExportReport.Written> files,
            @Nullable Double difference,
            long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String outdir = folder.path().toString();
        if (output.json()) {
            String word = EnumWord.of(format);
            Results.printJson(out(), new ExportReport(outdir, word, files, difference, seconds));
            return;
        }
        files.forEach(file -> out().println(file.line()));
        if (difference != null) {
            out().printf(
                            Locale.ROOT,
                            "%d pictures of ONNX Runtime differ from the network's by at most %.1e%n",
                            PICTURES,
                            difference);
        }
        err().printf(Locale.ROOT, "galatea: wrote %s in %.1f s%n", outdir, seconds);
    }
}
