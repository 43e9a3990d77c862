package galatea.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The process's one environment of ONNX Runtime. */
public final class OnnxEnvironment {
    private static final long DEEP = 64L << 20; // bytes of stack

    private OnnxEnvironment() {}

    /**
     * Quiet: failures come as exceptions. Made on a deep stack: with long command lines (class
     * paths) ONNX Runtime 1.29 recurses beyond the megabyte that threads have and ends the process.
     */
    public static OrtEnvironment get() {
        FutureTask<OrtEnvironment> task =
                new FutureTask<>(
                        () ->
                                OrtEnvironment.getEnvironment(
                                        OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "galatea"));
        new Thread(null, task, "onnx-runtime", DEEP).start();
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
