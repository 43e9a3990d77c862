package galatea.segment;

import galatea.image.Picture;
import galatea.image.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Labelled pictures of two half planes, one reddish, one greenish, with a frame nobody labelled.
 */
final class HalfPlanes {
    static final int SIDE = 16;

    private static final String CLASSES =
            """
            {"unlabelled": 0, "classes": [
              {"index": 0, "name": "frame", "rgb": [0, 0, 0]},
              {"index": 1, "name": "red", "rgb": [200, 50, 50]},
              {"index": 2, "name": "green", "rgb": [50, 200, 50]}]}
            """;

    private HalfPlanes() {}

    /** Writes {@code images/}, {@code labels/} and {@code classes.json}. */
    static Path write(Path folder, int count) {
        try {
            Files.createDirectories(folder.resolve("images"));
            Files.createDirectories(folder.resolve("labels"));
            Files.writeString(folder.resolve("classes.json"), CLASSES);
            Random random = new Random(5);
            for (int i = 0; i < count; i++) {
                write(folder, "p%03d.png".formatted(i), random);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, String name, Random random) throws IOException {
        Picture picture = Picture.blank(SIDE, SIDE, 3);
        byte[] labels = new byte[SIDE * SIDE];
        double angle = random.nextDouble() * 2 * Math.PI;
        for (int i = 0; i < labels.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean red = Math.cos(angle) * (x - 7.5) + Math.sin(angle) * (y - 7.5) > 0;
            boolean frame = x == 0 || y == 0 || x == SIDE - 1 || y == SIDE - 1;
            labels[i] = (byte) (frame ? 0 : red ? 1 : 2);
            picture.pixels()[3 * i] = (byte) ((red ? 170 : 60) + random.nextInt(60));
            picture.pixels()[3 * i + 1] = (byte) ((red ? 60 : 170) + random.nextInt(60));
            picture.pixels()[3 * i + 2] = (byte) random.nextInt(120);
        }
        Files.write(folder.resolve("images").resolve(name), Png.encode(picture));
        Picture map = new Picture(SIDE, SIDE, 1, labels);
        Files.write(folder.resolve("labels").resolve(name), Png.encode(map));
    }
}
