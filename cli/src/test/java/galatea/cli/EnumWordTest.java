package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.evolve.EvolutionPreset;
import galatea.evolve.EvolutionRules.Moments;
import galatea.evolve.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class EnumWordTest {
    private static final EnumWord<Moments> MOMENTS = new EnumWord<>(Moments.class);

    @Test
    void wordsAreLowerCaseWithHyphens() {
        assertThat(EnumWord.of(Moments.PER_MUTATION)).isEqualTo("per-mutation");
        assertThat(EnumWord.of(EvolutionPreset.PYTORCH_2020)).isEqualTo("pytorch-2020");
    }

    @ParameterizedTest
    @EnumSource
    void everyConstantHasAWord(Selection selection) {
        assertThat(new EnumWord<>(Selection.class).convert(EnumWord.of(selection)))
                .isEqualTo(selection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"per-mutation", "PER-MUTATION", "per_mutation", "PER_MUTATION"})
    void capitalsAndUnderscoresAreForgiven(String word) {
        assertThat(MOMENTS.convert(word)).isEqualTo(Moments.PER_MUTATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "per mutation", "permutation", "inherit", "0"})
    void otherWordsAreRefusedWithAllThatThereAre(String word) {
        assertThatThrownBy(() -> MOMENTS.convert(word))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("must be one of inherited, per-mutation, reset: " + word);
    }
}
