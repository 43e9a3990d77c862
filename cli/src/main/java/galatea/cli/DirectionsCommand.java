package galatea.cli;

import static java.util.Objects.requireNonNull;

import galatea.direction.ClassShares;
import galatea.direction.DirectionReport;
import galatea.direction.DirectionSheet;
import galatea.direction.DirectionStudy;
import galatea.direction.Finding;
import galatea.direction.Fit;
import galatea.direction.Found;
import galatea.direction.LayerPca;
import galatea.direction.Sample;
import galatea.direction.ScoredDirections;
import galatea.direction.SeedLabels;
import galatea.direction.Sefa;
import galatea.direction.WPca;
import galatea.image.Png;
import galatea.latent.DirectionsFile;
import galatea.latent.GeneratorSession;
import galatea.latent.Latents;
import galatea.latent.LayerRange;
import galatea.model.Layer;
import galatea.segment.Segmenter;
import galatea.segment.SegmenterSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sliders for a network. */
@Command(
        name = "directions",
        description = {
            "Finds directions of the latent space along which pictures change: directions"
                    + ".safetensors for --direction of other verbs, directions.json with what each"
                    + " was seen to change on other pictures, and directions.png, on which each row"
                    + " goes along a direction.",
            "pca: components of w. layer-pca: of the features of a --layer. sefa: of the weights."
                    + " class: towards more of a class that a --segmenter sees, or of --labels."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  galatea directions --network builtin:scenes --method pca --outdir pca",
            "  galatea directions --network builtin:scenes --method class --segmenter"
                    + " builtin:scenes --class-name tree,cloud --outdir more",
            "  galatea generate --network builtin:scenes --seeds 0-7 --direction more:tree=2"
                    + " --outdir out"
        })
final class DirectionsCommand extends Verb {
    private static final String SHEET = "directions.png";
    private static final List<String> FILES =
            List.of(DirectionsFile.NAME, DirectionReport.NAME, SHEET);
    private static final int MANY = 20_000;
    private static final int DRAWN = 2000;

