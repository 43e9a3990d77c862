package galatea.cli;

import galatea.model.NetworkConfig;
import galatea.model.dcgan.DcganConfig;
import galatea.model.mlp.MlpConfig;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import galatea.train.TrainingPreset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What network to build. */
final class NetworkChoice {
    /** Network families by the names users give. */
    enum Family {
        STYLE,
        PROGRESSIVE,
        DCGAN
    }

    @Option(
            names = "--arch",
            paramLabel = "FAMILY",
            description = "style, progressive or dcgan (style; with evolve dcgan).")
    private @Nullable Family family;

    @Option(
            names = "--resolution",
            paramLabel = "R",
            description = "Side length, a power of two in [8, 1024] (by data and machine).")
    private @Nullable Integer resolution;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "1 gray, 3 RGB, 4 RGBA (by data).")
    private @Nullable Integer channels;

    @Option(
            names = "--fmap-base",
            paramLabel = "B",
            description = "Width: min(B / (r/2), M) channels at r px (by machine).")
    private @Nullable Integer fmapBase;

    @Option(
            names = "--fmap-max",
            paramLabel = "M",
            description = "Most channels of a layer (by machine).")
    private @Nullable Integer fmapMax;

    @Option(
            names = "--latent-size",
            paramLabel = "N",
            description = "Length of z, and of w in a style-based generator (by machine).")
    private @Nullable Integer latentSize;

    @Option(
            names = "--mapping-layers",
            paramLabel = "N",
            defaultValue = "8",
            description = "Depth of the mapping network (8).")
    private int mappingLayers;

    @Option(
            names = "--mixing",
            paramLabel = "P",
            description =
                    "Share of the batches with the styles of two latents, 0 to 1 (0.9 with --config"
                            + " F); short trainings want less.")
    private @Nullable Double mixing;

    @Option(
            names = "--config",
            paramLabel = "A…F",
            defaultValue = "F",
            description =
                    "Generator of the paper's Table 1: A Progressive GAN, B bilinear, C styles, D"
                            + " constant, E noise, F mixing (F).")
    private String configuration = "F";

    @Nullable Integer resolution() {
        return resolution;
    }

    @Nullable Integer channels() {
        return channels;
    }

    /** Whether the user named a family. */
    boolean hasFamily() {
        return family != null;
    }

    /** A network for no data in particular: 32 px unless said otherwise, RGB. */
    NetworkConfig config(TrainingPreset preset) {
        int side = resolution == null ? 32 : resolution;
        return config(side, channels == null ? 3 : channels, preset, 0);
    }

    /** A network for prepared data. */
    NetworkConfig config(DataChoice data, TrainingPreset preset, int classes) {
        return config(data.resolution(), data.channels(), preset, classes);
    }

    /** The same, of another family unless the user says otherwise. */
    NetworkConfig config(DataChoice data, TrainingPreset preset, Family otherwise) {
        if (family == null) {
            family = otherwise;
        }
        return config(data, preset, 0);
    }

    /** Points in the plane: {@code --fmap-max} is the width, by default 128. */
    MlpConfig perceptrons(int hiddenLayers) {
        if (resolution != null || channels != null || fmapBase != null || family != null) {
            throw new IllegalArgumentException(
                    "--arch, --resolution, --channels and --fmap-base must not be given with toy"
                            + " data, whose networks are perceptrons");
        }
        return new MlpConfig(
                2,
                latentSize == null ? 2 : latentSize,
                fmapMax == null ? 128 : fmapMax,
                hiddenLayers);
    }

    private NetworkConfig config(int side, int colours, TrainingPreset preset, int classes) {
        int base = fmapBase == null ? preset.fmapBase() : fmapBase;
        int max = fmapMax == null ? preset.fmapMax() : fmapMax;
        int latent = latentSize == null ? preset.latentSize() : latentSize;
        return config(
                family == null ? Family.STYLE : family, side, colours, base, max, latent, classes);
    }

    private NetworkConfig config(
            Family kind, int side, int colours, int base, int max, int latent, int classes) {
        return switch (kind) {
            case STYLE ->
                    mixed(
                            StyleConfig.paper(side, colours)
                                    .withFmaps(base, max)
                                    .withMapping(latent, mappingLayers)
                                    .withLabels(classes)
                                    .withConfiguration(letter()));
            case PROGRESSIVE ->
                    ProgressiveConfig.paper(side, colours)
                            .withFmaps(base, max)
                            .withLatents(latent)
                            .withLabels(classes);
            case DCGAN -> dcgan(side, colours, max, latent, classes);
        };
    }

    private StyleConfig mixed(StyleConfig style) {
        return mixing == null ? style : style.withMixingProbability(mixing);
    }

    private static NetworkConfig dcgan(int side, int colours, int max, int latent, int classes) {
        if (classes > 0) {
            throw new IllegalArgumentException("--cond must not be given with --arch dcgan");
        }
        // Its layers double towards 4x4: the widest gets at most so many channels.
        int doublings = Integer.numberOfTrailingZeros(side) - 3;
        return DcganConfig.paper(side, colours)
                .withLatents(latent)
                .withFeatures(Math.max(1, max >> doublings));
    }

    private char letter() {
        String letter = configuration.toUpperCase(Locale.ROOT);
        if (letter.length() != 1) {
            throw new IllegalArgumentException(
                    "--config must be a letter from A to F: " + configuration);
        }
        return letter.charAt(0);
    }
}
