package galatea.cli;

import static java.util.Objects.requireNonNull;

import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.StyleMixing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Style mixing as a table of pictures. */
@Command(
        name = "mix",
        description = {
            "Mixes styles: each picture has the styles of its row's seed but, in some layers, those"
                    + " of its column's.",
            "Writes grid.png, with the sources on both axes, ROW-COLUMN.png for each picture and"
                    + " SEED-SEED.png for each source."
        },
        footer = {
            "",
            "Example:",
            "  galatea mix --network N.safetensors --rows 85,100 --cols 55,821 --styles 0-3 --outdir"
                    + " out"
        })
final class MixCommand extends Verb {
    private static final String GRID = "grid.png";

    @Mixin private NetworkOption network = new NetworkOption();

    @Option(
            names = "--rows",
            required = true,
            paramLabel = "SEEDS",
            converter = IntRanges.Converter.class,
            description = "Seeds of the rows, such as 85,100.")
    private IntRanges rows = new IntRanges(List.of());

    @Option(
            names = "--cols",
            required = true,
            paramLabel = "SEEDS",
            converter = IntRanges.Converter.class,
            description = "Seeds of the columns.")
    private IntRanges columns = new IntRanges(List.of());

    @Option(
            names = "--styles",
            paramLabel = "LAYERS",
            converter = StyleLayers.Converter.class,
            description =
                    "Layers taken from the columns: 0-3, coarse (4 and 8 pixels), middle (16 and"
                            + " 32), fine (from 64), or none (coarse).")
    private StyleLayers layers = new StyleLayers("coarse");

    @Mixin private DrawOptions draw = new DrawOptions();
    @Mixin private DirectionOption direction = new DirectionOption();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        try (GeneratorSession session = network.openForPictures()) {
            GenerateOptions options = direction.along(draw.options(session));
            Map<String, Latent> cells = cells(session, options);
            List<String> names = new ArrayList<>(cells.keySet());
            names.add(GRID);
            OutputFolder folder = output.open(names);
            try (Progress progress = Progress.start("mix", cells.size(), err())) {
                Map<String, Picture> pictures = new LinkedHashMap<>();
                for (Map.Entry<String, Latent> cell : cells.entrySet()) {
                    GenerateOptions plain = options.forStyles();
                    Picture picture = session.generate(cell.getValue(), plain);
                    folder.write(cell.getKey(), Png.encode(picture));
                    pictures.put(cell.getKey(), picture);
                    progress.step();
                }
                folder.write(GRID, Png.encode(grid(pictures)));
                progress.close();
                Results.report(this, output.json(), folder, names.size(), progress.seconds());
            }
        }
        return 0;
    }

    /** The styles of all pictures by file name; sources first. */
    private Map<String, Latent> cells(GeneratorSession session, GenerateOptions options) {
        int numWs = session.numWs();
        StyleMixing mixing = layers.in(numWs);
        Map<Long, Latent> sources = new LinkedHashMap<>();
        for (IntRanges seeds : List.of(rows, columns)) {
            for (long seed : seeds.values()) {
                sources.computeIfAbsent(seed, s -> session.styles(session.latent(s), options));
            }
        }
        Map<String, Latent> cells = new LinkedHashMap<>();
        sources.forEach((seed, styles) -> cells.put(name(seed, seed), styles));
        for (long row : rows.values()) {
            for (long column : columns.values()) {
                Latent first = requireNonNull(sources.get(row));
                Latent second = requireNonNull(sources.get(column));
                cells.put(name(row, column), mixing.mix(first, second, numWs));
            }
        }
        return cells;
    }

    private Picture grid(Map<String, Picture> pictures) {
        List<Picture> tiles = new ArrayList<>();
        Picture any = pictures.values().iterator().next();
        tiles.add(black(any));
        columns.values().forEach(column -> tiles.add(tile(pictures, column, column)));
        for (long row : rows.values()) {
            tiles.add(tile(pictures, row, row));
            columns.values().forEach(column -> tiles.add(tile(pictures, row, column)));
        }
        return ImageGrid.of(columns.values().size() + 1).arrange(tiles);
    }

    private static Picture tile(Map<String, Picture> pictures, long row, long column) {
        return requireNonNull(pictures.get(name(row, column)));
    }

    private static Picture black(Picture like) {
        Picture black = Picture.blank(like.width(), like.height(), like.channels());
        if (like.channels() == 4) {
            for (int i = 3; i < black.pixels().length; i += 4) {
                black.pixels()[i] = (byte) 0xff;
            }
        }
        return black;
    }

    private static String name(long row, long column) {
        return "%d-%d.png".formatted(row, column);
    }
}
