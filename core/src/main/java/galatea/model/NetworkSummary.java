package galatea.model;

import galatea.torch.DType;
import java.io.IOException;
import java.util.List;

/**
 * What a network file holds, in numbers.
 *
 * @param family name of the family, such as {@code style}
 * @param resolution height and width of the pictures
 * @param channels 1, 3 or 4
 * @param latentSize length of z
 * @param labelSize number of classes, 0 for none
 * @param generatorParameters trained numbers of the generator
 * @param discriminatorParameters trained numbers of the discriminator that belongs to it
 * @param hasDiscriminator whether the file has that discriminator
 * @param lod level of detail to use the generator at
 * @param layers the generator's layers in order
 * @param provenance where the network comes from
 */
public record NetworkSummary(
        String family,
        int resolution,
        int channels,
        int latentSize,
        int labelSize,
        long generatorParameters,
        long discriminatorParameters,
        boolean hasDiscriminator,
        double lod,
        List<Layer> layers,
        Provenance provenance) {

    /** Copies the list. */
    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    /**
     * The summary of a file, whose tensors are checked.
     *
     * @throws galatea.format.FormatException if a tensor is missing, unexpected or of the wrong
     *     shape
     */
    public static NetworkSummary of(NetworkFile file) throws IOException {
        NetworkConfig config = file.config();
        try (Generator generator = file.generator();
                Discriminator discriminator =
                        file.hasDiscriminator()
                                ? file.discriminator()
                                : Networks.discriminator(config, DType.FLOAT32, 0)) {
            return new NetworkSummary(
                    config.family(),
                    config.resolution(),
                    config.channels(),
                    config.latentSize(),
                    config.labelSize(),
                    generator.parameters().count(),
                    discriminator.parameters().count(),
                    file.hasDiscriminator(),
                    file.lod(),
                    generator.layers(),
                    file.provenance());
        }
    }
}
