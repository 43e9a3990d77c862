package galatea.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file, checked.
 *
 * @param tensors in the order of their data
 * @param metadata free texts by name, in the order of the file
 */
record SafetensorsHeader(List<Tensor> tensors, Map<String, String> metadata) {

    static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * One tensor of the file.
     *
     * @param begin first byte, counted from the start of the data
     * @param end one past the last byte
     */
    record Tensor(String name, DType dtype, long[] shape, long begin, long end) {}

    /** The header's bytes, padded with spaces so that the data begin at a multiple of 8. */
    static byte[] format(List<TensorEntry> entries, Map<String, String> metadata) {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(METADATA, metadata);
        }
        long offset = 0;
        for (TensorEntry entry : entries) {
            long end = Math.addExact(offset, entry.byteCount());
            Map<String, Object> tensor = new LinkedHashMap<>();
            tensor.put("dtype", entry.dtype().name());
            tensor.put("shape", entry.shape());
            tensor.put("data_offsets", new long[] {offset, end});
            header.put(entry.name(), tensor);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(json, json.length + Math.floorMod(-json.length, ALIGNMENT));
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Parses and checks a header: known types, sizes that agree, and data that fill the file
     * without gap or overlap.
     *
     * @param dataBytes bytes of the file behind the header
     */
    static SafetensorsHeader parse(String file, byte[] json, long dataBytes)
            throws FormatException {
        List<Tensor> tensors = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : object(file, json).properties()) {
            if (property.getKey().equals(METADATA)) {
                readMetadata(file, property.getValue(), metadata);
            } else {
                tensors.add(tensor(file, property.getKey(), property.getValue()));
            }
        }
        tensors.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
        requireContiguous(file, tensors, dataBytes);
        return new SafetensorsHeader(
                Collections.unmodifiableList(tensors), Collections.unmodifiableMap(metadata));
    }

    private static ObjectNode object(String file, byte[] json) throws FormatException {
        try {
            String text = new String(json, StandardCharsets.UTF_8);
            if (text.startsWith("{") && JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new FormatException(
                    file,
                    "safetensors header must be JSON without duplicate names: "
                            + e.getOriginalMessage(),
                    e);
        }
        throw new FormatException(file, "safetensors header must begin with {");
    }

    private static void readMetadata(String file, JsonNode node, Map<String, String> metadata)
            throws FormatException {
        require(node.isObject(), file, METADATA, "an object of texts", node);
        for (Map.Entry<String, JsonNode> text : node.properties()) {
            require(text.getValue().isString(), file, METADATA, "an object of texts", node);
            metadata.put(text.getKey(), text.getValue().stringValue());
        }
    }

    private static Tensor tensor(String file, String name, JsonNode node) throws FormatException {
        DType dtype = dtype(file, name, node);
        long[] shape = wholeNumbers(file, name, "shape", node.path("shape"));
        long[] offsets = wholeNumbers(file, name, "data_offsets", node.path("data_offsets"));
        require(offsets.length == 2, file, name, "two data_offsets", node);
        requireSize(file, name, dtype, shape, offsets);
        return new Tensor(name, dtype, shape, offsets[0], offsets[1]);
    }

    private static DType dtype(String file, String name, JsonNode node) throws FormatException {
        JsonNode type = node.path("dtype");
        require(type.isString(), file, name, "a dtype", node);
        return DType.ofName(type.stringValue())
                .orElseThrow(
                        () ->
                                new FormatException(
                                        file,
                                        "dtype of %s must be one of %s: %s"
                                                .formatted(
                                                        clip(name),
                                                        Arrays.toString(DType.values()),
                                                        clip(type.stringValue()))));
    }

    private static void requireSize(
            String file, String name, DType dtype, long[] shape, long[] offsets)
            throws FormatException {
        long bytes;
        try {
            bytes = dtype.byteCount(shape);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, clip(name) + ": " + e.getMessage(), e);
        }
        if (offsets[1] - offsets[0] != bytes) {
            throw new FormatException(
                    file,
                    "data_offsets of %s must span %d bytes: %s"
                            .formatted(clip(name), bytes, Arrays.toString(offsets)));
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new FormatException(
                    file,
                    "tensor %s must have fewer than 2^31 bytes: %d".formatted(clip(name), bytes));
        }
    }

    private static long[] wholeNumbers(String file, String name, String field, JsonNode node)
            throws FormatException {
        require(node.isArray(), file, name, "an array " + field, node);
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(i);
            boolean valid = value.isIntegralNumber() && value.canConvertToLong();
            require(valid && value.longValue() >= 0, file, name, "whole numbers in " + field, node);
            values[i] = value.longValue();
        }
        return values;
    }

    private static void requireContiguous(String file, List<Tensor> tensors, long dataBytes)
            throws FormatException {
        long offset = 0;
        for (Tensor tensor : tensors) {
            if (tensor.begin() != offset) {
                throw new FormatException(
                        file,
                        "data of %s must begin at %d, without gap or overlap: %d"
                                .formatted(clip(tensor.name()), offset, tensor.begin()));
            }
            offset = tensor.end();
        }
        if (offset != dataBytes) {
            throw new FormatException(
                    file,
                    "data must have %d bytes%s: %d"
                            .formatted(
                                    offset, offset > dataBytes ? " (truncated)" : "", dataBytes));
        }
    }

    private static void require(boolean valid, String file, String name, String rule, JsonNode node)
            throws FormatException {
        if (!valid) {
            throw new FormatException(
                    file, "%s must have %s: %s".formatted(clip(name), rule, clip(node.toString())));
        }
    }

    private static String clip(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }
}
