package galatea.torch;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The random numbers of one thread: what one draws does not depend on what others draw meanwhile.
 */
final class RandomStream {
    private static final ThreadLocal<RandomStream> OF_THREAD =
            ThreadLocal.withInitial(RandomStream::new);

    private final Generator generator = torch.make_generator_cpu();
    private final GeneratorOptional argument;

    private RandomStream() {
        argument = new GeneratorOptional(generator);
        generator.retainReference(); // outlive the scope in which they were first needed
        argument.retainReference();
    }

    /** Starts this thread's stream anew. */
    static void seed(long seed) {
        OF_THREAD.get().generator.set_current_seed(seed);
    }

    /** This thread's stream as the engine's operations take it. */
    static GeneratorOptional current() {
        return OF_THREAD.get().argument;
    }
}
