package galatea.cli;

import galatea.latent.Direction;
import galatea.latent.DirectionsFile;
import galatea.latent.LayerRange;
import galatea.latent.Shift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A slider as users write it: {@code FILE:K=AMOUNT} or {@code FILE:K=AMOUNT@LAYERS}.
 *
 * @param file of the directions, or a folder with it
 * @param key number or name in it
 * @param amount in standard deviations
 * @param layers instead of the direction's own; null for those
 */
record DirectionWord(Path file, String key, double amount, @Nullable LayerRange layers) {
    private static final Pattern WORD =
            Pattern.compile("(.+):([^:=@]+)=([^:=@]+)(?:@(\\d{1,6})(?:-(\\d{1,6}))?)?");

    static DirectionWord parse(String text) {
        Matcher matcher = WORD.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "must be FILE:K=AMOUNT or FILE:K=AMOUNT@LAYERS, such as"
                            + " directions.safetensors:0=2.5@0-3: '%s'".formatted(text));
        }
        try {
            return new DirectionWord(
                    Path.of(matcher.group(1)),
                    matcher.group(2),
                    Double.parseDouble(matcher.group(3)),
                    layers(matcher.group(4), matcher.group(5)));
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "must have a number as amount: '%s'".formatted(matcher.group(3)));
        } catch (IllegalArgumentException e) { // a path or a range
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable LayerRange layers(@Nullable String first, @Nullable String last) {
        if (first == null) {
            return null;
        }
        return new LayerRange(
                Integer.parseInt(first), Integer.parseInt(last == null ? first : last));
    }

    Shift shift() throws IOException {
        Direction direction = DirectionsFile.read(file).get(key);
        return Shift.of(layers == null ? direction : direction.withLayers(layers), amount);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<DirectionWord> {
        @Override
        public DirectionWord convert(String text) {
            return parse(text);
        }
    }
}
