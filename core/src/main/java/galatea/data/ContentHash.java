package galatea.data;

import galatea.image.Picture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hex where it is a text. */
public final class ContentHash {
    private ContentHash() {}

    /** Over the sizes, then each image's pixels and label (int32, big endian), in order. */
    static String of(TrainingImages images) {
        MessageDigest digest = sha256();
        int[] shape = {images.size(), images.channels(), images.resolution()};
        for (int size : shape) {
            digest.update(bytes(size));
        }
        byte[] pixels = new byte[images.imageBytes()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, pixels, 0);
            digest.update(pixels);
            digest.update(bytes(images.label(i)));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Over width, height, channels (int32, big endian) and the pixels. */
    public static String of(Picture picture) {
        MessageDigest digest = sha256();
        digest.update(bytes(picture.width()));
        digest.update(bytes(picture.height()));
        digest.update(bytes(picture.channels()));
        return HexFormat.of().formatHex(digest.digest(picture.pixels()));
    }

    /** Over a text. */
    public static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
