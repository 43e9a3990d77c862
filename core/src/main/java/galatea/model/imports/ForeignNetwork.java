package galatea.model.imports;

import galatea.model.NetworkConfig;
import java.util.Map;

/**
 * A network of another program in this library's layout.
 *
 * @param layout of the file, such as {@code official StyleGAN (TensorFlow)}
 * @param generator tensors by name, in this library's shapes
 * @param discriminator the same; empty if the file has none
 * @param lod level of detail at which the file's network stands
 * @param hasAverage whether the file knows the average of w
 */
public record ForeignNetwork(
        String layout,
        NetworkConfig config,
        Map<String, Weights> generator,
        Map<String, Weights> discriminator,
        double lod,
        boolean hasAverage) {}
