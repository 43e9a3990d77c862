package galatea.cli;

import galatea.data.ImageSource;
import galatea.image.CaptionedGrid;
import galatea.image.ImageGrid;
import galatea.image.Picture;
import galatea.image.Scaling;
import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Interpolation;
import galatea.latent.Latent;
import galatea.latent.NoiseMode;
import galatea.latent.StyleMixing;
import galatea.latent.Truncation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The pictures that the demonstration draws with its network. */
final class DemoPictures {
    static final double[] PSIS = {-1, -0.5, 0, 0.25, 0.5, 0.7, 1, 1.25, 1.5};
    static final double PSI = 0.7;
    static final int FRAMES = 96;

    /**
     * Styles that belong together, in a network for 32 pixels.
     *
     * @param title coarse, middle or fine
     * @param from first layer
     * @param to behind the last layer
     * @param rows seeds of the pictures that take these styles from others
     */
    record Scale(String title, int from, int to, List<Long> rows) {
        static final List<Scale> ALL =
                List.of(
                        new Scale("coarse", 0, 2, List.of(40L, 41L)),
                        new Scale("middle", 2, 4, List.of(42L, 43L)),
                        new Scale("fine", 4, 8, List.of(44L)));

        /** As {@code --styles} takes it. */
        String styles() {
            return "%d-%d".formatted(from, to - 1);
        }

        /** As {@code --rows} takes it. */
        String rowSeeds() {
            return String.join(",", rows.stream().map(String::valueOf).toList());
        }

        private StyleMixing in(int numWs) {
            return StyleMixing.of(IntStream.range(from, to).boxed().toList(), numWs);
        }
    }

    private static final long MIXING_COLUMNS = 6;
    private static final int REALS = 32;
    private static final int COLUMNS = 8;
    private static final int SCALE = 2;

    private final GeneratorSession session;

    DemoPictures(GeneratorSession session) {
        this.session = session;
    }

    /** What was learned from. */
    static Picture reals() throws IOException {
        try (ImageSource scenes = ImageSource.open("scenes").atResolution(DemoPlan.RESOLUTION)) {
            List<Picture> tiles = new ArrayList<>();
            for (int i = 0; i < REALS; i++) {
                tiles.add(scenes.picture(i));
            }
            return ImageGrid.of(COLUMNS).arrange(tiles);
        }
    }

    /** Seeds 0 to 31. */
    Picture samples() {
        GenerateOptions options = GenerateOptions.defaults().withPsi(PSI);
        return ImageGrid.of(COLUMNS)
                .arrange(
                        LongStream.range(0, REALS)
                                .mapToObj(seed -> session.generate(seed, options))
                                .toList());
    }

    /** A row per seed 0 to 4, a column per ψ. */
    Picture truncation() {
        List<String> seeds = List.of("seed 0", "seed 1", "seed 2", "seed 3", "seed 4");
        List<String> psis = new ArrayList<>();
        for (double psi : PSIS) {
            psis.add(psi == Math.rint(psi) ? "%d".formatted((int) psi) : Double.toString(psi));
        }
        List<Picture> tiles = new ArrayList<>();
        for (long seed = 0; seed < seeds.size(); seed++) {
            for (double psi : PSIS) {
                tiles.add(large(session.generate(seed, options().withPsi(psi))));
            }
        }
        return CaptionedGrid.of(seeds, psis).arrange(tiles);
    }

    /** Sources of styles on top and at the left; rows take coarse, middle, fine styles from top. */
    Picture mixing() {
        List<String> rowHeaders = new ArrayList<>(List.of(""));
        List<String> columnHeaders = new ArrayList<>(List.of(""));
        int side = session.resolution();
        Picture corner = large(Picture.filled(side, side, 3, 0xffffff));
        List<Picture> tiles = new ArrayList<>(List.of(corner));
        for (long column = 0; column < MIXING_COLUMNS; column++) {
            columnHeaders.add("seed " + column);
            tiles.add(large(session.generate(column, options())));
        }
        for (Scale scale : Scale.ALL) {
            for (long row : scale.rows) {
                rowHeaders.add("%s, seed %d".formatted(scale.title, row));
                tiles.add(large(session.generate(row, options())));
                tiles.addAll(mixed(scale, row));
            }
        }
        return CaptionedGrid.of(rowHeaders, columnHeaders).arrange(tiles);
    }

    private List<Picture> mixed(Scale scale, long row) {
        int numWs = session.numWs();
        Latent to = styles(row);
        List<Picture> tiles = new ArrayList<>();
        for (long column = 0; column < MIXING_COLUMNS; column++) {
            Latent mixed = scale.in(numWs).mix(to, styles(column), numWs);
            tiles.add(large(session.generate(mixed, options())));
        }
        return tiles;
    }

    /** A journey through seeds 0 to 7 and back to 0. */
    List<Picture> journey() {
        GenerateOptions options = options().withPsi(PSI);
        List<Latent> keys =
                LongStream.range(0, 8)
                        .mapToObj(seed -> session.styles(session.latent(seed), options))
                        .toList();
        return new Interpolation(Interpolation.Curve.CUBIC, true)
                .stations(keys, FRAMES).stream()
                        .map(station -> session.generate(station, options()))
                        .toList();
    }

    /** A row per seed 0 to 3: three draws of the noise, none, and where the draws differ. */
    Picture noise() {
        List<String> seeds = List.of("seed 0", "seed 1", "seed 2", "seed 3");
        List<Picture> tiles = new ArrayList<>();
        for (long seed = 0; seed < seeds.size(); seed++) {
            List<Picture> draws = noiseDraws(seed, 12);
            draws.subList(0, 3).forEach(draw -> tiles.add(large(draw)));
            GenerateOptions none = options().withNoise(NoiseMode.NONE);
            tiles.add(large(session.generate(seed, none)));
            tiles.add(large(deviation(draws)));
        }
        List<String> columns = List.of("draw 1", "draw 2", "draw 3", "no noise", "difference");
        return CaptionedGrid.of(seeds, columns).arrange(tiles);
    }

    /** The picture of a seed with the noise of others. */
    private List<Picture> noiseDraws(long seed, int count) {
        Latent latent = session.latent(seed);
        GenerateOptions options = options().withNoise(NoiseMode.RANDOM);
        return LongStream.range(0, count)
                .mapToObj(noise -> new Latent(latent.space(), latent.values(), noise))
                .map(drawn -> session.generate(drawn, options))
                .toList();
    }

    /** Standard deviation of each sample over the pictures, eight times: white is 32 or more. */
    private static Picture deviation(List<Picture> pictures) {
        Picture first = pictures.get(0);
        Picture deviation = Picture.blank(first.width(), first.height(), first.channels());
        for (int i = 0; i < deviation.pixels().length; i++) {
            double sum = 0;
            double squares = 0;
            for (Picture picture : pictures) {
                int value = picture.pixels()[i] & 0xff;
                sum += value;
                squares += (double) value * value;
            }
            double mean = sum / pictures.size();
            double variance = Math.max(0, squares / pictures.size() - mean * mean);
            deviation.pixels()[i] = (byte) Math.min(255, Math.round(8 * Math.sqrt(variance)));
        }
        return deviation;
    }

    private Latent styles(long seed) {
        return session.styles(session.latent(seed), options());
    }

    private static GenerateOptions options() {
        return GenerateOptions.defaults().withTruncation(Truncation.NONE);
    }

    /** Of one size, however far the network has grown. */
    private Picture large(Picture picture) {
        return Scaling.enlarge(picture, SCALE * DemoPlan.RESOLUTION / picture.width());
    }
}
