package galatea.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // what a file holds is not known before
class PickleInstructionsTest {
    @TempDir Path folder;

    @Test
    void numbersOfAllInstructions() throws IOException {
        assertThat(read("(NK\u00ffM\u0001\u0002J\u00fe\u00ff\u00ff\u00ff\u0088\u0089l."))
                .isEqualTo(Arrays.asList(null, 255L, 513L, -2L, true, false));
        assertThat(read("(\u008a\u0000\u008a\u0001\u00ff\u008a\u0002\u00ff\u0000l."))
                .isEqualTo(List.of(0L, -1L, 255L));
        assertThat(read("\u008b\u0001\u0000\u0000\u0000\u0080.")).isEqualTo(-128L);
        assertThat(read("(I12\nI00\nI01\nL7L\nL-8\nF1.5\nFinf\nl."))
                .isEqualTo(List.of(12L, false, true, 7L, -8L, 1.5, Double.POSITIVE_INFINITY));
        assertThat(read("G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.")).isEqualTo(1.5);
        assertThat(read("L9223372036854775808L\n.")).isEqualTo(BigInteger.TWO.pow(63));
    }

    @Test
    void textsOfAllInstructions() throws IOException {
        assertThat(read("(\u008c\u0002\u00c3\u00a4X\u0001\u0000\u0000\u0000bl."))
                .isEqualTo(List.of("ä", "b"));
        assertThat(read("\u008d\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000c.")).isEqualTo("c");
        assertThat(read("(VA\\u4e2d\\U0001f600\\n\u00e4\nS'\\x00\\'\\n\\\\'\nS\"q\"\nl."))
                .isEqualTo(List.of("A中😀\\nä", "\0'\n\\", "q"));
        assertThat(read("(U\u0001\u00e4T\u0001\u0000\u0000\u0000zl.")).isEqualTo(List.of("ä", "z"));
    }

    @Test
    void bytesOfAllInstructions() throws IOException {
        String eight = "\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000";
        Object read =
                read(
                        "(C\u0001\u00ffB\u0001\u0000\u0000\u0000b\u008e"
                                + eight
                                + "c\u0096"
                                + eight
                                + "dl.");
        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(
                        List.of(
                                new byte[] {-1},
                                new byte[] {98},
                                new byte[] {99},
                                new byte[] {100}));
    }

    @Test
    void containersOfAllInstructions() throws IOException {
        assertThat(read("(](K\u0001e(K\u0002K\u0003l)K\u0004\u0085K\u0005K\u0006\u0086(K\u0007tl."))
                .isEqualTo(
                        List.of(
                                List.of(1L),
                                List.of(2L, 3L),
                                List.of(),
                                List.of(4L),
                                List.of(5L, 6L),
                                List.of(7L)));
        assertThat(read("NNN\u0087.")).isEqualTo(Arrays.asList(null, null, null));
        assertThat(read("]K\u0001a.")).isEqualTo(List.of(1L));
        assertThat(read("}K\u0001NsK\u0000K\u0005s(K\u0002NK\u0003Nu.").toString())
                .isEqualTo("{1=null, 0=5, 2=null, 3=null}");
        assertThat(read("(K\u0001Nd.")).isEqualTo(singleton(1L, null));
        assertThat(read("\u008f(K\u0001\u0090.")).isEqualTo(List.of(1L));
        assertThat(read("(K\u0001\u0091.")).isEqualTo(List.of(1L));
    }

    @Test
    void theStackAndTheMemo() throws IOException {
        assertThat(read("K\u0001K\u00020.")).isEqualTo(1L);
        assertThat(read("K\u0001(NN1.")).isEqualTo(1L);
        assertThat(read("K\u0001(0.")).isEqualTo(1L);
        assertThat(read("K\u00012\u0086.")).isEqualTo(List.of(1L, 1L));
        assertThat(read("(K\u0001p5\ng5\nl.")).isEqualTo(List.of(1L, 1L));
        assertThat(read("(K\u0001q\u0005h\u0005l.")).isEqualTo(List.of(1L, 1L));
        assertThat(read("(K\u0001r\u0001\u0001\u0000\u0000j\u0001\u0001\u0000\u0000l."))
                .isEqualTo(List.of(1L, 1L));
        assertThat(read("(N\u0094K\u0002\u0094h\u0001l.")).isEqualTo(Arrays.asList(null, 2L, 2L));
        String frame = "\u0095\u0003\u0000\u0000\u0000\u0000\u0000\u0000\u0000";
        assertThat(read("\u0080\u0004" + frame + "K\u0001.")).isEqualTo(1L);
    }