    @Mixin private NetworkOption network = new NetworkOption();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description =
                    "pca, layer-pca, sefa or class (pca where the network has styles, else sefa).")
    private @Nullable Method method;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "10",
            description = "Directions; of class as many as there are names (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Of layer-pca: layer by name or number, as info lists them.")
    private @Nullable String layer;

    @Option(
            names = "--layers",
            paramLabel = "LAYERS",
            converter = StyleLayers.Converter.class,
            description =
                    "Styles that the directions move and, with sefa, whose weights are looked at:"
                            + " 0-3, coarse, middle or fine (all).")
    private @Nullable StyleLayers layers;

    @Option(
            names = "--segmenter",
            paramLabel = "FILE",
            description =
                    "U-Net (.safetensors), network with card (.onnx), colour rules (.json) or"
                            + " builtin:NAME; with any method, tells what directions do to its"
                            + " classes.")
    private @Nullable String segmenter;

    @Option(
            names = "--class-name",
            split = ",",
            paramLabel = "NAME",
            description = "Of class: classes of the segmenter, such as tree; a direction for each.")
    private List<String> classNames = new ArrayList<>();

    @Option(
            names = "--labels",
            paramLabel = "FILE.csv",
            description =
                    "Of class, instead of a segmenter: lines seed,number about pictures of the"
                            + " network; the last quarter is kept for the proof.")
    private @Nullable Path labels;

    @Option(
            names = "--fit",
            paramLabel = "FIT",
            defaultValue = "MEANS",
            description =
                    "Of class: means (where pictures with more of it are, with what goes along) or"
                            + " regression (across the boundary) (means).")
    private Fit fit = Fit.MEANS;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Latents that directions come from (20000; 2000 where pictures must be drawn).")
    private @Nullable Integer samples;

    @Option(
            names = "--test-samples",
            paramLabel = "N",
            defaultValue = "200",
            description = "Latents of the proof, at least 4 (${DEFAULT-VALUE}).")
    private int testSamples;

    @Option(
            names = "--amount",
            paramLabel = "A",
            defaultValue = "2",
            description =
                    "The proof goes from -A to A standard deviations along each (${DEFAULT-VALUE}).")
    private double amount;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the latents; the proof has seed S + 1 (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--sheet-seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of the picture on directions.png (${DEFAULT-VALUE}).")
    private long sheetSeed;

    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /** How directions are found. */
    enum Method {
        PCA,
        LAYER_PCA,
        SEFA,
        CLASS
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        try (GeneratorSession session = network.openForPictures();
                Segmenter eyes = segmenter == null ? null : SegmenterSource.open(segmenter);
                StageProgress progress = new StageProgress(err())) {
            Method how = method == null ? usual(session) : method;
            requireWords(how);
            Sample sample = sample(session, seed, samples(how));
            DirectionStudy study = study(session, eyes);
            LayerRange range = range(session);
            @Nullable Layer seen = layer == null ? null : LayerChoice.of(layer, sample.layers());
            OutputFolder folder = output.open(FILES);
            Found found = find(how, sample, seen, eyes, range, progress);
            List<Finding> findings = study.of(found, progress.next("prove"));
            DirectionReport report = report(seen, sample, study, found, findings);
            write(folder, session, found, report);
            print(folder, report, (System.nanoTime() - start) / 1e9);
        }
        return 0;
    }

    private DirectionReport report(
            @Nullable Layer seen,
            Sample sample,
            DirectionStudy study,
            Found found,
            List<Finding> findings) {
        return DirectionReport.of(
                DirectionsFile.NAME,
                network.name(),
                seen == null ? null : seen.name(),
                sample.size(),
                study,
                found,
                findings);
    }

    private static Method usual(GeneratorSession session) {
        return session.hasStyles() ? Method.PCA : Method.SEFA;
    }

    private int samples(Method how) {
        boolean drawn = how == Method.CLASS || how == Method.LAYER_PCA;
        return samples == null ? drawn ? DRAWN : MANY : samples;
    }

    /** Words that belong together, before any work is done. */
    private void requireWords(Method how) {
        require(how == Method.LAYER_PCA, layer != null, "--layer", "layer-pca");
        boolean bySegmenter = how == Method.CLASS && labels == null;
        require(bySegmenter, !classNames.isEmpty(), "--class-name", "class without --labels");
        if (labels != null && how != Method.CLASS) {
            throw new IllegalArgumentException("--labels must have the method class: " + how);
        }
        if (bySegmenter && segmenter == null) {
            throw new IllegalArgumentException("--class-name must have a --segmenter: none");
        }
    }

    private static void require(boolean wanted, boolean there, String option, String method) {
        if (wanted != there) {
            throw new IllegalArgumentException(
                    "%s must %s: %s"
                            .formatted(
                                    option,
                                    wanted
                                            ? "be given with " + method
                                            : "have the method " + method,
                                    there ? "given" : "none"));
        }
    }

    private Sample sample(GeneratorSession session, long from, int size) {
        int latentSize = session.config().latentSize();
        return new Sample(session, draw.options(session), Latents.ofSeed(from, size, latentSize));
    }

    private DirectionStudy study(GeneratorSession session, @Nullable Segmenter eyes) {
        return new DirectionStudy(
                sample(session, seed + 1, testSamples),
                amount,
                eyes == null ? List.of() : List.of(ClassShares.all(eyes)));
    }

    private @Nullable LayerRange range(GeneratorSession session) {
        if (layers == null) {
            return null;
        }
        Set<Integer> chosen = new TreeSet<>(layers.in(session.numWs()).layers());
        int first = chosen.isEmpty() ? 0 : chosen.iterator().next();
        LayerRange range = new LayerRange(first, first + Math.max(0, chosen.size() - 1));
        if (chosen.isEmpty() || !chosen.contains(range.last())) {
            throw new IllegalArgumentException("layers must be neighbours: " + chosen);
        }
        return range;
    }

    private Found find(
            Method how,
            Sample sample,
            @Nullable Layer seen,
            @Nullable Segmenter eyes,
            @Nullable LayerRange range,
            StageProgress progress)
            throws IOException {
        return switch (how) {
            case PCA -> WPca.find(sample, count, range, progress.next("map"));
            case SEFA -> Sefa.find(sample, count, range, progress.next("map"));
            case LAYER_PCA ->
                    LayerPca.find(
                            sample, requireNonNull(seen), count, range, progress.next("draw"));
            case CLASS -> scored(sample, eyes, range, progress);
        };
    }

    private Found scored(
            Sample sample,
            @Nullable Segmenter eyes,
            @Nullable LayerRange range,
            StageProgress progress)
            throws IOException {
        if (labels != null) {
            SeedLabels read = SeedLabels.read(labels);
            return ScoredDirections.find(sample, "label", read, fit, range);
        }
        ClassShares shares = new ClassShares(requireNonNull(eyes), classNames);
        return ScoredDirections.find(sample, shares, fit, range, progress.next("draw"));
    }

    private void write(
            OutputFolder folder, GeneratorSession session, Found found, DirectionReport report)
            throws IOException {
        folder.write(DirectionsFile.NAME, file -> DirectionsFile.write(file, found.directions()));
        folder.write(DirectionReport.NAME, report.toJson().getBytes(StandardCharsets.UTF_8));
        folder.write(
                SHEET,
                Png.encode(
                        DirectionSheet.of(
                                session,
                                session.latent(sheetSeed),
                                draw.options(session),
                                found.directions())));
    }

    private void print(OutputFolder folder, DirectionReport report, double seconds) {
        if (output.json()) {
            out().println(report.toJson());
            return;
        }
        DirectionTable.of(report).forEach(out()::println);
        err().printf(
                        Locale.ROOT,
                        "galatea: wrote %s in %.1f s%n",
                        folder.path().resolve(DirectionsFile.NAME),
                        seconds);
    }
}
