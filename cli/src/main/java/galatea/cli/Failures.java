package galatea.cli;

import galatea.train.TrainingFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one line and an exit code. */
record Failures(BooleanSupplier stacktrace)
        implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int WORLD = 1;
    static final int WORDS = 2;
    static final int INTERRUPTED = 130;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandSpec().qualifiedName();
        String message = "%s (see %s --help)".formatted(firstLine(e.getMessage()), help);
        report(command.getErr(), message, e);
        return WORDS;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        if (e instanceof ParameterException words) {
            return handleParseException(words, new String[0]);
        }
        return handle(e, command.getErr());
    }

    /** Reports what was thrown; gives the exit code. */
    int handle(Throwable e, PrintWriter err) {
        report(err, describe(e), e);
        if (isInterruption(e)) {
            return INTERRUPTED;
        }
        return e instanceof IllegalArgumentException ? WORDS : WORLD;
    }

    private void report(PrintWriter err, String message, Throwable e) {
        err.println("galatea: error: " + message);
        if (stacktrace.getAsBoolean()) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    private static boolean isInterruption(Throwable e) {
        return e instanceof InterruptedException
                || e instanceof InterruptedIOException
                || e instanceof ClosedByInterruptException
                || e instanceof CancellationException;
    }

    private static String describe(Throwable e) {
        if (isInterruption(e)) {
            return "interrupted";
        }
        if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return describe(unchecked.getCause());
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory (%s): ask for less, or give more with GALATEA_JAVA_OPTIONS=-Xmx8g"
                    .formatted(firstLine(e.getMessage()));
        }
        if (e instanceof LinkageError) {
            return "the tensor engine does not load: %s".formatted(firstLine(rootMessage(e)));
        }
        if (e instanceof FileSystemException file) {
            return describeFile(file);
        }
        boolean telling =
                e instanceof IllegalArgumentException
                        || e instanceof IOException
                        || e instanceof IllegalStateException
                        || e instanceof TrainingFailedException
                        || e.getClass() == RuntimeException.class; // the engine's
        String message = firstLine(e.getMessage());
        return telling && !message.isEmpty()
                ? message
                : "%s: %s (a bug: please report it with --stacktrace)"
                        .formatted(e.getClass().getSimpleName(), message);
    }

    private static @Nullable String rootMessage(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() : rootMessage(cause);
    }

    private static String describeFile(FileSystemException e) {
        String reason = e.getReason();
        if (reason != null) {
            return "%s: %s".formatted(e.getFile(), firstLine(reason));
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder: %s; check the path".formatted(e.getFile());
        }
        if (e instanceof AccessDeniedException) {
            return "access denied: %s; change its permissions or name another"
                    .formatted(e.getFile());
        }
        if (e instanceof FileAlreadyExistsException) {
            return "%s exists and is not a folder; name another".formatted(e.getFile());
        }
        return firstLine(e.getMessage());
    }

    /** The engine's messages carry a native stack below the first line. */
    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.strip().lines().findFirst().orElse("");
    }
}
