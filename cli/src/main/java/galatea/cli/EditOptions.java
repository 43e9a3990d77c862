package galatea.cli;

import static java.util.Objects.requireNonNull;

import galatea.dissect.Recipe;
import galatea.format.FormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Which units are edited: words in order, or a recipe. */
final class EditOptions {
    /** Name of the mixin. */
    static final String MIXIN = "edits";

    private final List<EditWords> words = new ArrayList<>();

    @Option(
            names = "--ablate",
            paramLabel = "LAYER:UNITS",
            parameterConsumer = InOrder.class,
            description = "Set units to 0, such as 8x8/Conv1:3,7-9; as often as you like.")
    @Nullable String ablate;

    @Option(
            names = EditWords.INSERT,
            paramLabel = "LAYER:UNITS",
            parameterConsumer = InOrder.class,
            description = "Set units to the --value that follows; as often as you like.")
    @Nullable String insert;

    @Option(
            names = "--value",
            paramLabel = "V",
            parameterConsumer = InOrder.class,
            description =
                    "Of the --insert before: a number; mean:CLASS, each unit's mean where the class"
                            + " is; or q0.99, a quantile of each unit.")
    @Nullable String value;

    @Option(
            names = "--region",
            paramLabel = "X,Y,W,H",
            parameterConsumer = InOrder.class,
            description =
                    "Where the edit before happens, in fractions of the picture: every feature cell"
                            + " that the rectangle overlaps (everywhere).")
    @Nullable String region;

    @Option(
            names = "--recipe",
            paramLabel = "R.json",
            description = "Edits from a file: see docs/interventions.md.")
    private @Nullable Path recipe;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "1",
            description = "Strength of all edits, 0 to 1 (${DEFAULT-VALUE}).")
    private double alpha;

    /** The edits; values may be symbols still. */
    Recipe recipe() throws IOException {
        if ((recipe == null) == words.isEmpty()) {
            throw new IllegalArgumentException(
                    "edits must be given by --ablate and --insert or by --recipe: "
                            + (recipe == null ? "none" : "both"));
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be in [0, 1]: " + alpha);
        }
        Recipe edits =
                recipe == null
                        ? new Recipe(words.stream().map(EditWords::planned).toList())
                        : read(recipe);
        return edits.scaled(alpha);
    }

    /** The recipe of a file. */
    static Recipe read(Path file) throws IOException {
        try {
            return Recipe.parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new FormatException(file.toString(), "must be UTF-8", e);
        }
    }

    /** Understands a word; later ones may be about the same edit. */
    private void add(String option, String word) {
        switch (option) {
            case "--value" -> changeLast(option, last -> last.withValue(word));
            case "--region" -> changeLast(option, last -> last.withRegion(word));
            default -> words.add(EditWords.parse(option, word));
        }
    }

    private void changeLast(String option, UnaryOperator<EditWords> change) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " must follow --insert or --ablate");
        }
        int last = words.size() - 1;
        words.set(last, change.apply(words.get(last)));
    }

    /** Takes the options as they come, since each may be there several times. */
    static final class InOrder implements IParameterConsumer {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's
        public void consumeParameters(Stack<String> args, ArgSpec arg, CommandSpec command) {
            String option = ((OptionSpec) arg).longestName();
            CommandSpec mixin = requireNonNull(command.mixins().get(MIXIN));
            EditOptions edits = (EditOptions) mixin.userObject();
            if (args.isEmpty()) {
                throw new ParameterException(
                        command.commandLine(), "%s must have a value".formatted(option));
            }
            try {
                edits.add(option, args.pop());
            } catch (IllegalArgumentException | TypeConversionException e) {
                String message = String.valueOf(e.getMessage());
                throw new ParameterException(command.commandLine(), message, e);
            }
        }
    }
}
