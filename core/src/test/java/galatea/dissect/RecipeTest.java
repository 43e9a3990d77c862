package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    private static final String FULL =
            """
            {"version": 1, "edits": [
              {"layer": "16x16/Conv1", "units": [1, 2], "alpha": 0.5, "value": [1, -2.5],
               "region": [0.25, 0, 0.5, 1], "pooling": "mean"},
              {"layer": "8x8/Conv1", "units": [3], "value": "mean:pointed roof",
               "mask": {"side": 2, "rows": ["01", [0.5, 1]]}},
              {"layer": "4x4/Conv", "units": [0], "alpha": [1], "value": "q0.99"},
              {"layer": "4x4/Conv", "units": [7]}]}
            """;

    @Test
    void readsAllItsParts() {
        Recipe recipe = Recipe.parse(FULL);
        assertThat(recipe.edits())
                .containsExactly(
                        PlannedEdit.of(
                                new UnitEdit(
                                        "16x16/Conv1",
                                        List.of(1, 2),
                                        List.of(0.5),
                                        List.of(1.0, -2.5),
                                        new Region(0.25, 0, 0.5, 1),
                                        Pooling.MEAN)),
                        new PlannedEdit(
                                UnitEdit.ablate("8x8/Conv1", List.of(3))
                                        .within(new Mask(2, List.of(0.0, 1.0, 0.5, 1.0))),
                                new SymbolicValue.ClassMean("pointed roof")),
                        new PlannedEdit(
                                UnitEdit.ablate("4x4/Conv", List.of(0)),
                                new SymbolicValue.UnitQuantile(0.99)),
                        PlannedEdit.of(UnitEdit.ablate("4x4/Conv", List.of(7))));
        assertThat(recipe.isResolved()).isFalse();
        assertThatThrownBy(recipe::unitEdits).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesWhatItReads() {
        Recipe recipe = Recipe.parse(FULL);
        String written = recipe.toJson();
        assertThat(written).contains("\"01\"").contains("\"mean:pointed roof\"");
        assertThat(Recipe.parse(written)).isEqualTo(recipe);
        assertThat(Recipe.parse(written).toJson()).isEqualTo(written);
        assertThat(Recipe.parse("{\"version\":1,\"edits\":[]}").edits()).isEmpty();
    }

    @Test
    void numbersSurviveToTheLastBit() {
        List<Double> values = List.of(0.1 + 0.2, (double) 0.1f, Double.MIN_VALUE, -3e38);
        Recipe recipe = Recipe.of(List.of(UnitEdit.insert("a", List.of(0, 1, 2, 3), values)));
        assertThat(Recipe.parse(recipe.toJson())).isEqualTo(recipe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "[]", "1", "null", "{", "{\"version\":1,\"edits\":[]} {}"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> Recipe.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("recipe must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | version of a recipe must be 1: ",
                "{'version':2,'edits':[]} | version of a recipe must be 1: 2",
                "{'version':'1','edits':[]} | version of a recipe must be 1: \"1\"",
                "{'version':1.0,'edits':[]} | version of a recipe must be 1: 1.0",
                "{'version':1} | edits of a recipe must be an array: ",
                "{'version':1,'edits':{}} | edits of a recipe must be an array: {}",
                "{'version':1,'edits':[],'x':1} | recipe must have no value but [edits, version]: x",
                "{'version':1,'version':1,'edits':[]} | recipe must be JSON: Duplicate",
                "{'version':1,'edits':[7]} | edit 1: must be an object: 7",
            })
    void refusesWrongRecipes(String json, String message) {
        refuses(json, message == null ? "" : message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'units':[1] | edit 1: layer must be a name: absent",
                "'layer':7,'units':[1] | edit 1: layer must be a name: 7",
                "'layer':'a' | edit 1: units must be an array of whole numbers: absent",
                "'layer':'a','units':[] | edit 1: units must be at least one of layer a",
                "'layer':'a','units':[1.5] | edit 1: units must be an array of whole numbers: [1.5]",
                "'layer':'a','units':[99999999999] | edit 1: units must be an array of whole numbers",
                "'layer':'a','units':[null] | edit 1: units must be an array of whole numbers",
                "'layer':'a','units':[1],'alpha':2 | edit 1: alpha must be in [0, 1]: 2.0",
                "'layer':'a','units':[1],'alpha':'1' | edit 1: alpha must be numbers: \"1\"",
                "'layer':'a','units':[1],'alpha':null | edit 1: alpha must be numbers: null",
                "'layer':'a','units':[1],'alpha':[] | edit 1: alpha must be one number or one for",
                "'layer':'a','units':[1],'value':[1,2] | edit 1: value must be one number or one for",
                "'layer':'a','units':[1],'value':1e999 | edit 1: value must be finite: Infinity",
                "'layer':'a','units':[1],'value':'mean:' | edit 1: value must be a number, mean:CLASS",
                "'layer':'a','units':[1],'value':'q1.5' | edit 1: quantile must be in [0, 1]: 1.5",
                "'layer':'a','units':[1],'value':'q1..5' | edit 1: value must be a number, mean:CLASS",
                "'layer':'a','units':[1],'values':1 | edit 1: edit must have no value but",
                "'layer':'a','units':[1],'region':[0,0,1] | edit 1: region must be [x, y, width,",
                "'layer':'a','units':[1],'region':[0,0,2,1] | edit 1: region must be x,y,width,height",
                "'layer':'a','units':[1],'pooling':'MAX' | edit 1: pooling must be max or mean: \"MAX\"",
                "'layer':'a','units':[1],'mask':{} | edit 1: side of a mask must be whole: absent",
                "'layer':'a','units':[1],'mask':[] | edit 1: mask must be an object: []",
                "'layer':'a','units':[1],'mask':{'side':1,'rows':['2']} | row of a mask must be of 0",
                "'layer':'a','units':[1],'mask':{'side':2,'rows':['01']} | must have side = 2 rows",
                "'layer':'a','units':[1],'mask':{'side':1,'rows':['01']} | row of a mask must have",
                "'layer':'a','units':[1],'mask':{'side':1,'rows':[[2]]} | mask must be in [0, 1]: 2.0",
                "'layer':'a','units':[1],'mask':{'side':-1,'rows':[]} | mask must have side = -1 rows",
                "'layer':'a','units':[1],'mask':{'side':0,'rows':[]} | side of a mask must be in [1, 1024]",
                "'layer':'a','units':[1],'mask':{'side':1,'rows':['1']},'region':[0,0,1,1] |"
                        + " edit must have a region or a mask: both",
            })
    void refusesWrongEdits(String edit, String message) {
        refuses("{'version':1,'edits':[{" + edit + "}]}", message);
    }

    private static void refuses(String json, String message) {
        assertThatThrownBy(() -> Recipe.parse(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
