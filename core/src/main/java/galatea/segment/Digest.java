package galatea.segment;

import galatea.data.LabelClasses;
import galatea.torch.RawData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a segmenter's labels follow from. */
final class Digest {
    private Digest() {}

    /** Of the weights of a network, and of what they are called by. */
    static String of(UNet network, LabelClasses classes) {
        return of(
                text(network.config() + " " + classes),
                RawData.view(network.parameters().values()),
                RawData.view(network.parameters().bufferValues()));
    }

    /** Of parts in their order. */
    static String of(ByteBuffer... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (ByteBuffer part : parts) {
                sha.update(part);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** The bytes of a text. */
    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
