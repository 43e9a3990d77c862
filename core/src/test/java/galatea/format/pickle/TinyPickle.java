package galatea.format.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles and torch files instruction by instruction. */
final class TinyPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Instructions and their arguments; the text is one byte per character. */
    TinyPickle raw(String latin1) {
        out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    TinyPickle raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    TinyPickle int32(int value) {
        return raw(little(4).putInt(0, value).array());
    }

    TinyPickle int64(long value) {
        return raw(little(8).putLong(0, value).array());
    }

    TinyPickle number(long value) {
        return raw("\u008a\u0008").int64(value);
    }

    TinyPickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return raw("X").int32(bytes.length).raw(bytes);
    }

    TinyPickle bytes(byte[] bytes) {
        return raw("B").int32(bytes.length).raw(bytes);
    }

    TinyPickle name(String module, String name) {
        return raw("c" + module + "\n" + name + "\n");
    }

    TinyPickle numbers(long... values) {
        raw("(");
        for (long value : values) {
            number(value);
        }
        return raw("t");
    }

    TinyPickle storage(String type, String key, long count) {
        return raw("(").text("storage")
                .name("torch", type)
                .text(key)
                .text("cpu")
                .number(count)
                .raw("tQ");
    }

    /** A tensor of a storage of so many elements. */
    TinyPickle tensor(
            String type, String key, long count, long offset, long[] shape, long[] stride) {
        return name("torch._utils", "_rebuild_tensor_v2")
                .raw("(")
                .storage(type, key, count)
                .number(offset)
                .numbers(shape)
                .numbers(stride)
                .raw("\u0089N")
                .raw("tR");
    }

    byte[] stop() {
        return raw(".").out.toByteArray();
    }

    /** A stream of torch before 1.6: the object, then the storages of 4-byte or other elements. */
    static byte[] stream(byte[] object, Map<String, byte[]> storages, int elementBytes) {
        TinyPickle pickle =
                new TinyPickle()
                        .raw("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 ")
                        .raw("j\u00a8P\u0019.")
                        .raw("\u0080\u0002M\u00e9\u0003.")
                        .raw("\u0080\u0002}")
                        .text("little_endian")
                        .raw("\u0088s.")
                        .raw(object)
                        .raw("](");
        storages.keySet().forEach(pickle::text);
        pickle.raw("e.");
        storages.values().forEach(data -> pickle.int64(data.length / elementBytes).raw(data));
        return pickle.out.toByteArray();
    }

    /** A file of torch from 1.6 on. */
    static byte[] zip(byte[] object, Map<String, byte[]> storages, boolean compressed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(compressed ? 9 : 0);
            zip.putNextEntry(new ZipEntry("some name/data.pkl"));
            zip.write(object);
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                boolean side = storage.getKey().startsWith("/");
                String path = side ? storage.getKey() : "/data/" + storage.getKey();
                zip.putNextEntry(new ZipEntry("some name" + path));
                zip.write(storage.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
