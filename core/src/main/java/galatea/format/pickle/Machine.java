package galatea.format.pickle;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stack machine of a pickle. It makes numbers, texts, lists, dictionaries, tensors and named
 * records; where a pickle calls a function, {@link KnownCalls} says what that means as data.
 */
final class Machine {
    private static final Object MARK = new Object();
    private static final Charset UTF_8 = StandardCharsets.UTF_8;
    private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;
    private static final int MAX_PROTOCOL = 5;
    private static final int MAX_NAME = 1000;

    private final ByteInput in;
    private final Budget budget;
    private final KnownCalls calls;
    private final Function<@Nullable Object, @Nullable Object> persistent;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Map<Long, @Nullable Object> memo = new HashMap<>();

    /**
     * @param persistent gives what a persistent id stands for
     */
    Machine(ByteInput in, Source source, Function<@Nullable Object, @Nullable Object> persistent) {
        this.in = in;
        this.budget = source.budget();
        this.calls = new KnownCalls(source);
        this.persistent = persistent;
    }

    /** Runs to the end of one pickle; the input then stands behind it. */
    @Nullable Object run() {
        while (true) {
            int at = in.position();
            int opcode = in.unsignedByte();
            budget.instruction();
            if (opcode == Opcode.STOP) {
                return result();
            }
            if (!number(opcode) && !text(opcode) && !container(opcode) && !object(opcode)) {
                throw new Damage(Opcode.refusal(opcode, at));
            }
        }
    }

