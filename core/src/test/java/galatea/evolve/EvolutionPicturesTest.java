package galatea.evolve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import galatea.data.PictureDecoder;
import galatea.evolve.EvolutionRun.Pace;
import galatea.image.Picture;
import galatea.image.Png;
import galatea.testing.OneThread;
import galatea.train.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class EvolutionPicturesTest {
    private static final Pace PACE = new Pace(1, 2);

    @TempDir Path folder;
    private RunDirectory directory;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = RunDirectory.create(folder, "run");
    }

    @Test
    void pointsAreDrawnAtTheStartAndAtEverySnapshot() throws IOException {
        evolve(points(5));
        assertThat(TinyRuns.names(directory, "fakes"))
                .containsExactly(
                        "fakes000000.png", "fakes000002.png", "fakes000004.png", "fakes000005.png");
        for (Path fakes : directory.fakes()) {
            Picture picture = PictureDecoder.decode(Files.readAllBytes(fakes));
            assertThat(picture.width()).isEqualTo(640);
            assertThat(picture.height()).isEqualTo(640);
        }
        assertThat(Files.readAllBytes(directory.fakes(0)))
                .isNotEqualTo(Files.readAllBytes(directory.fakes(5)));
    }

    @Test
    void imagesAreDrawnBesideTheRealOnes() throws IOException {
        evolve(TinyRuns.eventful(TinyEvolution.dcgan(), new RulesBuilder(), 2));
        Picture reals = decoded("reals.png");
        assertThat(reals.width()).isEqualTo(12 * 32);
        assertThat(decoded("fakes000002.png").width()).isEqualTo(reals.width());
    }

    /** A network that grows has the same picture size all the time, or it could not be a film. */
    @Test
    void growingNetworksAreFilmedAtFullSize() throws IOException {
        evolve(TinyRuns.eventful(TinyEvolution.style(), new RulesBuilder(), 6));
        assertThat(frames()).isEqualTo(4);
        assertThat(decoded("fakes000000.png").width())
                .isEqualTo(decoded("fakes000006.png").width());
    }

    @Test
    void theAnimationHasAFramePerSnapshot() throws IOException {
        evolve(points(5));
        assertThat(frames()).isEqualTo(4);
        assertThat(decoded("evolution.png").pixels())
                .isEqualTo(decoded("fakes000000.png").pixels());
    }

    @Test
    void longRunsAreFilmedWithAtMostSixtyFrames() throws IOException {
        byte[] dot = Png.encode(Picture.blank(2, 2, 3));
        for (int i = 10; i < 110; i++) {
            Files.write(directory.fakes(i), dot);
        }
        EvolutionPictures pictures = new EvolutionPictures();
        try (EvolutionRun run = TinyRuns.start(directory, points(1), PACE)) {
            pictures.ended(run);
        }
        assertThat(frames()).isEqualTo(60);
    }

    @Test
    void survivorsAreDrawn() throws IOException {
        evolve(points(4));
        Picture survivors = decoded("survivors.png");
        assertThat(survivors.width()).isEqualTo(900);
        assertThat(survivors.height()).isEqualTo(400);
    }

    /** Who survived before is read from the log. */
    @Test
    void aResumedRunDrawsTheSamePictures() throws IOException {
        evolve(points(6));
        RunDirectory whole = directory;
        directory = RunDirectory.create(folder, "parts");
        try (EvolutionRun run =
                TinyRuns.start(
                        directory,
                        points(6),
                        PACE,
                        new EvolutionLog(),
                        new EvolutionPictures(),
                        new TinyRuns.StopAfter(4))) {
            run.run();
        }
        resume();
        assertThat(TinyRuns.names(directory)).isEqualTo(TinyRuns.names(whole));
        for (String name : TinyRuns.names(whole)) {
            if (name.endsWith(".png")) {
                assertThat(directory.file(name)).hasSameBinaryContentAs(whole.file(name));
            }
        }
    }

    @Test
    void drawingDoesNotDisturbTheRun() throws IOException {
        evolve(points(4));
        RunDirectory without = RunDirectory.create(folder, "without");
        try (EvolutionRun run = TinyRuns.start(without, points(4), PACE, new EvolutionLog())) {
            run.run();
        }
        assertThat(directory.state(4)).hasSameBinaryContentAs(without.state(4));
    }

    @Test
    void filesOfOthersAreNoFrames() throws IOException {
        Files.writeString(directory.file("fakes.png"), "mine");
        Files.writeString(directory.file("fakes12.png"), "mine");
        evolve(points(2));
        assertThat(frames()).isEqualTo(2);
        assertThat(directory.file("fakes12.png")).hasContent("mine");
    }

    @Test
    void brokenPicturesAreLeftOut() throws IOException {
        evolve(points(4));
        Files.writeString(directory.fakes(2), "broken");
        Files.write(directory.fakes(3), Png.encode(Picture.blank(2, 2, 3)));
        resume();
        assertThat(frames()).isEqualTo(2);
    }

    private static EvolutionConfig points(int generations) {
        return TinyRuns.points(new RulesBuilder(), generations);
    }

    private void evolve(EvolutionConfig config) throws IOException {
        try (EvolutionRun run =
                TinyRuns.start(
                        directory, config, PACE, new EvolutionLog(), new EvolutionPictures())) {
            run.run();
        }
    }

    private void resume() throws IOException {
        try (EvolutionRun run =
                TinyRuns.resume(directory, PACE, 1, new EvolutionLog(), new EvolutionPictures())) {
            run.run();
        }
    }

    private Picture decoded(String name) throws IOException {
        return PictureDecoder.decode(Files.readAllBytes(directory.file(name)));
    }

    /** As the animation's own header says, and as there are. */
    private int frames() throws IOException {
        byte[] file = Files.readAllBytes(directory.file("evolution.png"));
        String text = new String(file, ISO_8859_1);
        int declared = ByteBuffer.wrap(file).getInt(text.indexOf("acTL") + 4);
        int controls = 0;
        ByteBuffer chunks = ByteBuffer.wrap(file).position(8);
        while (chunks.hasRemaining()) {
            int length = chunks.getInt();
            byte[] type = new byte[4];
            chunks.get(type);
            controls += new String(type, ISO_8859_1).equals("fcTL") ? 1 : 0;
            chunks.position(chunks.position() + length + 4);
        }
        assertThat(controls).isEqualTo(declared);
        return declared;
    }
}
