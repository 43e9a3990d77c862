package galatea.latent;

import galatea.data.ContentHash;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way to go in Z or W, along which pictures change in some manner: a slider.
 *
 * @param name unique among its {@link Directions}: up to 100 letters, digits, spaces and {@code
 *     _./()-}, not only digits
 * @param space of the latents that it moves
 * @param values z [latentSize] or w [wSize], a vector of length 1; not copied
 * @param layers whose styles it moves, in space W; null for all
 * @param sigma the slider's unit: standard deviation along the direction, over many latents
 * @param explained share of something's variance, in [0, 1], as {@link Directions#method} says; NaN
 *     where there is none
 */
public record Direction(
        String name,
        Space space,
        float[] values,
        @Nullable LayerRange layers,
        double sigma,
        double explained) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} _./()-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}+");
    private static final double LENGTH_TOLERANCE = 1e-3;

    /** Checks the name and the ranges. */
    public Direction {
        if (!NAME.matcher(name).matches() || NUMBER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 100 letters, digits, spaces or _./()- and no number: "
                            + name);
        }
        if (layers != null && space == Space.Z) {
            throw new IllegalArgumentException("layers must be absent in space z: " + layers);
        }
        if (!(sigma >= 0 && sigma <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("sigma must be at least 0: " + sigma);
        }
        if (explained < 0 || explained > 1) {
            throw new IllegalArgumentException("explained must be in [0, 1]: " + explained);
        }
        double length = length(values);
        if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) {
            throw new IllegalArgumentException("values must have the length 1: " + length);
        }
    }

    private static double length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** The same for other layers. */
    public Direction withLayers(@Nullable LayerRange others) {
        return new Direction(name, space, values, others, sigma, explained);
    }

    /** Differs where the direction does, so that it may stand in a cache's key. */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        String hash = HexFormat.of().formatHex(ContentHash.sha256().digest(bytes.array()));
        return "%s in %s of %s x %s (%s)".formatted(name, space, layers, sigma, hash);
    }
}
