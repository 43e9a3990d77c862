package galatea.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The tensor engine of this process: loading, threads, random seed.
 *
 * <p>The first network starts it; call {@link #start} to choose the moment.
 */
public final class Engine {
    /**
     * Below this size glibc, once taught, serves blocks from its heap: see {@link #teachMalloc}.
     */
    private static final long MALLOC_HEAP_BLOCK = 32L * 1024 * 1024 - 65536;

    private static final List<String> LIBRARY_FOLDERS =
            List.of("/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/local/lib");

    static {
        initialise();
    }

    private Engine() {}

    /**
     * Loads the engine (a few seconds the first time).
     *
     * @throws IllegalStateException if another libtorch in the system's library folders would crash
     *     this process
     */
    public static void start() {}

    private static void initialise() {
        refuseSecondLibtorch();
        if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
            // Otherwise JavaCPP reads the resident size at every allocation, under a global lock.
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        }
        openblas_nolapack.blas_set_num_threads(1); // its pool would spin against libtorch's
        torch.globalContext()
                .setUserEnabledNNPACK(false); // unused, yet warns of unknown processors
        setThreads(Runtime.getRuntime().availableProcessors());
        teachMalloc();
    }

    /**
     * Freeing one large block raises glibc's threshold for fresh, page-cleared memory to that size
     * (mallopt(3), M_MMAP_THRESHOLD), which the launcher does through the environment. Elsewhere it
     * does nothing.
     */
    private static void teachMalloc() {
        Pointer.free(Pointer.malloc(MALLOC_HEAP_BLOCK));
    }

    private static void refuseSecondLibtorch() {
        for (String folder : LIBRARY_FOLDERS) {
            Optional<Path> other = libtorchIn(Path.of(folder));
            if (other.isPresent()) {
                throw new IllegalStateException(
                        "another libtorch would crash this process: "
                                + other.get()
                                + "; remove that package, or hide the file from the library path");
            }
        }
    }

    private static Optional<Path> libtorchIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("libtorch_cpu.so"))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sets the number of threads that one operation may use, at least 1. */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
        torch.set_num_threads(threads);
    }

    /** The number of threads that one operation may use. */
    public static int threads() {
        return torch.get_num_threads();
    }

    /**
     * Seeds this thread's random stream, whose draws then equal those that follow {@code
     * torch.manual_seed} in Python.
     */
    public static void seed(long seed) {
        RandomStream.seed(seed);
    }

    /** Version of the engine, such as {@code 2.10.0-1.5.13}. */
    public static String version() {
        String version = Tensor.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
