package galatea.format.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses lists and dictionaries for which {@code hashCode}, {@code equals} or a walk would not
 * end: those in themselves, those too deep, and those in each other again and again. Objects are
 * boundaries: they may form circles, since they are compared by identity.
 */
final class Nesting {
    private static final int MAX_DEPTH = 200;

    /** Elements counted as often as they occur; more than any file may have instructions. */
    private static final long MAX_ELEMENTS = 20_000_000;

    private static final Measure UNFINISHED = new Measure(0, 0);

    private final IdentityHashMap<Object, Measure> measures = new IdentityHashMap<>();
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Deque<PickledObject> objects = new ArrayDeque<>();

    /** Levels and elements of a container; no levels while it is not known. */
    private record Measure(int depth, long elements) {}

    /** A container whose elements are being looked at. */
    private static final class Frame {
        final Object container;
        final Iterator<? extends @Nullable Object> rest;
        int depth = 1;
        long elements;

        Frame(Object container, Collection<? extends @Nullable Object> content) {
            this.container = container;
            this.rest = content.iterator();
            this.elements = content.size();
        }
    }

    private Nesting() {}

    static void check(@Nullable Object root) {
        Nesting nesting = new Nesting();
        nesting.enter(root);
        nesting.finish();
        while (!nesting.objects.isEmpty()) {
            for (Object part : nesting.objects.pop().parts()) {
                nesting.enter(part);
                nesting.finish();
            }
        }
    }

    /** Opens a container that was not seen before. */
    private void enter(@Nullable Object value) {
        if (value instanceof PickledObject object) {
            if (measures.put(object, UNFINISHED) == null) {
                objects.push(object);
            }
            return;
        }
        Collection<? extends @Nullable Object> content = content(value);
        if (value == null || content.isEmpty()) {
            return;
        }
        Measure known = measures.get(value);
        if (known != null && known.depth() == 0) {
            throw new Damage("list or dict must not contain itself");
        }
        if (known != null) {
            add(known);
            return;
        }
        measures.put(value, UNFINISHED);
        open.push(new Frame(value, content));
        if (open.size() > MAX_DEPTH) {
            throw new Damage("lists and dicts must be nested at most %d deep".formatted(MAX_DEPTH));
        }
    }

    private void finish() {
        while (!open.isEmpty()) {
            Frame frame = open.element();
            if (frame.rest.hasNext()) {
                enter(frame.rest.next());
            } else {
                open.pop();
                Measure measure = new Measure(frame.depth, frame.elements);
                measures.put(frame.container, measure);
                add(measure);
            }
        }
    }

    /** Adds a finished container to the one around it. */
    private void add(Measure inner) {
        if (open.isEmpty()) {
            return;
        }
        Frame outer = open.element();
        outer.depth = Math.max(outer.depth, inner.depth() + 1);
        outer.elements += inner.elements();
        if (outer.depth > MAX_DEPTH || outer.elements > MAX_ELEMENTS) {
            throw new Damage(
                    "lists and dicts must be nested at most %d deep and of %d elements in all"
                            .formatted(MAX_DEPTH, MAX_ELEMENTS));
        }
    }

    private static Collection<? extends @Nullable Object> content(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return List.of();
        }
        boolean plain = map.keySet().stream().allMatch(key -> !(key instanceof List<?>));
        if (plain) {
            return map.values();
        }
        List<@Nullable Object> both = new ArrayList<>(map.keySet());
        both.addAll(map.values());
        return both;
    }
}
