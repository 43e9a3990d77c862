package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import galatea.latent.Latents;
import galatea.latent.Space;
import galatea.segment.Segmenter;
import galatea.testing.PlantedGenerator;
import galatea.testing.PlantedSegmenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dissections of a generator of which every cause is known. */
class DissectionTest {
    private static final int PICTURES = 120;

    @TempDir Path cache;

    /** Pictures from a number on. */
    private static Latents pictures(int from, int count) {
        return Latents.of(
                IntStream.range(from, from + count)
                        .mapToObj(n -> new Latent(Space.Z, new float[] {n}, n))
                        .toList());
    }

    private Dissection.Findings dissect(
            Segmenter segmenter, DissectionOptions options, Latents search, Latents test)
            throws IOException {
        try (GeneratorSession session = PlantedGenerator.session()) {
            Specimen specimen = new Specimen(session, PlantedGenerator.options(), test);
            return Dissection.run(
                    specimen,
                    search,
                    segmenter,
                    List.of(PlantedGenerator.LAYER),
                    options,
                    cache,
                    Stages.SILENT);
        }
    }

    private Dissection.Findings dissect(Segmenter segmenter, DissectionOptions options)
            throws IOException {
        return dissect(segmenter, options, pictures(1000, PICTURES), pictures(0, PICTURES));
    }

    private static List<UnitReport> units(Dissection.Findings findings) {
        return findings.report().layers().get(0).units();
    }

    @Test
    void namesTheUnitsThatKnowAClass() throws IOException {
        List<UnitReport> units =
                units(dissect(new PlantedSegmenter(), DissectionOptions.defaults()));
        for (int unit : new int[] {2, 5, 7, 11}) {
            UnitReport report = units.get(unit);
            assertThat(report.label()).isEqualTo("A");
            assertThat(report.interpretable()).isTrue();
            assertThat(report.iou()).isBetween(0.9, 0.97);
            assertThat(report.iouLow()).isLessThan(report.iou()).isGreaterThan(0.8);
            assertThat(report.iouHigh()).isGreaterThan(report.iou()).isLessThan(1);
            assertThat(report.q()).isLessThan(1e-6);
            assertThat(report.peaks()).hasSize(8);
        }
        for (int unit : new int[] {3, 9}) {
            assertThat(units.get(unit).label()).isEqualTo("B");
            assertThat(units.get(unit).interpretable()).isTrue();
        }
        PlantedGenerator.NOISE.forEach(u -> assertThat(units.get(u).interpretable()).isFalse());
    }

    @Test
    void doesNotDependOnThreadsOrOnTheCache() throws Exception {
        DissectionOptions options = DissectionOptions.defaults().withPrecision(2, 100, 5, 0.05);
        PlantedSegmenter segmenter = new PlantedSegmenter();
        DissectionReport first = dissect(segmenter, options).report();
        assertThat(segmenter.seen()).isEqualTo(2 * PICTURES);
        var pool = new java.util.concurrent.ForkJoinPool(1);
        DissectionReport again = pool.submit(() -> dissect(segmenter, options).report()).get();
        pool.shutdown();
        assertThat(segmenter.seen()).isEqualTo(2 * PICTURES); // nothing is segmented twice
        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        DissectionOptions other = options.withRule(ThresholdRule.quantile(0.02));
        assertThat(dissect(segmenter, other).report().rule()).isEqualTo("0.02");
        assertThat(segmenter.seen()).isEqualTo(2 * PICTURES);
    }

    @Test
    void continuesAnInterruptedLabelling() throws IOException {
        DissectionOptions options = DissectionOptions.defaults().withPrecision(2, 100, 5, 0.05);
        PlantedSegmenter segmenter = new PlantedSegmenter();
        dissect(segmenter, options);
        Path labels;
        try (Stream<Path> files = Files.list(cache)) {
            labels = files.sorted().findFirst().orElseThrow();
        }
        byte[] all = Files.readAllBytes(labels);
        Files.delete(labels);
        byte[] some = java.util.Arrays.copyOf(all, 40 * 64 * 64 + 17); // 40 pictures and a bit
        Files.write(Path.of(labels + ".part"), some);
        PlantedSegmenter later = new PlantedSegmenter();
        dissect(later, options);
        assertThat(later.seen()).isEqualTo(PICTURES - 32); // 40 are known, batches have 16
        assertThat(Files.readAllBytes(labels)).isEqualTo(all);
    }

