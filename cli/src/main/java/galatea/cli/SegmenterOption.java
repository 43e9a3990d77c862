package galatea.cli;

import galatea.segment.Segmenter;
import galatea.segment.SegmenterSource;
import java.io.IOException;
import picocli.CommandLine.Option;

/** What says which class each pixel belongs to. */
final class SegmenterOption {
    @Option(
            names = "--segmenter",
            required = true,
            paramLabel = "FILE",
            description =
                    "U-Net (.safetensors), network with card (.onnx), colour rules (.json) or"
                            + " builtin:NAME.")
    private String name = "";

    Segmenter open() throws IOException {
        return SegmenterSource.open(name);
    }

    String name() {
        return name;
    }
}
