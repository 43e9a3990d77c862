package galatea.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What must be known about a network of ONNX to take features from it.
 *
 * @param input how it takes pictures
 * @param feature name of the tensor
 * @param size number of features F
 */
record FeatureCard(PictureInput input, String feature, int size) {
    private static final Set<String> KEYS = Set.of("name", "shape");

    /**
     * Reads a card.
     *
     * @throws IllegalArgumentException naming the value that is missing, unknown or wrong
     */
    static FeatureCard read(Path path) throws IOException {
        String text = Files.readString(path);
        CardReader card = new CardReader(StrictJson.tree("card", text), "", ModelCard.KEYS);
        PictureInput input = PictureInput.read(card);
        CardReader feature = card.first("features", KEYS);
        return new FeatureCard(input, feature.text("name"), feature.shapedSize("shape"));
    }
}