    @Test
    void aDamagedCacheIsLabelledAgain() throws IOException {
        DissectionOptions options = DissectionOptions.defaults().withPrecision(2, 100, 5, 0.05);
        dissect(new PlantedSegmenter(), options);
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[100]);
            }
        }
        PlantedSegmenter later = new PlantedSegmenter();
        assertThat(units(dissect(later, options)).get(2).label()).isEqualTo("A");
        assertThat(later.seen()).isEqualTo(2 * PICTURES);
    }

    /** Labels of other pictures: what is left is chance. */
    private static final class Shuffled implements Segmenter {
        private final PlantedSegmenter inner = new PlantedSegmenter();
        private byte[] last = {};

        @Override
        public galatea.data.LabelClasses classes() {
            return inner.classes();
        }

        @Override
        public String identity() {
            return "shuffled";
        }

        /** Every batch gets the labels of the one before. */
        @Override
        public byte[] labels(org.bytedeco.pytorch.Tensor images) {
            byte[] own = inner.labels(images);
            byte[] given = last.length >= own.length ? last : new byte[own.length];
            last = own;
            return java.util.Arrays.copyOf(given, own.length);
        }
    }

    @Test
    void shuffledLabelsMakeNoUnitSignificant() throws IOException {
        long significant =
                units(dissect(new Shuffled(), DissectionOptions.defaults())).stream()
                        .filter(u -> u.q() <= 0.05)
                        .count();
        assertThat(significant).isLessThanOrEqualTo(1);
    }

    @Test
    void rulesChooseTheirLevels() throws IOException {
        UnitReport fixed =
                units(
                                dissect(
                                        new PlantedSegmenter(),
                                        DissectionOptions.defaults()
                                                .withRule(ThresholdRule.quantile(0.01))))
                        .get(2);
        assertThat(fixed.fraction()).isBetween(0.008, 0.01); // equal values are not above it
        assertThat(fixed.iou()).isBetween(0.1, 0.16);
        Dissection.Findings area =
                dissect(
                        new PlantedSegmenter(),
                        DissectionOptions.defaults().withRule(ThresholdRule.AREA));
        double share = area.report().classes().get(1).share();
        assertThat(units(area).get(2).fraction()).isCloseTo(share, within(0.02));
        assertThat(units(area).get(2).iou()).isGreaterThan(0.8);
    }

    @Test
    void peaksAreThePicturesOfLargestActivation() throws IOException {
        Dissection.Findings findings =
                dissect(new PlantedSegmenter(), DissectionOptions.defaults());
        List<UnitReport.Peak> peaks = units(findings).get(0).peaks();
        List<Integer> expected =
                IntStream.range(0, PICTURES)
                        .boxed()
                        .sorted(Comparator.comparingDouble(n -> -largest(n)))
                        .limit(8)
                        .toList();
        assertThat(peaks.stream().map(UnitReport.Peak::picture)).isEqualTo(expected);
        assertThat(findings.pictures().keySet()).containsAll(Set.copyOf(expected));
        assertThat(findings.masks().get(2).keySet())
                .isEqualTo(
                        units(findings).get(2).peaks().stream()
                                .map(UnitReport.Peak::picture)
                                .collect(java.util.stream.Collectors.toSet()));
    }

    private static double largest(int picture) {
        double[] r = PlantedGenerator.features(picture);
        return IntStream.range(0, 64).mapToDouble(i -> r[i]).max().orElseThrow();
    }

    @Test
    void filesKeepEverything(@TempDir Path folder) throws IOException {
        DissectionOptions options = DissectionOptions.defaults().withPrecision(2, 100, 5, 0.05);
        DissectionReport report = dissect(new PlantedSegmenter(), options).report();
        Path json = folder.resolve("dissection.json");
        DissectionFile.writeJson(json, report);
        assertThat(DissectionFile.read(json)).usingRecursiveComparison().isEqualTo(report);
        Path csv = folder.resolve("units.csv");
        DissectionFile.writeCsv(csv, report);
        assertThat(Files.readAllLines(csv))
                .hasSize(17)
                .element(3)
                .asString()
                .startsWith("units,2,A,");
    }

    @Test
    void fewPicturesAreAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                dissect(
                                        new PlantedSegmenter(),
                                        DissectionOptions.defaults(),
                                        pictures(0, 9),
                                        pictures(0, 20)))
                .withMessage("samples must be at least 10: 9 and 20");
    }
}
