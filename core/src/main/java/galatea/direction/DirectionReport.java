package galatea.direction;

import galatea.latent.Direction;
import galatea.latent.LayerRange;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of directions, for people and for the sliders of a program: {@value #NAME}.
 *
 * @param file the directions themselves
 * @param method {@code pca}, {@code layer-pca}, {@code sefa} or {@code class}
 * @param network as the user named it
 * @param contentHash of the network
 * @param space {@code z} or {@code w}
 * @param layer whose features were looked at, if any were
 * @param samples latents that the directions come from
 * @param testSamples latents that the findings come from
 * @param amount to both sides, in standard deviations, of the way that the effects are of
 * @param sliders one per direction
 */
public record DirectionReport(
        String file,
        String method,
        String network,
        String contentHash,
        String space,
        @Nullable String layer,
        int samples,
        int testSamples,
        double amount,
        List<Slider> sliders) {
    /** The usual name of the file. */
    public static final String NAME = "directions.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the list. */
    public DirectionReport {
        sliders = List.copyOf(sliders);
    }

    /**
     * A direction in it.
     *
     * @param index from 0
     * @param name of the direction
     * @param layers that it moves, as {@code 0-3}; null for all
     * @param low usual lower end of the slider, in sigma
     * @param high usual upper end
     * @param sigma length in the latent space of one unit of the slider
     * @param explained share of the variance; null where nothing is explained
     * @param pictureChange see {@link Finding}
     * @param correlation see {@link Finding}
     * @param effects see {@link Finding}
     */
    public record Slider(
            int index,
            String name,
            @Nullable String layers,
            double low,
            double high,
            double sigma,
            @Nullable Double explained,
            double pictureChange,
            @Nullable Correlation correlation,
            List<Effect> effects) {
        static Slider of(int index, Finding finding) {
            Direction direction = finding.direction();
            LayerRange layers = direction.layers();
            return new Slider(
                    index,
                    direction.name(),
                    layers == null ? null : layers.toString(),
                    -DirectionSheet.RANGE,
                    DirectionSheet.RANGE,
                    direction.sigma(),
                    Double.isNaN(direction.explained()) ? null : direction.explained(),
                    finding.pictureChange(),
                    finding.correlation(),
                    finding.effects());
        }
    }

    /** Of directions that were studied. */
    public static DirectionReport of(
            String file,
            String network,
            @Nullable String layer,
            int samples,
            DirectionStudy study,
            Found found,
            List<Finding> findings) {
        return new DirectionReport(
                file,
                found.directions().method(),
                network,
                found.directions().network(),
                found.directions().space().name().toLowerCase(Locale.ROOT),
                layer,
                samples,
                study.test().size(),
                study.amount(),
                IntStream.range(0, findings.size())
                        .mapToObj(k -> Slider.of(k, findings.get(k)))
                        .toList());
    }

    /** One JSON object. */
    public String toJson() {
        return MAPPER.writeValueAsString(this);
    }
}
