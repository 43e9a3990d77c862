package galatea.cli;

import galatea.model.Layer;
import galatea.model.NetworkFile;
import galatea.model.NetworkSummary;
import galatea.model.Provenance;
import galatea.model.Source;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network file holds. */
@Command(
        name = "info",
        description = "Tells what a network is: family, sizes, layers, where it comes from.",
        footer = {"", "Example:", "  galatea info --network runs/00000-scenes32 --json"})
final class InfoCommand extends Verb {
    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        NetworkFile file = network.file();
        NetworkSummary summary = NetworkSummary.of(file);
        if (json) {
            Results.printJson(out(), summary);
        } else {
            print(summary);
        }
        return 0;
    }

    private void print(NetworkSummary summary) {
        line("family", summary.family());
        line("resolution", summary.resolution());
        line("channels", summary.channels());
        line("latent size", summary.latentSize());
        line("classes", summary.labelSize());
        line("generator parameters", summary.generatorParameters());
        line("discriminator parameters", summary.discriminatorParameters());
        line("discriminator in file", summary.hasDiscriminator() ? "yes" : "no");
        origin(summary.provenance());
        for (Layer layer : summary.layers()) {
            int side = layer.resolution();
            line(
                    "layer " + layer.index(),
                    "%s, %d units at %d x %d"
                            .formatted(layer.name(), layer.channels(), side, side));
        }
    }

    private void origin(Provenance provenance) {
        Source source = provenance.source();
        if (source == null) {
            line("seed", provenance.seed());
            line("images seen", provenance.imagesSeen());
            line("data set", String.valueOf(provenance.dataset()));
            line("made by", "galatea " + provenance.codeVersion());
        } else {
            line("read from", source.layout());
            String layers = source.cutoff() == null ? "all" : "the first " + source.cutoff();
            line("truncation", "psi %s on %s layers".formatted(source.psi(), layers));
        }
    }

    private void line(String name, Object value) {
        out().printf("%-25s %s%n", name, value);
    }
}
