package galatea.cli;

import galatea.image.Picture;
import galatea.project.Distances;
import galatea.project.ProjectionOptions;
import galatea.project.ProjectionResult;
import galatea.segment.PerceptualFeatures;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code projection.json} holds.
 *
 * @param network as the user named it
 * @param target file with the picture
 * @param targetSize its width and height
 * @param side of the network's pictures
 * @param space z, w or w+
 * @param noise whether noise maps were fitted, where the network has some
 * @param features identity of what pictures were compared by besides pixels; null for nothing
 * @param featureLayers of it
 * @param start distances at the start
 * @param found distances of what was found
 * @param psnr in decibels
 * @param losses at each step
 */
record ProjectionReport(
        String network,
        String target,
        List<Integer> targetSize,
        int side,
        String space,
        int steps,
        boolean noise,
        int candidates,
        long seed,
        @Nullable String features,
        List<String> featureLayers,
        Distances start,
        Distances found,
        double psnr,
        List<Double> losses) {

    static ProjectionReport of(
            String network,
            Path target,
            Picture picture,
            ProjectionOptions options,
            @Nullable PerceptualFeatures features,
            ProjectionResult result) {
        return new ProjectionReport(
                network,
                target.toString(),
                List.of(picture.width(), picture.height()),
                result.target().width(),
                options.space().word(),
                options.steps(),
                options.optimiseNoise(),
                options.candidates(),
                options.seed(),
                features == null ? null : features.identity(),
                features == null ? List.of() : features.layers(),
                result.start(),
                result.found(),
                result.psnr(),
                result.losses());
    }

    /** What {@code project --json} prints. */
    record Summary(
            String outdir, Distances start, Distances found, double psnr, double secondsTotal) {
        static Summary of(Path outdir, ProjectionResult result, double seconds) {
            return new Summary(
                    outdir.toString(), result.start(), result.found(), result.psnr(), seconds);
        }
    }
}