    @Test
    void namesAndObjectsAreNothingButNames() throws IOException {
        assertThat(read("cos\nsystem\n.")).isEqualTo(new PickledName("os", "system"));
        assertThat(read("\u008c\u0001m\u008c\u0001n\u0093.")).isEqualTo(new PickledName("m", "n"));
        for (String call :
                List.of(
                        "cm\nn\n(K\u0001tR",
                        "cm\nn\nK\u0001\u0085\u0081",
                        "cm\nn\nK\u0001\u0085}\u0092",
                        "(K\u0001im\nn\n",
                        "(cm\nn\nK\u0001o",
                        "ccopyreg\n_reconstructor\n(cm\nn\nc__builtin__\nobject\nK\u0001tR",
                        "ccopy_reg\n__newobj__\n(cm\nn\nK\u0001tR")) {
            PickledObject object = (PickledObject) read(call + "}K\u0002Nsb.");
            assertThat(object.className()).isEqualTo("m.n");
            assertThat(object.arguments()).isEqualTo(List.of(1L));
            assertThat(object.fields()).isEqualTo(singleton(2L, null));
        }
        PickledObject list = (PickledObject) read("cm\nn\n)RK\u0001aK\u0002K\u0003s.");
        assertThat(list.elements()).isEqualTo(List.of(1L));
        assertThat(list.entries()).isEqualTo(Map.of(2L, 3L));
        assertThat(list.state()).isNull();
        assertThat(list).hasToString("PickledObject[m.n]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyProtocolOfPythonGivesTheSame(int protocol) throws IOException {
        Map<?, ?> read = (Map<?, ?>) PickleFile.read(resource("plain%d.pkl".formatted(protocol)));
        assertThat(read.keySet().toString())
                .startsWith("[none, booleans, integers, large, reals, texts, bytes, array, tuples");
        assertThat(read.get("none")).isNull();
        assertThat(read.get("booleans")).isEqualTo(List.of(true, false));
        assertThat(read.get("integers"))
                .hasToString(
                        "[0, 1, 255, 256, 65535, 65536, -1, 2147483647, -2147483648, "
                                + "9223372036854775807, -9223372036854775808]");
        assertThat((List<?>) read.get("integers")).hasOnlyElementsOfType(Long.class);
        assertThat(read.get("large"))
                .isEqualTo(
                        List.of(
                                BigInteger.TWO.pow(63),
                                BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE),
                                new BigInteger("1950a86a20f9469cfc6c", 16)));
        assertThat(read.get("reals")).hasToString("[0.0, -1.5, 1.0E300, Infinity, -Infinity]");
        assertThat(read.get("texts"))
                .isEqualTo(List.of("", "abc", "back\\slash\nline", "ä中😀", "x".repeat(300)));
        assertBytes((List<?>) read.get("bytes"));
        assertThat(read.get("array")).isEqualTo(new byte[] {0, -1});
        assertThat(read.get("tuples")).hasToString("[[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]");
        assertThat(read.get("dicts")).hasToString("[{}, {a=1}, {3=b, [1, c]=null}]");
        assertThat(((Map<?, ?>) ((List<?>) read.get("dicts")).get(2)))
                .isEqualTo(pair(3L, "b", List.of(1L, "c"), null));
        assertThat(read.get("set")).isEqualTo(List.of(7L));
        assertThat(read.get("frozenset")).isEqualTo(List.of(8L));
        List<?> shared = (List<?>) read.get("shared");
        assertThat(shared.get(0)).isSameAs(shared.get(1)).isEqualTo(List.of(1L));
        assertThat(read.get("counts")).isEqualTo(Map.of("a", 1L));
        assertThat(read.get("default")).isEqualTo(Map.of("k", 1L));
        assertObjects(read);
    }

