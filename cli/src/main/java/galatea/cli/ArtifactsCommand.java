package galatea.cli;

import galatea.dissect.ArtifactFile;
import galatea.dissect.ArtifactFinder;
import galatea.dissect.ArtifactOptions;
import galatea.dissect.ArtifactReport;
import galatea.dissect.Folding;
import galatea.dissect.Gaussian;
import galatea.dissect.Specimen;
import galatea.dissect.Unit;
import galatea.dissect.UnitEdit;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.model.NetworkFile;
import galatea.segment.FeatureEncoder;
import galatea.torch.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds and removes units that draw artifacts. */
@Command(
        name = "artifacts",
        description = {
            "Finds units of a generator that draw artifacts and removes them: artifacts.json,"
                    + " index.html, repaired.safetensors.",
            "A unit is removed only if that brings the pictures closer to real ones on a sample it"
                    + " was not chosen on. repaired.safetensors is written only if one was."
        },
        footer = {
            "",
            "Examples:",
            "  galatea artifacts --network runs/00000-scenes64 --data scenes"
                    + " --features builtin:scenes --outdir artifacts",
            "  galatea artifacts --network N.safetensors --data photos/ --features unet.safetensors"
                    + " --units 16x16/Conv1:3,7 --outdir artifacts"
        })
final class ArtifactsCommand extends Verb {
    private static final String JSON = "artifacts.json";
    private static final String NETWORK = "repaired.safetensors";

    @Mixin private NetworkOption network = new NetworkOption();
    @Mixin private RealsOptions reals = new RealsOptions();
    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "all",
            description = "Layers by name or number, as info lists them (all).")
    private List<String> layers = List.of("all");

    @Option(
            names = "--units",
            paramLabel = "LAYER:UNITS",
            converter = UnitList.Converter.class,
            description =
                    "Search nothing: measure and remove these units, such as 16x16/Conv1:3,7-9; may"
                            + " be given for several layers. The options of the search then do nothing.")
    private List<UnitList> units = List.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Pictures of each of the three samples, at least 20 (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Seed of the sample that the repair is measured on; units are ranked on seed"
                            + " S + 1 and checked on S + 2 (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "DISTANCE",
            description =
                    "Suspects: distance (of the pictures in which a unit is most active) or rarity"
                            + " (units above 0 in at most 30 %% of their cells) (distance).")
    private ArtifactOptions.Order order = ArtifactOptions.Order.DISTANCE;

    @Option(
            names = "--least-gain",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description =
                    "Share of the distance that the removal of a unit must save (${DEFAULT-VALUE}).")
    private double leastGain;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "20",
            description = "Remove at most so many units (${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "End after so many suspects whose removal does not help (${DEFAULT-VALUE}).")
    private int patience;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine (all).")
    private @Nullable Integer threads;

    /** What {@code --json} prints. */
    private record Printed(
            String reportFile,
            @Nullable String networkFile,
            double secondsTotal,
            List<ArtifactReport.Verdict> verdicts,
            ArtifactReport.@Nullable Outcome outcome) {}

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        if (threads != null) {
            Engine.setThreads(threads);
        }
        NetworkFile file = network.file();
        Folding.requireAblatable(file);
        try (GeneratorSession session = network.openForPictures();
                FeatureEncoder encoder = reals.encoder();
                StageProgress progress = new StageProgress(err())) {
            ArtifactFinder.Samples three = threeSamples(session);
            requireElsewhere(file.path());
            OutputFolder folder = output.open(ArtifactPage.with(List.of(JSON, NETWORK)));
            ArtifactFinder.Findings findings = find(three, encoder, progress);
            progress.close();
            write(folder, file, findings);
            new ArtifactPage(folder, findings, three.search()).write(network.name(), reals.data());
            print(folder, findings, (System.nanoTime() - start) / 1e9);
        }
        return 0;
    }

    /** The network that is read must not be the one that is written. */
    private void requireElsewhere(Path network) throws IOException {
        Path written = output.folder().resolve(NETWORK);
        if (Files.exists(written) && Files.isSameFile(network, written)) {
            throw new IllegalArgumentException(
                    "outdir must not be the folder of the network, which would be replaced: "
                            + output.folder());
        }
    }

    private ArtifactFinder.Samples threeSamples(GeneratorSession session) {
        int size = session.config().latentSize();
        return new ArtifactFinder.Samples(
                new Specimen(
                        session, draw.options(session), Latents.ofSeed(seed + 1, samples, size)),
                Latents.ofSeed(seed + 2, samples, size),
                Latents.ofSeed(seed, samples, size));
    }

    private ArtifactFinder.Findings find(
            ArtifactFinder.Samples three, FeatureEncoder encoder, StageProgress progress)
            throws IOException {
        Specimen search = three.search();
        ArtifactOptions options =
                ArtifactOptions.defaults().withSearch(order, leastGain, most, patience);
        List<Unit> given =
                units.stream()
                        .flatMap(list -> list.in(search.layers()).stream())
                        .distinct()
                        .toList();
        var chosen = LayerChoice.of(layers, search.layers());
        Gaussian real = reals.look(search.session(), encoder, progress.next("real pictures"));
        return given.isEmpty()
                ? ArtifactFinder.search(three, encoder, real, chosen, options, progress)
                : ArtifactFinder.measure(three, encoder, real, given, options, progress);
    }

    private static void write(
            OutputFolder folder, NetworkFile file, ArtifactFinder.Findings findings)
            throws IOException {
        folder.write(JSON, path -> ArtifactFile.write(path, findings.report()));
        if (findings.repaired().isEmpty()) {
            folder.remove(NETWORK);
        } else {
            folder.write(
                    NETWORK,
                    path -> Folding.export(file, UnitEdit.ablations(findings.repaired()), path));
        }
    }

    private void print(OutputFolder folder, ArtifactFinder.Findings findings, double seconds) {
        ArtifactReport report = findings.report();
        boolean repaired = !findings.repaired().isEmpty();
        String file = folder.path().resolve(JSON).toString();
        String written = repaired ? folder.path().resolve(NETWORK).toString() : null;
        if (output.json()) {
            Printed printed =
                    new Printed(file, written, seconds, report.verdicts(), report.outcome());
            Results.printJson(out(), printed);
            return;
        }
        ArtifactTables.lines(report).forEach(out()::println);
        err().printf(
                        Locale.ROOT,
                        "galatea: wrote %s in %.1f s%n",
                        repaired ? written : file,
                        seconds);
    }
}
