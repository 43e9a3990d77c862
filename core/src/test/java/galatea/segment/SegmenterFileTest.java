package galatea.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.format.DType;
import galatea.format.FormatException;
import galatea.format.SafetensorsFile;
import galatea.format.SafetensorsWriter;
import galatea.format.TensorEntry;
import galatea.model.Provenance;
import galatea.torch.Ops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmenterFileTest {
    private static final SegmenterScore SCORE =
            new SegmenterScore(7, 16, 0.5, 0.75, Map.of("sky", 0.25));

    @TempDir Path folder;

    private Path write(DType precision) throws IOException {
        Path file = folder.resolve("s.safetensors");
        try (UNetSegmenter segmenter = TinySegmenters.unet(3)) {
            Provenance provenance = Provenance.of(3, 100, "tiny", null);
            SegmenterFile.save(file, segmenter, precision, provenance, SCORE);
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16"})
    void everythingComesBack(DType precision) throws IOException {
        SegmenterFile file = SegmenterFile.open(write(precision));
        assertThat(file.config()).isEqualTo(new UNetConfig(3, 3, 4, 2));
        assertThat(file.classes()).isEqualTo(TinySegmenters.CLASSES);
        assertThat(file.heldOut()).isEqualTo(SCORE);
        assertThat(file.provenance().imagesSeen()).isEqualTo(100);
        try (UNetSegmenter original = TinySegmenters.unet(3);
                UNetSegmenter loaded = file.segmenter()) {
            float[] is = Ops.floats(loaded.network().parameters().values());
            float[] was = Ops.floats(original.network().parameters().values());
            float tolerance = precision == DType.F16 ? 1e-3f : 0;
            for (int i = 0; i < is.length; i++) {
                assertThat(Math.abs(is[i] - was[i])).isLessThanOrEqualTo(tolerance);
            }
        }
    }

    @Test
    void halvesAreSmaller() throws IOException {
        long full = Files.size(write(DType.F32));
        assertThat(Files.size(write(DType.F16))).isLessThan(full * 3 / 4);
        try (UNetSegmenter segmenter = TinySegmenters.unet(3)) {
            Provenance provenance = Provenance.of(3, 100, null, null);
            Path file = folder.resolve("x");
            assertThatThrownBy(
                            () -> SegmenterFile.save(file, segmenter, DType.U8, provenance, null))
                    .hasMessage("precision must be F32 or F16: U8");
        }
    }

    @Test
    void damageIsNamed() throws IOException {
        refused((tensors, texts) -> texts.remove("galatea-segmenter"), "is not a segmenter");
        refused((tensors, texts) -> texts.put("galatea-segmenter", "2"), "must be 1: 2");
        refused((tensors, texts) -> texts.put("config", "{"), "config");
        refused((tensors, texts) -> texts.put("config", "[]"), "must be a JSON object");
        refused((tensors, texts) -> texts.put("config", "{\"channels\":3}"), "config");
        refused(
                (tensors, texts) -> texts.merge("config", "", (c, x) -> c.replace("4", "400")),
                "width must be in [1, 64]: 400");
        refused(
                (tensors, texts) ->
                        texts.merge("config", "", (c, x) -> c.replace(":3,\"w", ":4,\"w")),
                "classes must be 4 as in config: 3");
        refused((tensors, texts) -> texts.put("classes", "{\"names\":null}"), "classes");
        refused((tensors, texts) -> texts.put("heldOut", "{\"iou\":7}"), "heldOut");
        refused((tensors, texts) -> texts.put("provenance", "none"), "provenance");
        refused((tensors, texts) -> tensors.remove(3), "must have the tensor segmenter/");
        refused(
                (tensors, texts) -> tensors.add(TensorEntry.of("other", new float[1], 1)),
                "must have no tensor other");
        refused(
                (tensors, texts) -> replace(tensors, new float[3], 3L),
                "head/bias must be finite: NaN");
        refused((tensors, texts) -> replace(tensors, new float[4], 4L), "must have shape [3]: [4]");
        refused(
                (tensors, texts) ->
                        tensors.replaceAll(
                                t ->
                                        t.name().endsWith("head/bias")
                                                ? TensorEntry.of(t.name(), new long[3], 3)
                                                : t),
                "head/bias must be F32 or F16: I64");
    }

    private static void replace(List<TensorEntry> tensors, float[] values, long... shape) {
        values[1] = Float.NaN;
        tensors.replaceAll(
                t -> t.name().endsWith("head/bias") ? TensorEntry.of(t.name(), values, shape) : t);
    }

    private void refused(BiConsumer<List<TensorEntry>, Map<String, String>> damage, String message)
            throws IOException {
        SafetensorsFile file = SafetensorsFile.open(write(DType.F16));
        List<TensorEntry> tensors = new ArrayList<>();
        for (String name : file.names()) {
            tensors.add(
                    new TensorEntry(
                            name, file.dtype(name), file.shape(name), () -> file.data(name)));
        }
        Map<String, String> texts = new HashMap<>(file.metadata());
        damage.accept(tensors, texts);
        Path damaged = folder.resolve("damaged.safetensors");
        SafetensorsWriter.write(damaged, tensors, texts);
        assertThatThrownBy(() -> SegmenterSource.open(damaged.toString()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void brokenBytesNeverEscapeAsOtherErrors() throws IOException {
        byte[] good = Files.readAllBytes(write(DType.F16));
        Random random = new Random(1);
        Path file = folder.resolve("broken.safetensors");
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(2500)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            try (Segmenter opened = SegmenterSource.open(file.toString())) {
                assertThat(opened.classes().size()).isEqualTo(3);
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("broken.safetensors");
            }
        }
    }

    @Test
    void unknownNamesAreExplained() {
        assertThatThrownBy(() -> SegmenterSource.open("photo.png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("builtin:NAME: photo.png");
        assertThatThrownBy(() -> SegmenterSource.open("absent.onnx"))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SegmenterSource.open("builtin:../x"))
                .hasMessageContaining("is not shipped");
    }
}
