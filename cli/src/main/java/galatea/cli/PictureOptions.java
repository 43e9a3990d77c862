package galatea.cli;

import galatea.data.Preparation;
import galatea.image.Scaling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How pictures of any size become squares of one, and how many are taken. */
final class PictureOptions {
    @Mixin private CropOptions crop = new CropOptions();

    @Option(
            names = "--max-images",
            paramLabel = "N",
            description = "At most so many, spread evenly over the source (all).")
    private int maxImages = Integer.MAX_VALUE;

    Preparation.Crop crop() {
        return crop.crop();
    }

    Scaling.Filter filter() {
        return crop.filter();
    }

    int maxImages() {
        return maxImages;
    }
}
