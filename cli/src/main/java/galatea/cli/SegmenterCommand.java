package galatea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segmenters: what does every pixel show? */
@Command(
        name = "segmenter",
        description = "Trains and judges segmenters, which say of every pixel what it shows.",
        subcommands = {SegmenterTrainCommand.class, SegmenterEvalCommand.class},
        footer = {
            "",
            "Examples:",
            "  galatea segmenter train --data scenes --resolution 64 --outdir segmenter",
            "  galatea segmenter eval --segmenter segmenter/segmenter.safetensors --data scenes:500"
        })
final class SegmenterCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "train or eval is missing");
    }
}
