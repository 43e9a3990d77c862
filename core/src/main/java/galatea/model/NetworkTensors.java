package galatea.model;

import galatea.format.SafetensorsFile;
import galatea.model.imports.ForeignNetwork;
import galatea.model.imports.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors of a network file by name, wherever they lie. */
interface NetworkTensors {
    /** All names. */
    List<String> names();

    /** Sizes of a tensor, outermost first. */
    long[] shape(String name);

    /** Its values, row-major. */
    float[] floats(String name);

    /** In a file of this library. */
    static NetworkTensors of(SafetensorsFile file) {
        return new NetworkTensors() {
            @Override
            public List<String> names() {
                return file.names();
            }

            @Override
            public long[] shape(String name) {
                return file.shape(name);
            }

            @Override
            public float[] floats(String name) {
                return file.floats(name);
            }
        };
    }

    /** Of another program's network, under the names of a file of ours. */
    static NetworkTensors of(
            ForeignNetwork network, String generatorPrefix, String discriminatorPrefix) {
        Map<String, Weights> all = new LinkedHashMap<>();
        network.generator().forEach((name, w) -> all.put(generatorPrefix + name, w));
        network.discriminator().forEach((name, w) -> all.put(discriminatorPrefix + name, w));
        return new InMemory(all);
    }

    /** Read already. */
    record InMemory(Map<String, Weights> tensors) implements NetworkTensors {
        @Override
        public List<String> names() {
            return List.copyOf(tensors.keySet());
        }

        @Override
        public long[] shape(String name) {
            return weights(name).shape();
        }

        @Override
        public float[] floats(String name) {
            return weights(name).values();
        }

        private Weights weights(String name) {
            Weights weights = tensors.get(name);
            if (weights == null) {
                throw new IllegalArgumentException("network must have a tensor " + name);
            }
            return weights;
        }
    }
}