    private static void assertBytes(List<?> bytes) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(bytes.get(0)).isEqualTo(new byte[0]);
        assertThat(bytes.get(1)).isEqualTo(all);
        assertThat(bytes.get(2)).isEqualTo("y".repeat(300).getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertObjects(Map<?, ?> read) {
        PickledObject deque = (PickledObject) read.get("deque");
        assertThat(deque.className()).isEqualTo("collections.deque");
        PickledObject options = (PickledObject) read.get("options");
        assertThat(options.className()).isEqualTo("argparse.Namespace");
        assertThat(options.fields()).isEqualTo(Map.of("size", 64L));
        assertThat(((PickledObject) read.get("time")).className()).isEqualTo("datetime.datetime");
        assertThat(((PickledObject) read.get("complex")).arguments()).isEqualTo(List.of(1.0, 2.0));
        assertThat(read.get("class")).isEqualTo(new PickledName("datetime", "date"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                           | truncated at byte 0
                    K                            | truncated at byte 1
                    K\\x01                       | truncated at byte 2
                    \\xff.                       | pickle instruction must be known: 0xff (byte 0)
                    \\x80\\x06N.                 | pickle protocol must be at most 5: 6
                    .                            | stack must not be empty
                    0.                           | stack must not be empty
                    1.                           | must have a mark
                    (.                           | stack must not be empty
                    h\\x01.                      | must have remembered value 1 before byte 2: none
                    g-1\\n.                      | index must be at least 0: -1
                    Ix\\n.                       | integer must be digits: x
                    Fx\\n.                       | number must be decimal: x
                    Sx\\n.                       | text must be in quotation marks: x
                    V\\\\u00\\n.                 | escape must have 4 hexadecimal digits
                    I1                           | line from byte 1 must end: truncated at byte 2
                    X\\xff\\xff\\xff\\xff.       | length before byte 5 must be in [0, 1]
                    T\\xff\\xff\\xff\\xff.       | length before byte 5 must be in [0, 1]
                    B\\xff\\xff\\xff\\x7f.       | length before byte 5 must be in [0, 1]
                    \\x8b\\xff\\xff\\xff\\x7f.   | integer must have at most 1024 bytes
                    \\x8e\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff. | must be in [0, 1], what is left
                    \\x95\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f. | must be in [0, 1], what is left
                    \\x82\\x01.                  | registry of another program
                    \\x97.                       | must have its data inside
                    Na.                          | stack must not be empty
                    NNa.                         | must append to a list
                    )Na.                         | must append to a list
                    ]NNs.                        | must put into a dict
                    }(Nu.                        | must have a value for each key
                    NNb.                         | state must be of an object
                    NN\\x93.                     | must name a class by texts
                    NNR.                         | must call with a tuple
                    (o.                          | must name a class
                    Pid\\n.                      | no persistent ids
                    NQ.                          | no persistent ids
                    }]Ns.                        | key must be hashable
                    }}Ns.                        | key must be hashable
                    }(]tNs.                      | key must be hashable
                    ]2a.                         | list or dict must not contain itself
                    }Nh\\x00.                    | must have remembered value 0
                    }q\\x00Nh\\x00s.             | list or dict must not contain itself
                    (]q\\x00h\\x00tq\\x01h\\x01l. | must have a mark
                    ]q\\x00h\\x00\\x85a.         | list or dict must not contain itself
                    """)
    void whatIsWrongIsNamed(String escaped, String message) throws IOException {
        String pickle = Escapes.quoted("'" + escaped + "'");
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(folder.toString());
    }

    @Test
    void filesOfAnotherKindSaySo() {
        assertThatThrownBy(() -> read("<!DOCTYPE html><html>\u001b[2J"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("must be a pickle or a torch file, but begins with <!DOCTYPE")
                .hasMessageNotContaining("\u001b");
    }

    private static Map<Object, Object> singleton(Object key, Object value) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    private static Map<Object, Object> pair(Object key, Object value, Object key2, Object value2) {
        Map<Object, Object> map = singleton(key, value);
        map.put(key2, value2);
        return map;
    }

    private Object read(String latin1) throws IOException {
        Path path = folder.resolve("a.pkl");
        Files.write(path, latin1.getBytes(StandardCharsets.ISO_8859_1));
        return PickleFile.read(path);
    }

    private Path resource(String name) throws IOException {
        Path path = folder.resolve(name);
        try (InputStream in = PickleFile.class.getResourceAsStream("/pickle/" + name)) {
            Files.write(path, Objects.requireNonNull(in).readAllBytes());
        }
        return path;
    }
}
