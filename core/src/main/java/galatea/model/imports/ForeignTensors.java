package galatea.model.imports;

import galatea.format.FormatException;
import galatea.format.pickle.StoredTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tensors of one network by the names that the other program gave them.
 *
 * @param file name of the file, for messages
 */
record ForeignTensors(String file, Map<String, StoredTensor> tensors) {
    /** The state dictionary in a map; what is not a tensor is left out. */
    static ForeignTensors ofState(String file, Map<?, ?> state) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        state.forEach(
                (name, value) -> {
                    if (name instanceof String text && value instanceof StoredTensor tensor) {
                        tensors.put(text, tensor);
                    }
                });
        return new ForeignTensors(file, tensors);
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    boolean isEmpty() {
        return tensors.isEmpty();
    }

    /** How many numbers from 0 on make a name that is there. */
    int count(String pattern) {
        return (int)
                IntStream.iterate(0, i -> i + 1).takeWhile(i -> has(pattern.formatted(i))).count();
    }

    /**
     * The tensor of a name.
     *
     * @throws FormatException if it is not there
     */
    Weights get(String name) throws FormatException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new FormatException(file, "must have the tensor %s: none".formatted(name));
        }
        return new Weights(tensor.shape(), tensor.floats());
    }

    /** The same, of a number of dimensions. */
    Weights get(String name, int rank) throws FormatException {
        Weights weights = get(name);
        if (weights.shape().length != rank) {
            throw new FormatException(
                    file,
                    "%s must have %d dimensions: %s"
                            .formatted(name, rank, Arrays.toString(weights.shape())));
        }
        return weights;
    }

    /** One of the sizes of a tensor. */
    int size(String name, int rank, int dimension) throws FormatException {
        return (int) Math.min(Integer.MAX_VALUE, get(name, rank).shape()[dimension]);
    }
}
