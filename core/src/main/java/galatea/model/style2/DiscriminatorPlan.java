package galatea.model.style2;

import static galatea.model.ConfigRules.requireRange;

import java.util.List;

/**
 * What the discriminator of a StyleGAN2 is built from, beside what it shares with the generator.
 *
 * @param architecture how its blocks are joined
 * @param widths channels at 4×4, 8×8 … R×R, each 1…4096
 * @param labelMapSize length of what a class is mapped to, 1…4096; without effect without classes
 * @param mappingLayers depth of the mapping of classes, 1…16; without effect without classes
 * @param stddevGroup images per minibatch-deviation group, 0 for the whole batch
 * @param convClamp largest absolute value after a convolution, 0 for no bound
 */
public record DiscriminatorPlan(
        Architecture architecture,
        List<Integer> widths,
        int labelMapSize,
        int mappingLayers,
        int stddevGroup,
        double convClamp) {

    /** Checks every range. */
    public DiscriminatorPlan {
        widths = List.copyOf(widths);
        requireRange("discriminator.labelMapSize", labelMapSize, 1, 4096);
        requireRange("discriminator.mappingLayers", mappingLayers, 1, 16);
        requireRange("discriminator.stddevGroup", stddevGroup, 0, 1 << 20);
        Style2Config.requireClamp("discriminator.convClamp", convClamp);
    }

    /** Channels at resolution 2^r. */
    int width(int r) {
        return widths.get(r - 2);
    }
}
