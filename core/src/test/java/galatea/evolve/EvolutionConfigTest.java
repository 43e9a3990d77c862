package galatea.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import galatea.model.NetworkConfig;
import galatea.model.mlp.MlpConfig;
import galatea.train.AdversarialLoss;
import galatea.train.Augmentation;
import galatea.train.Objective;
import galatea.train.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EvolutionConfigTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final MlpConfig PLANE = MlpConfig.plane(8);

    static Stream<Arguments> presets() {
        List<Arguments> all = new ArrayList<>();
        for (EvolutionPreset preset : EvolutionPreset.values()) {
            all.add(Arguments.of(preset, PLANE));
            all.add(Arguments.of(preset, TinyEvolution.dcgan()));
            all.add(Arguments.of(preset, TinyEvolution.style()));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetSurvivesTheRoundTrip(EvolutionPreset preset, NetworkConfig network) {
        boolean points = network.resolution() == 1;
        EvolutionConfig config =
                new EvolutionConfig(
                        network,
                        new Objective(AdversarialLoss.HINGE, 1.5, 4, 0.25, 2),
                        preset.rules(points),
                        Schedule.fixed(
                                network.resolution(),
                                preset.batch(points),
                                preset.learningRate(points)),
                        0.25,
                        preset.beta1(),
                        preset.beta2(),
                        Augmentation.DIFFAUG,
                        true,
                        123,
                        Long.MIN_VALUE);
        assertThat(EvolutionConfig.fromJson(config.toJson())).isEqualTo(config);
    }

    @Test
    void everyRuleSurvivesTheRoundTrip() {
        EvolutionRules rules =
                new RulesBuilder()
                        .mutations("hinge", "exponential")
                        .parents(2)
                        .discriminatorSteps(3)
                        .fitness(0.1 + 0.2, Fitness.Quality.LOGIT, Fitness.Diversity.SQUARED_NORM)
                        .selection(Selection.TOURNAMENT)
                        .plus()
                        .generatorsFirst()
                        .moments(EvolutionRules.Moments.RESET)
                        .withoutHalves()
                        .separateLatents()
                        .build();
        EvolutionConfig config = TinyEvolution.config(PLANE, rules);
        assertThat(EvolutionConfig.fromJson(config.toJson())).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network",
                "objective",
                "rules",
                "schedule",
                "decay",
                "beta1",
                "beta2",
                "augmentation",
                "mirror",
                "generations",
                "seed"
            })
    void everyValueMustBeThere(String name) {
        ObjectNode without = json();
        without.remove(name);
        assertRefused(without, name);

        ObjectNode empty = json();
        empty.putNull(name);
        assertRefused(empty, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutations",
                "parents",
                "discriminatorSteps",
                "evaluationBatch",
                "fitness",
                "selection",
                "plus",
                "order",
                "fakes",
                "siblings",
                "moments",
                "halves",
                "sharedLatents"
            })
    void everyRuleMustBeThere(String name) {
        ObjectNode without = json();
        ((ObjectNode) without.get("rules")).remove(name);
        assertRefused(without, name);

        ObjectNode empty = json();
        ((ObjectNode) empty.get("rules")).putNull(name);
        assertRefused(empty, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gamma", "quality", "diversity"})
    void everyTermOfTheFitnessMustBeThere(String name) {
        ObjectNode without = json();
        ((ObjectNode) without.at("/rules/fitness")).remove(name);
        assertRefused(without, name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            parents         | 65                | parents must be in [1, 64]: 65
            parents         | 1.5               | parents
            evaluationBatch | 0                 | evaluationBatch must be in [1, 65536]: 0
            mutations       | ["minimax","x"]   | mutation must be one of [minimax, heuristic,
            mutations       | []                | mutations must be at least one, each once: []
            mutations       | "minimax"         | mutations
            selection       | "LUCK"            | selection
            selection       | 0                 | selection
            plus            | "yes"             | plus
            moments         | "NONE"            | moments
            fakes           | "SURVIVORS_EVALUATION" | need the order generators first
            elitism         | true              | elitism
            """)
    void wrongRulesAreNamed(String name, String value, String message) {
        ObjectNode json = json();
        ((ObjectNode) json.get("rules")).set(name, JSON.readTree(value));
        assertRefused(json, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            decay        | 1.5      | decay must be in [0, 1]: 1.5
            decay        | -0.1     | decay must be in [0, 1]: -0.1
            beta1        | 1        | beta1 must be in [0, 1): 1.0
            beta2        | -0.1     | beta2 must be in [0, 1): -0.1
            generations  | 0        | generations must be at least 1: 0
            generations  | 1.5      | generations
            seed         | "1"      | seed
            augmentation | "SOME"   | augmentation
            colour       | 1        | colour
            network      | {"family":"none"} | family must be one of
            """)
    void wrongValuesAreNamed(String name, String value, String message) {
        ObjectNode json = json();
        json.set(name, JSON.readTree(value));
        assertRefused(json, message);
    }

    @Test
    void negativeGammaIsExplained() {
        ObjectNode json = json();
        ((ObjectNode) json.at("/rules/fitness")).put("gamma", -1);
        assertRefused(json, "fitnessGamma must be at least 0: -1.0");
    }

    @Test
    void networksWithClassesDoNotEvolve() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                TinyEvolution.config(
                                        TinyEvolution.style().withLabels(3), new RulesBuilder()))
                .withMessage("an evolving network must have no classes: 3");
    }

    @Test
    void theScheduleMustFitTheNetwork() {
        assertSchedule(
                Schedule.fixed(2, 4, 0.1), "schedule must end at the network's resolution 1: 2");
    }

    @Test
    void batchesByResolutionAreRefused() {
        assertSchedule(
                new Schedule(1, 1, 0, 1, 4, Map.of(1, 8), 0.1, Map.of()),
                "an evolution must have one batch for all resolutions: {1=8}");
    }

    @Test
    void theBatchIsSharedByAllParents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyEvolution.config(PLANE, new RulesBuilder().parents(3)))
                .withMessage("batch must be divisible by the number of parents, 3: 4");
    }

    /** Two steps of four fakes, all of one survivor's eight; half of them of two. */
    @Test
    void enoughPicturesMustBeJudgedToLearnFrom() {
        RulesBuilder rules =
                new RulesBuilder().generatorsFirst().survivorsEvaluation().discriminatorSteps(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyEvolution.config(PLANE, rules.evaluationBatch(7)))
                .withMessage("evaluationBatch must be in [8, 65536]: 7");
        assertThat(TinyEvolution.config(PLANE, rules.evaluationBatch(8)).realsPerGeneration())
                .isEqualTo(16);
        assertThat(
                        TinyEvolution.config(PLANE, rules.parents(2).evaluationBatch(4))
                                .rules()
                                .parents())
                .isEqualTo(2);
    }

    /** Of 100 generations the last quarter, down to nothing after the last. */
    @ParameterizedTest
    @CsvSource({
        "0.25, 0, 1",
        "0.25, 75, 1",
        "0.25, 80, 0.8",
        "0.25, 99, 0.04",
        "0.25, 100, 0",
        "0.25, 300, 0",
        "1, 0, 1",
        "1, 30, 0.7",
        "0, 0, 1",
        "0, 99, 1"
    })
    void theRateFallsInAStraightLineAtTheEnd(double decay, long generation, double share) {
        EvolutionConfig config = decaying(decay);
        assertThat(config.learningRateAt(0, generation)).isCloseTo(share * 0.01, within(1e-15));
    }

    @Test
    void theScheduleCanBeChanged() {
        EvolutionConfig config = TinyEvolution.config(PLANE, new RulesBuilder());
        Schedule other = Schedule.fixed(1, 8, 0.5);
        assertThat(config.with(other).schedule()).isEqualTo(other);
        assertThat(config.with(other).with(config.schedule())).isEqualTo(config);
    }

    private static EvolutionConfig decaying(double decay) {
        return new EvolutionConfig(
                PLANE,
                TinyEvolution.PLAIN,
                new RulesBuilder().build(),
                Schedule.fixed(1, 4, 0.01),
                decay,
                0.5,
                0.99,
                Augmentation.NONE,
                false,
                100,
                7);
    }

    @Test
    void rulesLengthAndSeedCanBeChanged() {
        EvolutionConfig config = TinyEvolution.config(PLANE, new RulesBuilder());
        EvolutionRules others = new RulesBuilder().mutations("hinge").build();
        EvolutionConfig changed = config.with(others, 9, 5);
        assertThat(changed.rules()).isEqualTo(others);
        assertThat(changed.generations()).isEqualTo(9);
        assertThat(changed.seed()).isEqualTo(5);
        assertThat(changed.with(config.rules(), 100, 7)).isEqualTo(config);
    }

    private static void assertSchedule(Schedule schedule, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyEvolution.config(PLANE, new RulesBuilder().build(), schedule))
                .withMessage(message);
    }

    private static void assertRefused(ObjectNode json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvolutionConfig.fromJson(json.toString()))
                .withMessageContaining(message);
    }

    private static ObjectNode json() {
        EvolutionConfig config = TinyEvolution.config(PLANE, new RulesBuilder());
        return (ObjectNode) JSON.readTree(config.toJson());
    }
}
