package galatea.model.imports;

import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.pickle.StoredTensor;
import galatea.format.pickle.TensorTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layouts of other programs that are read. */
public final class Imports {
    private static final int SHOWN = 12; // tensors in a message

    private static final List<ForeignLayout> LAYOUTS =
            List.of(
                    new OfficialStyle(),
                    new RosinalityStyle(),
                    new GenforceStyle(),
                    new DissectProgressive());

    private Imports() {}

    /** What users call the layouts. */
    public static List<String> layouts() {
        return LAYOUTS.stream().map(ForeignLayout::name).toList();
    }

    /**
     * The network in a pickle or torch file.
     *
     * @param root of its data
     * @throws FormatException if it is of no known layout, with the tensors that were found, or
     *     lacks a tensor
     * @throws IllegalArgumentException for a resolution that the file does not have
     */
    public static ForeignNetwork read(Path path, @Nullable Object root, ImportOptions options)
            throws FormatException {
        String file = path.toString();
        for (ForeignLayout layout : LAYOUTS) {
            if (layout.matches(root)) {
                return checked(file, layout.read(file, root, options), options);
            }
        }
        List<String> found = TensorTree.describe(root, SHOWN);
        throw new FormatException(
                file,
                "must be a network of Galatea or of a known layout (%s); found: %s"
                        .formatted(String.join(", ", layouts()), String.join("; ", found)));
    }

    /** The same in a safetensors file whose tensors have the names of a state dictionary. */
    public static ForeignNetwork read(Path path, SafetensorsFile file, ImportOptions options)
            throws FormatException {
        Map<String, StoredTensor> state = new LinkedHashMap<>();
        for (String name : file.names()) {
            state.put(
                    name,
                    StoredTensor.of(
                            path.toString(), file.dtype(name), file.shape(name), file.data(name)));
        }
        return read(path, state, options);
    }

    private static ForeignNetwork checked(
            String file, ForeignNetwork network, ImportOptions options) {
        Integer asked = options.resolution();
        int side = network.config().resolution();
        if (asked != null && asked != side) {
            throw new IllegalArgumentException(
                    "resolution must be %d, the only one in %s: %d".formatted(side, file, asked));
        }
        return network;
    }
}
