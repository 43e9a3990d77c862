package galatea.cli;

import galatea.model.Provenance;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line.
 *
 * <p>Exit codes: 0 done; 1 the world was wrong (files, memory); 2 the user's words were wrong; 130
 * interrupted. An error is one line on standard error.
 */
@Command(
        name = "galatea",
        description = "Trains, evolves, styles, dissects and edits generative networks.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        usageHelpAutoWidth = true,
        footer = {"", "Example:", "  galatea generate --network N.safetensors --seeds 0-3"})
public final class Main implements Runnable {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error arose.")
    private boolean stacktrace;

    @Spec private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** The verbs in the order of the help text. */
    private static List<Object> verbs() {
        return List.of(
                new DemoCommand(),
                new TrainCommand(),
                new EvolveCommand(),
                new RaceCommand(),
                new GenerateCommand(),
                new MixCommand(),
                new InterpolateCommand(),
                new InterveneCommand(),
                new ProjectCommand(),
                new DatasetCommand(),
                new SegmenterCommand(),
                new DissectCommand(),
                new AceCommand(),
                new CompareDissectionsCommand(),
                new ArtifactsCommand(),
                new DirectionsCommand(),
                new InfoCommand(),
                new ConvertCommand(),
                new ExportCommand(),
                new BenchCommand());
    }

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command on the standard streams; gives the exit code. */
    public static int execute(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return execute(out, err, args);
    }

    /** Runs one command on given streams; gives the exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        verbs().forEach(line::addSubcommand);
        EnumWord.registerAll(line);
        Failures failures = new Failures(() -> main.stacktrace);
        line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        int code = execute(line, failures, args);
        out.flush();
        err.flush();
        return code;
    }

    private static int execute(CommandLine line, Failures failures, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError | LinkageError e) { // a native library that does not load, too
            return failures.handle(e, line.getErr());
        }
    }

    /** Without a verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }

    /** Library, engine and Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "galatea " + Provenance.libraryVersion(), "Java " + Runtime.version()
            };
        }
    }
}
