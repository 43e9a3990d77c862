package galatea.cli;

import galatea.dissect.ComparisonPage;
import galatea.dissect.DissectionComparison;
import galatea.dissect.DissectionFile;
import galatea.dissect.DissectionReport;
import galatea.dissect.LayerReport;
import galatea.model.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What differs between two dissections. */
@Command(
        name = "compare-dissections",
        description = {
            "Compares two dissections, of two networks, two states of one, or two layers, class by"
                    + " class: comparison.json, comparison.html.",
            "Classes are the same if their names are."
        },
        footer = {
            "",
            "Examples:",
            "  galatea compare-dissections early/dissection.json late/dissection.json"
                    + " --outdir comparison",
            "  galatea compare-dissections d d --first-layers 8x8/Conv1 --second-layers"
                    + " 16x16/Conv1 --outdir layers"
        })
final class CompareDissectionsCommand extends Verb {
    private static final String JSON = "comparison.json";

    @Parameters(index = "0", paramLabel = "FIRST", description = "A dissection.json or its folder.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "SECOND", description = "Another, or the same.")
    private Path second = Path.of("");

    @Option(
            names = "--first-layers",
            split = ",",
            paramLabel = "NAME",
            description = "Layers of the first to count (all).")
    private List<String> firstLayers = List.of("all");

    @Option(
            names = "--second-layers",
            split = ",",
            paramLabel = "NAME",
            description = "Layers of the second to count (all).")
    private List<String> secondLayers = List.of("all");

    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        DissectionComparison comparison =
                DissectionComparison.of(read(first, firstLayers), read(second, secondLayers));
        OutputFolder folder = output.open(List.of(JSON, ComparisonPage.FILE));
        folder.write(JSON, file -> DissectionFile.writeComparison(file, comparison));
        String page =
                ComparisonPage.html(
                        comparison, name(first, firstLayers), name(second, secondLayers));
        folder.write(ComparisonPage.FILE, page.getBytes(StandardCharsets.UTF_8));
        if (output.json()) {
            Results.printJson(out(), comparison);
        } else {
            print(comparison, folder.path().resolve(ComparisonPage.FILE));
        }
        return 0;
    }

    private static DissectionReport read(Path path, List<String> layers) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(DissectionFile.NAME) : path;
        DissectionReport report = DissectionFile.read(file);
        return report.withLayers(
                LayerChoice.of(layers, layers(report)).stream().map(Layer::name).toList());
    }

    private static List<Layer> layers(DissectionReport report) {
        return IntStream.range(0, report.layers().size())
                .mapToObj(i -> layer(i, report.layers().get(i)))
                .toList();
    }

    private static Layer layer(int index, LayerReport layer) {
        return new Layer(index, layer.name(), layer.unitCount(), layer.resolution());
    }

    private static String name(Path path, List<String> layers) {
        return "%s, layers %s".formatted(path, String.join(", ", layers));
    }

    private void print(DissectionComparison comparison, Path page) {
        TextTable.of(ComparisonPage.HEADINGS, ComparisonPage.rows(comparison))
                .forEach(out()::println);
        out().println(ComparisonPage.verdict(comparison));
        comparison.unlike().forEach(u -> err().println("galatea: not made alike: " + u));
        err().printf("galatea: wrote %s%n", page);
    }
}
