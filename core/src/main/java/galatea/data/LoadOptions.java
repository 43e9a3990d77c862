package galatea.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How to load a set.
 *
 * @param memoryLimitBytes a larger set goes to a memory-mapped temporary file; at least 0
 * @param threads decoding threads, at least 1
 * @param maxImages use at most so many files, spread evenly over the source; at least 1
 * @param cacheFolder where the temporary file is created
 */
public record LoadOptions(long memoryLimitBytes, int threads, int maxImages, Path cacheFolder) {

    /** Checks the ranges. */
    public LoadOptions {
        requireNonNull(cacheFolder, "cacheFolder is null");
        if (memoryLimitBytes < 0) {
            throw new IllegalArgumentException(
                    "memoryLimitBytes must be at least 0: " + memoryLimitBytes);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
        if (maxImages < 1) {
            throw new IllegalArgumentException("maxImages must be at least 1: " + maxImages);
        }
    }

    /** Every file, 1 GiB of memory, all cores but one, the system's temporary folder. */
    public static LoadOptions defaults() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
        return new LoadOptions(
                1L << 30, OrderedWork.defaultThreads(), Integer.MAX_VALUE, temporary);
    }

    /** The same with another memory limit, in bytes. */
    public LoadOptions withMemoryLimitBytes(long bytes) {
        return new LoadOptions(bytes, threads, maxImages, cacheFolder);
    }

    /** The same with another number of threads. */
    public LoadOptions withThreads(int count) {
        return new LoadOptions(memoryLimitBytes, count, maxImages, cacheFolder);
    }

    /** The same with another maximum of images. */
    public LoadOptions withMaxImages(int count) {
        return new LoadOptions(memoryLimitBytes, threads, count, cacheFolder);
    }

    /** The same with another folder for the temporary file. */
    public LoadOptions withCacheFolder(Path folder) {
        return new LoadOptions(memoryLimitBytes, threads, maxImages, folder);
    }
}
