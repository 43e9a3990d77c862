package galatea.cli;

import galatea.data.Preparation;
import galatea.evolve.EvolutionPreset;
import galatea.evolve.EvolutionRules;
import galatea.evolve.Fitness;
import galatea.evolve.Selection;
import galatea.evolve.race.RaceConfig;
import galatea.image.Scaling;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Constants as users write them: lower-case words with hyphens.
 *
 * @param type of the constants
 */
record EnumWord<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    /** Lets all options of these types be written so. */
    static void registerAll(CommandLine line) {
        register(line, AdversarialLoss.class);
        register(line, Augmentation.class);
        register(line, DirectionsCommand.Method.class);
        register(line, EvolutionPreset.class);
        register(line, EvolutionRules.Fakes.class);
        register(line, EvolutionRules.Moments.class);
        register(line, EvolutionRules.Order.class);
        register(line, EvolutionRules.Siblings.class);
        register(line, Fitness.Diversity.class);
        register(line, Fitness.Quality.class);
        register(line, NetworkChoice.Family.class);
        register(line, Preparation.Crop.class);
        register(line, RaceConfig.Budget.class);
        register(line, Scaling.Filter.class);
        register(line, Selection.class);
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, new EnumWord<>(type));
    }

    /** A constant's word, such as {@code per-mutation}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String value) {
        String word = value.toLowerCase(Locale.ROOT).replace('_', '-');
        return Stream.of(type.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "must be one of %s: %s"
                                                .formatted(
                                                        Stream.of(type.getEnumConstants())
                                                                .map(EnumWord::of)
                                                                .collect(Collectors.joining(", ")),
                                                        value)));
    }
}
