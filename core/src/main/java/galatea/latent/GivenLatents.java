package galatea.latent;

import galatea.data.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Latents held in memory. */
record GivenLatents(List<Latent> latents) implements Latents {
    GivenLatents {
        if (latents.isEmpty()) {
            throw new IllegalArgumentException("latents must be at least 1: 0");
        }
    }

    @Override
    public int size() {
        return latents.size();
    }

    @Override
    public List<Latent> rows(int from, int count) {
        return latents.subList(from, from + count);
    }

    @Override
    public String identity() {
        MessageDigest digest = ContentHash.sha256();
        for (Latent latent : latents) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * latent.values().length + 8);
            bytes.asFloatBuffer().put(latent.values());
            bytes.putLong(Float.BYTES * latent.values().length, latent.noiseSeed());
            digest.update(latent.space().name().getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            latent.noise().maps().forEach((layer, map) -> update(digest, layer, map));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, int layer, float[] map) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * map.length);
        bytes.putInt(layer).asFloatBuffer().put(map);
        digest.update(bytes.rewind());
    }
}