    private boolean number(int opcode) {
        switch (opcode) {
            case Opcode.NONE -> push(null);
            case Opcode.NEWTRUE -> push(true);
            case Opcode.NEWFALSE -> push(false);
            case Opcode.BININT -> push((long) in.int32());
            case Opcode.BININT1 -> push((long) in.unsignedByte());
            case Opcode.BININT2 -> push((long) in.unsignedShort());
            case Opcode.LONG1 -> push(Numerals.integer(in, in.unsignedByte()));
            case Opcode.LONG4 -> push(Numerals.integer(in, in.unsignedInt()));
            case Opcode.INT -> push(Numerals.decimalOrBoolean(in.line(LATIN_1)));
            case Opcode.LONG -> push(Numerals.decimal(in.line(LATIN_1)));
            case Opcode.BINFLOAT -> push(in.bigEndianDouble());
            case Opcode.FLOAT -> push(Numerals.real(in.line(LATIN_1)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case Opcode.SHORT_BINUNICODE -> push(in.text(in.unsignedByte(), UTF_8));
            case Opcode.BINUNICODE -> push(in.text(in.unsignedInt(), UTF_8));
            case Opcode.BINUNICODE8 -> push(in.text(in.int64(), UTF_8));
            case Opcode.UNICODE -> push(Escapes.unicode(in.line(LATIN_1)));
            case Opcode.STRING -> push(Escapes.quoted(in.line(LATIN_1)));
            case Opcode.SHORT_BINSTRING -> push(in.text(in.unsignedByte(), LATIN_1));
            case Opcode.BINSTRING -> push(in.text(in.int32(), LATIN_1));
            case Opcode.SHORT_BINBYTES -> push(in.array(in.unsignedByte()));
            case Opcode.BINBYTES -> push(in.array(in.unsignedInt()));
            case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> push(in.array(in.int64()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case Opcode.MARK -> push(MARK);
            case Opcode.EMPTY_LIST, Opcode.EMPTY_SET -> push(new ArrayList<>());
            case Opcode.EMPTY_DICT -> push(Containers.dictionary());
            case Opcode.EMPTY_TUPLE -> push(List.of());
            case Opcode.TUPLE, Opcode.FROZENSET -> push(Containers.tuple(popToMark()));
            case Opcode.TUPLE1 -> push(Containers.tuple(popLast(1)));
            case Opcode.TUPLE2 -> push(Containers.tuple(popLast(2)));
            case Opcode.TUPLE3 -> push(Containers.tuple(popLast(3)));
            case Opcode.LIST -> push(popToMark());
            case Opcode.DICT -> push(putAll(Containers.dictionary(), popToMark()));
            case Opcode.APPEND -> addAll(popLast(1));
            case Opcode.APPENDS, Opcode.ADDITEMS -> addAll(popToMark());
            case Opcode.SETITEM -> putIntoTop(popLast(2));
            case Opcode.SETITEMS -> putIntoTop(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int opcode) {
        switch (opcode) {
            case Opcode.PROTO -> requireProtocol(in.unsignedByte());
            case Opcode.FRAME -> in.checked(in.int64());
            case Opcode.POP -> drop();
            case Opcode.POP_MARK -> popToMark();
            case Opcode.DUP -> push(top());
            case Opcode.PUT -> remember(Numerals.index(in.line(LATIN_1)));
            case Opcode.BINPUT -> remember(in.unsignedByte());
            case Opcode.LONG_BINPUT -> remember(in.unsignedInt());
            case Opcode.MEMOIZE -> remember(memo.size());
            case Opcode.GET -> push(recall(Numerals.index(in.line(LATIN_1))));
            case Opcode.BINGET -> push(recall(in.unsignedByte()));
            case Opcode.LONG_BINGET -> push(recall(in.unsignedInt()));
            case Opcode.GLOBAL -> push(name(in.line(UTF_8), in.line(UTF_8)));
            case Opcode.STACK_GLOBAL -> push(name(popLast(2)));
            case Opcode.REDUCE, Opcode.NEWOBJ -> push(call(popLast(2)));
            case Opcode.NEWOBJ_EX -> push(call(popLast(3)));
            case Opcode.INST -> push(instance());
            case Opcode.OBJ -> push(instance(popToMark()));
            case Opcode.BUILD -> build(pop());
            case Opcode.PERSID -> push(persistent.apply(in.line(LATIN_1)));
            case Opcode.BINPERSID -> push(persistent.apply(pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void requireProtocol(int protocol) {
        if (protocol > MAX_PROTOCOL) {
            throw new Damage(
                    "pickle protocol must be at most %d: %d".formatted(MAX_PROTOCOL, protocol));
        }
    }

    /** What is on the stack at the end. */
    private @Nullable Object result() {
        Object result = pop();
        Nesting.check(result);
        return result;
    }

    private void push(@Nullable Object value) {
        stack.add(value);
    }

    private @Nullable Object pop() {
        return popLast(1).get(0);
    }

    /** Unlike other instructions, this one may take a mark. */
    private void drop() {
        if (stack.isEmpty()) {
            throw new Damage("pickle stack must not be empty (byte %d)".formatted(in.position()));
        }
        stack.remove(stack.size() - 1);
    }

    private @Nullable Object top() {
        Object value = stack.isEmpty() ? MARK : stack.get(stack.size() - 1);
        if (value == MARK) {
            throw new Damage("pickle stack must not be empty (byte %d)".formatted(in.position()));
        }
        return value;
    }

    private List<@Nullable Object> popLast(int count) {
        int from = stack.size() - count;
        if (from < 0 || stack.subList(from, stack.size()).contains(MARK)) {
            throw new Damage("pickle stack must not be empty (byte %d)".formatted(in.position()));
        }
        return cut(from, from);
    }

    private List<@Nullable Object> popToMark() {
        int mark = stack.size() - 1;
        while (mark >= 0 && stack.get(mark) != MARK) {
            mark--;
        }
        if (mark < 0) {
            throw new Damage("pickle must have a mark before byte %d".formatted(in.position()));
        }
        return cut(mark, mark + 1);
    }

    private List<@Nullable Object> cut(int stackEnd, int from) {
        List<@Nullable Object> values = new ArrayList<>(stack.subList(from, stack.size()));
        stack.subList(stackEnd, stack.size()).clear();
        return values;
    }

    @SuppressWarnings("unchecked") // made by this machine, of any objects
    private void addAll(List<@Nullable Object> values) {
        Object target = top();
        if (target instanceof PickledObject object) {
            object.elementsToFill().addAll(values);
        } else if (target instanceof ArrayList<?>) {
            ((List<@Nullable Object>) target).addAll(values);
        } else {
            throw new Damage("pickle must append to a list (byte %d)".formatted(in.position()));
        }
    }

    @SuppressWarnings("unchecked") // made by this machine, of any objects
    private void putIntoTop(List<@Nullable Object> pairs) {
        Object target = top();
        if (target instanceof PickledObject object) {
            putAll(object.entriesToFill(), pairs);
        } else if (target instanceof Map<?, ?>) {
            putAll((Map<@Nullable Object, @Nullable Object>) target, pairs);
        } else {
            throw new Damage("pickle must put into a dict (byte %d)".formatted(in.position()));
        }
    }

    private Map<@Nullable Object, @Nullable Object> putAll(
            Map<@Nullable Object, @Nullable Object> map, List<@Nullable Object> pairs) {
        if (pairs.size() % 2 != 0) {
            throw new Damage(
                    "dict must have a value for each key (byte %d)".formatted(in.position()));
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            map.put(Containers.key(pairs.get(i), budget), pairs.get(i + 1));
        }
        return map;
    }

    private void remember(long index) {
        memo.put(index, top());
    }

    private @Nullable Object recall(long index) {
        Object value = memo.get(index);
        if (value == null && !memo.containsKey(index)) {
            throw new Damage(
                    "pickle must have remembered value %d before byte %d: none"
                            .formatted(index, in.position()));
        }
        return value;
    }

    private PickledName name(List<@Nullable Object> words) {
        if (words.get(0) instanceof String module && words.get(1) instanceof String name) {
            return name(module, name);
        }
        throw new Damage("pickle must name a class by texts (byte %d)".formatted(in.position()));
    }

    private static PickledName name(String module, String name) {
        if (module.length() > MAX_NAME || name.length() > MAX_NAME) {
            throw new Damage(
                    "name of a class must have at most %d characters: %s"
                            .formatted(MAX_NAME, Damage.quote(module + "." + name)));
        }
        return new PickledName(module, name);
    }

    private @Nullable Object call(List<@Nullable Object> callAndArguments) {
        if (callAndArguments.get(1) instanceof List<?> arguments) {
            return calls.call(callAndArguments.get(0), arguments);
        }
        throw new Damage("pickle must call with a tuple (byte %d)".formatted(in.position()));
    }

    private @Nullable Object instance() {
        PickledName type = name(in.line(UTF_8), in.line(UTF_8));
        return calls.call(type, Containers.tuple(popToMark()));
    }

    private @Nullable Object instance(List<@Nullable Object> classAndArguments) {
        if (classAndArguments.isEmpty()) {
            throw new Damage("pickle must name a class (byte %d)".formatted(in.position()));
        }
        int size = classAndArguments.size();
        return calls.call(
                classAndArguments.get(0), Containers.tuple(classAndArguments.subList(1, size)));
    }

    private void build(@Nullable Object state) {
        calls.build(top(), state);
    }
}
