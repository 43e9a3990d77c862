package galatea.torch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Constants as the engine wants them, made once: a fresh one costs as much as a small operation.
 */
final class Scalars {
    private static final int LIMIT = 1024;
    private static final ConcurrentMap<Double, Scalar> CONSTANTS = new ConcurrentHashMap<>();

    private Scalars() {}

    /** The engine's scalar of a value; shared up to a number of distinct values, then fresh. */
    static Scalar of(double value) {
        Scalar known = CONSTANTS.get(value);
        if (known != null) {
            return known;
        }
        Scalar scalar = new Scalar(value);
        if (CONSTANTS.size() < LIMIT) {
            scalar.retainReference(); // outlives the scope in which it was first needed
            CONSTANTS.put(value, scalar);
        }
        return scalar;
    }
}
