package galatea.dissect;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Numbers as JSON wants them: what is no number becomes null. */
final class NullableNumbers extends SimpleModule {
    private static final long serialVersionUID = 1;

    NullableNumbers() {
        One one = new One();
        addSerializer(Double.class, one);
        addSerializer(Double.TYPE, one);
        addSerializer(double[].class, new Many());
    }

    private static final class One extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            write(value, json);
        }
    }

    private static final class Many extends ValueSerializer<double[]> {
        @Override
        public void serialize(double[] values, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (double value : values) {
                write(value, json);
            }
            json.writeEndArray();
        }
    }

    private static void write(double value, JsonGenerator json) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
