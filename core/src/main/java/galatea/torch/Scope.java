package galatea.torch;

import java.util.Iterator;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Frees, when closed, every native object this thread created in it, except those kept.
 *
 * <p>One scope per training step, generated batch or request; {@link #keep} is the only way out. A
 * scope belongs to the thread that opened it. What a backward pass needs lives on without its Java
 * object.
 */
public final class Scope extends PointerScope {

    /** Opens a scope inside the innermost one of this thread. */
    public Scope() {}

    /** The result of some work, all else that was created in it freed. */
    public static <P extends Pointer> P resultOf(Supplier<P> work) {
        try (Scope scope = new Scope()) {
            return scope.keep(work.get());
        }
    }

    /**
     * Lets {@code pointer} outlive this scope: it passes to the enclosing scope, or to the caller
     * if there is none.
     */
    public <P extends Pointer> P keep(P pointer) {
        Iterator<PointerScope> scopes = PointerScope.getScopeIterator(); // innermost first
        while (scopes.hasNext()) {
            if (scopes.next() == this) {
                break;
            }
        }
        if (scopes.hasNext()) {
            scopes.next().attach(pointer);
        } else {
            pointer.retainReference();
        }
        return pointer;
    }
}
