package galatea.cli;

import galatea.data.Preparation;
import galatea.image.Scaling;
import picocli.CommandLine.Option;

/** How pictures of any size become squares of one. */
final class CropOptions {
    @Option(
            names = "--crop",
            paramLabel = "HOW",
            defaultValue = "CENTER",
            description = "How pictures become square: center, pad or stretch (center).")
    private Preparation.Crop crop = Preparation.Crop.CENTER;

    @Option(
            names = "--resize-filter",
            paramLabel = "FILTER",
            defaultValue = "AREA",
            description = "area or lanczos3 (area).")
    private Scaling.Filter filter = Scaling.Filter.AREA;

    Preparation.Crop crop() {
        return crop;
    }

    Scaling.Filter filter() {
        return filter;
    }
}
