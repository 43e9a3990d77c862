package galatea.data;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The sources that need no file. One line in the table makes a source known by its name. */
final class BuiltinSources {
    private static final Map<String, Opener> OPENERS = Map.of(SceneSource.NAME, SceneSource::open);

    private BuiltinSources() {}

    /** Makes a source from the text behind the colon, empty if there is none. */
    @FunctionalInterface
    interface Opener {
        ImageSource open(String argument) throws IOException;
    }

    /** The built-in source {@code NAME} or {@code NAME:ARGUMENT}; null if there is none. */
    static @Nullable ImageSource open(String spec) throws IOException {
        int colon = spec.indexOf(':');
        Opener opener = OPENERS.get(colon < 0 ? spec : spec.substring(0, colon));
        return opener == null ? null : opener.open(colon < 0 ? "" : spec.substring(colon + 1));
    }

    /** The known names, sorted. */
    static Set<String> names() {
        return new TreeSet<>(OPENERS.keySet());
    }
}
