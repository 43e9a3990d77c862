package galatea.format.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private static final int MAX_BIG_INTEGER_BYTES = 1024;

    private final ByteInput in;
    private final Function<@Nullable Object, @Nullable Object> persistent;
    private final KnownCalls calls;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Map<Long, @Nullable Object> memo = new HashMap<>();

    /**
     * @param persistent gives what a persistent id stands for
     */
    Machine(
            ByteInput in,
            KnownCalls calls,
            Function<@Nullable Object, @Nullable Object> persistent) {
        this.in = in;
        this.calls = calls;
        this.persistent = persistent;
    }

    /** Runs to the end of one pickle; the input then stands behind it. */
    @Nullable Object run() {
        while (true) {
            int at = in.position();
            int opcode = in.unsignedByte();
            if (opcode == Opcode.STOP) {
                return pop();
            }
            if (!number(opcode) && !text(opcode) && !container(opcode) && !object(opcode)) {
                throw new Damage("has no pickle instruction 0x%02x (byte %d)".formatted(opcode, at));
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
            case Opcode.LONG1 -> push(integer(in.unsignedByte()));
            case Opcode.LONG4 -> push(integer(in.unsignedInt()));
            case Opcode.INT -> push(decimal(in.line()));
            case Opcode.LONG -> push(decimal(in.line().replaceFirst("L$", "")));
            case Opcode.BINFLOAT -> push(in.bigEndianDouble());
            case Opcode.FLOAT -> push(real(in.line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case Opcode.SHORT_BINUNICODE -> push(in.text(in.unsignedByte(), StandardCharsets.UTF_8));
            case Opcode.BINUNICODE -> push(in.text(in.unsignedInt(), StandardCharsets.UTF_8));
            case Opcode.BINUNICODE8 -> push(in.text(in.int64(), StandardCharsets.UTF_8));
            case Opcode.UNICODE -> push(in.line());
            case Opcode.STRING -> push(unquoted(in.line()));
            case Opcode.SHORT_BINSTRING ->
                    push(in.text(in.unsignedByte(), StandardCharsets.ISO_8859_1));
            case Opcode.BINSTRING -> push(in.text(in.int32(), StandardCharsets.ISO_8859_1));
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
            case Opcode.EMPTY_DICT -> push(new LinkedHashMap<>());
            case Opcode.EMPTY_TUPLE -> push(List.of());
            case Opcode.TUPLE, Opcode.FROZENSET -> push(tuple(popToMark()));
            case Opcode.TUPLE1 -> push(tuple(popLast(1)));
            case Opcode.TUPLE2 -> push(tuple(popLast(2)));
            case Opcode.TUPLE3 -> push(tuple(popLast(3)));
            case Opcode.LIST -> push(popToMark());
            case Opcode.DICT -> push(putAll(new LinkedHashMap<>(), popToMark()));
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
            case Opcode.FRAME -> in.int64();
            case Opcode.POP -> pop();
            case Opcode.POP_MARK -> popToMark();
            case Opcode.DUP -> push(top());
            case Opcode.PUT -> remember(index(in.line()));
            case Opcode.BINPUT -> remember(in.unsignedByte());
            case Opcode.LONG_BINPUT -> remember(in.unsignedInt());
            case Opcode.MEMOIZE -> remember(memo.size());
            case Opcode.GET -> push(recall(index(in.line())));
            case Opcode.BINGET -> push(recall(in.unsignedByte()));
            case Opcode.LONG_BINGET -> push(recall(in.unsignedInt()));
            case Opcode.GLOBAL -> push(new PickledName(in.line(), in.line()));
            case Opcode.STACK_GLOBAL -> push(nameOf(popLast(2)));
            case Opcode.REDUCE, Opcode.NEWOBJ -> push(call(popLast(2)));
            case Opcode.NEWOBJ_EX -> push(call(popLast(3)));
            case Opcode.BUILD -> build(pop());
            case Opcode.PERSID -> push(persistent.apply(in.line()));
            case Opcode.BINPERSID -> push(persistent.apply(pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void requireProtocol(int protocol) {
        if (protocol > 5) {
            throw new Damage("pickle protocol must be at most 5: " + protocol);
        }
    }

    private void push(@Nullable Object value) {
        stack.add(value);
    }

    private @Nullable Object pop() {
        return popLast(1).get(0);
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

    private static List<@Nullable Object> tuple(List<@Nullable Object> values) {
        return Collections.unmodifiableList(values);
    }

    @SuppressWarnings("unchecked") // made by this machine, of any objects
    private void addAll(List<@Nullable Object> values) {
        if (!(top() instanceof ArrayList<?> list)) {
            throw new Damage("pickle must append to a list (byte %d)".formatted(in.position()));
        }
        ((List<@Nullable Object>) list).addAll(values);
    }

    private void putIntoTop(List<@Nullable Object> pairs) {
        Object target = top();
        if (target instanceof PickledObject) {
            return; // items of a dictionary of a class that is not known: not data we ask for
        }
        if (!(target instanceof LinkedHashMap<?, ?> map)) {
            throw new Damage("pickle must put into a dict (byte %d)".formatted(in.position()));
        }
        putAll(map, pairs);
    }

    @SuppressWarnings("unchecked") // made by this machine, of any objects
    private Map<?, ?> putAll(LinkedHashMap<?, ?> map, List<@Nullable Object> pairs) {
        if (pairs.size() % 2 != 0) {
            throw new Damage("dict must have a value for each key (byte %d)".formatted(in.position()));
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            ((Map<@Nullable Object, @Nullable Object>) map).put(key(pairs.get(i)), pairs.get(i + 1));
        }
        return map;
    }

    /** Keys are compared by value only where that cannot run in circles. */
    private static @Nullable Object key(@Nullable Object key) {
        return key instanceof List<?> || key instanceof Map<?, ?>
                ? new PickledObject("key", new ArrayList<>(Collections.singletonList(key)))
                : key;
    }

    private void remember(long index) {
        memo.put(index, top());
    }

    private @Nullable Object recall(long index) {
        if (!memo.containsKey(index)) {
            throw new Damage("pickle must have remembered value %d: none".formatted(index));
        }
        return memo.get(index);
    }

    private static PickledName nameOf(List<@Nullable Object> words) {
        if (words.get(0) instanceof String module && words.get(1) instanceof String name) {
            return new PickledName(module, name);
        }
        throw new Damage("pickle must name a class by texts");
    }

    private @Nullable Object call(List<@Nullable Object> callAndArguments) {
        if (callAndArguments.get(1) instanceof List<?> arguments) {
            return calls.call(callAndArguments.get(0), new ArrayList<>(arguments));
        }
        throw new Damage("pickle must call with a tuple (byte %d)".formatted(in.position()));
    }

    private void build(@Nullable Object state) {
        calls.build(top(), state);
    }

    private Object integer(long bytes) {
        if (bytes > MAX_BIG_INTEGER_BYTES) {
            throw new Damage("integer must have at most 1024 bytes: " + bytes);
        }
        byte[] bigEndian = in.array(bytes);
        for (int i = 0; i < bigEndian.length / 2; i++) {
            byte swap = bigEndian[i];
            bigEndian[i] = bigEndian[bigEndian.length - 1 - i];
            bigEndian[bigEndian.length - 1 - i] = swap;
        }
        return plain(bigEndian.length == 0 ? BigInteger.ZERO : new BigInteger(bigEndian));
    }

    private static Object decimal(String text) {
        if (text.equals("00") || text.equals("01")) {
            return text.equals("01"); // how protocols 0 and 1 spell False and True
        }
        if (text.length() > 2 * MAX_BIG_INTEGER_BYTES) {
            throw new Damage("integer must have at most 2048 digits: " + text.length());
        }
        try {
            return plain(new BigInteger(text.strip()));
        } catch (NumberFormatException e) {
            throw new Damage("integer must be digits: " + clipped(text));
        }
    }

    private static Object plain(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static long index(String text) {
        return decimal(text) instanceof Long index ? index : -1;
    }

    private static double real(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new Damage("number must be decimal: " + clipped(text));
        }
    }

    private static String unquoted(String text) {
        return text.length() < 2 ? text : text.substring(1, text.length() - 1);
    }

    private static String clipped(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
