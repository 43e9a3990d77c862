package galatea.testing;

import galatea.torch.Engine;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets a test class compute with one thread: in networks as small as those of tests, threads that
 * wait for each other take most of the time.
 */
public final class OneThread implements BeforeAllCallback, AfterAllCallback {
    private int before = 1;

    /** Made by JUnit. */
    public OneThread() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        before = Engine.threads();
        Engine.setThreads(1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Engine.setThreads(before);
    }
}
