package galatea.cli;

import galatea.latent.GenerateOptions;
import galatea.latent.Shift;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Sliders that move all pictures of a verb. */
final class DirectionOption {
    @Option(
            names = "--direction",
            paramLabel = "FILE:K=AMOUNT[@LAYERS]",
            converter = DirectionWord.Converter.class,
            description =
                    "Move along direction K (number or name) of a file that directions wrote, by so"
                            + " many of its standard deviations, after the truncation; as often as"
                            + " you like. @0-3 takes other layers than its own.")
    private List<DirectionWord> words = new ArrayList<>();

    /** The same options along the directions. */
    GenerateOptions along(GenerateOptions options) throws IOException {
        Shift shift = options.shift();
        for (DirectionWord word : words) {
            shift = shift.then(word.shift());
        }
        return options.withShift(shift);
    }
}
