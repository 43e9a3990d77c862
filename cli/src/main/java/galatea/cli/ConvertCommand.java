package galatea.cli;

import galatea.format.DType;
import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.NetworkFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network in another file. */
@Command(
        name = "convert",
        description =
                "Writes the generator of a network, also of another program's file, into a file"
                        + " of its own.",
        footer = {
            "",
            "Example:",
            "  galatea convert --network runs/00000-scenes64 --half --dest scenes.safetensors"
        })
final class ConvertCommand extends Verb {
    @Mixin private NetworkOption network = new NetworkOption();

    @Option(
            names = "--dest",
            required = true,
            paramLabel = "FILE",
            description = "New file, .safetensors.")
    private Path target = Path.of("");

    @Option(
            names = "--half",
            description = "Half precision: half the size, values rounded to eleven binary digits.")
    private boolean half;

    @Option(
            names = "--with-discriminator",
            description = "Keep the discriminator, too; half of the file or more.")
    private boolean withDiscriminator;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(target)) {
            throw new FileSystemException(
                    target.toString(), null, "exists; move it or name another --dest");
        }
        NetworkFile file = network.file();
        try (Generator generator = file.generator();
                Discriminator judge = withDiscriminator ? file.discriminator() : null) {
            DType precision = half ? DType.F16 : DType.F32;
            NetworkFile.save(target, precision, generator, judge, file.lod(), file.provenance());
        }
        err().printf("galatea: wrote %s, %d kB%n", target, Files.size(target) / 1000);
        return 0;
    }
}
