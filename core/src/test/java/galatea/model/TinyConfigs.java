package galatea.model;

import galatea.model.dcgan.DcganConfig;
import galatea.model.dcgan.Normalization;
import galatea.model.progressive.ProgressiveConfig;
import galatea.model.style.StyleConfig;
import galatea.model.style2.Architecture;
import galatea.model.style2.DiscriminatorPlan;
import galatea.model.style2.Style2Config;
import java.util.List;
import java.util.stream.Stream;

/** The smallest networks that have every part of their family. */
final class TinyConfigs {
    private TinyConfigs() {}

    static StyleConfig style() {
        return StyleConfig.paper(16, 3).withFmaps(16, 4).withMapping(5, 2);
    }

    static Style2Config style2() {
        return Style2Config.paper(16, 3, 64, 4).withMapping(5, 2);
    }

    static ProgressiveConfig progressive() {
        return ProgressiveConfig.paper(16, 3).withWidths(List.of(5, 4, 3)).withLatents(6);
    }

    static DcganConfig dcgan() {
        return DcganConfig.paper(32, 3).withFeatures(2).withLatents(6);
    }

    /** With a discriminator without residual connections, whose classes have a mapping. */
    private static Style2Config plain(Style2Config config) {
        return config.withDiscriminator(
                new DiscriminatorPlan(Architecture.PLAIN, List.of(3, 5, 4), 6, 2, 2, 0));
    }

    /** Every family, with its variants. */
    static Stream<NetworkConfig> all() {
        return Stream.of(
                style(),
                style().withLabels(3),
                style2(),
                plain(style2().withLabels(3).withNoise(false).withConvClamp(0)),
                progressive(),
                progressive().grown(),
                progressive().withLabels(3),
                dcgan(),
                dcgan().withNorms(Normalization.NONE, Normalization.NONE),
                dcgan().withNorms(Normalization.INSTANCE, Normalization.INSTANCE),
                dcgan().withDiscriminatorConvs(2));
    }
}
