package galatea.data;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.image.Picture;
import galatea.image.Png;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {
    /** Stored pixels: 1 2 3 above 4 5 6. */
    private static final Picture STORED = new Picture(3, 2, 1, new byte[] {1, 2, 3, 4, 5, 6});

    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456", "2, 3, 321654", "3, 3, 654321", "4, 3, 456123",
        "5, 2, 142536", "6, 2, 415263", "7, 2, 635241", "8, 2, 362514"
    })
    void everyOrientationComesOutUpright(int orientation, int width, String expected) {
        Picture upright = ExifOrientation.upright(STORED, orientation);

        StringBuilder seen = new StringBuilder();
        for (byte value : upright.pixels()) {
            seen.append(value);
        }
        assertThat(upright.width()).isEqualTo(width);
        assertThat(seen).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void jpegSegmentIsApplied(int orientation) throws IOException {
        byte[] jpeg = TestPictures.encode(new BufferedImage(24, 8, 1), "jpg");

        Picture picture = PictureDecoder.decode(withExif(jpeg, tiff(orientation, orientation % 2)));

        assertThat(picture.width()).isEqualTo(orientation >= 5 ? 8 : 24);
    }

    @Test
    void pngChunkIsApplied() throws IOException {
        byte[] png = Png.encode(STORED);

        Picture picture = PictureDecoder.decode(withChunk(png, tiff(6, 0)));

        assertThat(picture.pixels()).containsExactly(4, 1, 5, 2, 6, 3);
    }

    @Test
    void webpChunkIsFound() {
        byte[] exif = tiff(8, 1);
        ByteBuffer webp = ByteBuffer.allocate(12 + 10 + 8 + exif.length);
        webp.order(ByteOrder.LITTLE_ENDIAN).put(TestPictures.text("RIFF")).putInt(0);
        webp.put(TestPictures.text("WEBPVP8L")).putInt(1).putShort((short) 0);
        webp.put(TestPictures.text("EXIF")).putInt(exif.length).put(exif);

        assertThat(ExifOrientation.of(webp.array(), PictureFormat.WEBP)).isEqualTo(8);
    }

    @Test
    void damageCountsAsUpright() {
        assertThat(ExifOrientation.of(tiff(9, 0), PictureFormat.TIFF)).isEqualTo(1);
        assertThat(ExifOrientation.of(new byte[] {'I', 'I', 42, 0, 9}, PictureFormat.TIFF))
                .isEqualTo(1);
        byte[] wild = {'M', 'M', 0, 42, 127, 127, 127, 127, 0, 0};
        assertThat(ExifOrientation.of(wild, PictureFormat.TIFF)).isEqualTo(1);
    }

    /** A TIFF structure with one entry, little or big endian. */
    private static byte[] tiff(int orientation, int bigEndian) {
        ByteBuffer bytes = ByteBuffer.allocate(26);
        boolean big = bigEndian == 1;
        bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        bytes.put(TestPictures.text(big ? "MM" : "II")).putShort((short) 42).putInt(8);
        bytes.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        bytes.putShort((short) orientation);
        return bytes.array();
    }

    private static byte[] withExif(byte[] jpeg, byte[] tiff) {
        ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + 10 + tiff.length);
        bytes.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + tiff.length));
        bytes.put(TestPictures.text("Exif\0\0")).put(tiff);
        bytes.put(jpeg, 2, jpeg.length - 2);
        return bytes.array();
    }

    private static byte[] withChunk(byte[] png, byte[] tiff) {
        int header = 33;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, header);
        ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length);
        chunk.putInt(tiff.length).put(TestPictures.text("eXIf")).put(tiff);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + tiff.length);
        chunk.putInt((int) crc.getValue());
        out.writeBytes(chunk.array());
        out.write(png, header, png.length - header);
        return out.toByteArray();
    }
}
