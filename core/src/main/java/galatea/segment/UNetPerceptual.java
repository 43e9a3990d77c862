package galatea.segment;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The encoder of a U-Net, at every resolution.
 *
 * @param segmenter with the U-Net, closed with this
 */
record UNetPerceptual(UNetSegmenter segmenter) implements PerceptualFeatures {

    @Override
    public List<Tensor> features(Tensor images) {
        return segmenter.levels(images).stream().map(PerceptualFeatures::unit).toList();
    }

    @Override
    public List<String> layers() {
        return IntStream.rangeClosed(0, segmenter.config().depth())
                .mapToObj(level -> "level" + level)
                .toList();
    }

    @Override
    public String identity() {
        return segmenter.identity();
    }

    @Override
    public void close() {
        segmenter.close();
    }
}
