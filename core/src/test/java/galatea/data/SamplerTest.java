package galatea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 65, 1000, 4097})
    void everyEpochShowsEachImageOnce(int size) {
        Sampler sampler = new Sampler(new NumberedImages(size), 5, false);

        for (int epoch = 0; epoch < 2; epoch++) {
            BitSet seen = new BitSet();
            for (int i = 0; i < size; i++) {
                seen.set(sampler.index((long) epoch * size + i));
            }
            assertThat(seen.cardinality()).isEqualTo(size);
            assertThat(seen.length()).isEqualTo(size);
        }
    }

    @Test
    void everyOrderOfThreeOccurs() {
        Set<String> orders = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Sampler sampler = new Sampler(new NumberedImages(3), seed, false);
            orders.add("" + sampler.index(0) + sampler.index(1) + sampler.index(2));
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void endlessSetsAreSampledWithoutMemory() {
        Sampler sampler = new Sampler(new NumberedImages(Integer.MAX_VALUE), 1, false);

        assertThat(sampler.index(0)).isNotEqualTo(sampler.index(1)).isNotNegative();
        assertThat(sampler.index(Long.MAX_VALUE)).isNotNegative();
    }

    @Test
    void seedsAndEpochsDiffer() {
        Sampler sampler = new Sampler(new NumberedImages(100), 1, false);
        Sampler other = new Sampler(new NumberedImages(100), 2, false);

        assertThat(sampler.at(0, 100).labels())
                .isNotEqualTo(other.at(0, 100).labels())
                .isNotEqualTo(sampler.at(100, 100).labels());
    }

    @Test
    void batchesCarryPixelsAndLabelsOfTheSameImage() {
        Batch batch = new Sampler(new NumberedImages(10), 3, false).next(4);

        assertThat(batch.pixels()).hasSize(4 * 4);
        for (int i = 0; i < 4; i++) {
            assertThat(batch.pixels()[4 * i]).isEqualTo((byte) (2 * batch.labels()[i]));
        }
    }

    @Test
    void resumingAnywhereGivesTheSameBytes() {
        Sampler sampler = new Sampler(new NumberedImages(10), 3, true);
        sampler.next(7);
        Batch expected = sampler.next(9);

        Sampler resumed = new Sampler(new NumberedImages(10), 3, true);
        resumed.seek(7);
        Batch actual = resumed.next(9);

        assertThat(actual.position()).isEqualTo(7);
        assertThat(actual.pixels()).isEqualTo(expected.pixels());
        assertThat(actual.labels()).isEqualTo(expected.labels());
        assertThat(resumed.position()).isEqualTo(16);
    }

    @Test
    void aboutHalfOfTheImagesAreMirrored() {
        Sampler sampler = new Sampler(new NumberedImages(10), 3, true);
        int mirrored = 0;
        for (int i = 0; i < 10_000; i++) {
            mirrored += sampler.isMirrored(i) ? 1 : 0;
        }
        assertThat(mirrored).isBetween(4_800, 5_200);
    }

    @Test
    void mirroringReversesRows() {
        Sampler sampler = new Sampler(new NumberedImages(10), 3, true);
        Batch batch = sampler.next(64);

        for (int i = 0; i < 64; i++) {
            // An image is [a, a + 1; a, a + 1].
            int step = batch.pixels()[4 * i + 1] - batch.pixels()[4 * i];
            assertThat(step).isEqualTo(sampler.isMirrored(i) ? -1 : 1);
        }
    }

    @Test
    void unusableArgumentsAreNamed() {
        Sampler sampler = new Sampler(new NumberedImages(3), 0, false);

        assertThatThrownBy(() -> sampler.next(0)).hasMessage("n must be at least 1: 0");
        assertThatThrownBy(() -> sampler.seek(-1)).hasMessage("position must be at least 0: -1");
        assertThatThrownBy(() -> new Sampler(new NumberedImages(0), 0, false))
                .hasMessage("images must hold at least 1: 0");
    }

    @Test
    void prefetcherGivesTheSamplersBatches() {
        Sampler expected = new Sampler(new NumberedImages(50), 9, true);
        try (Prefetcher prefetcher =
                new Prefetcher(new Sampler(new NumberedImages(50), 9, true), 3, 2)) {
            for (int n : new int[] {8, 8, 8, 4, 4, 16, 1, 8}) {
                Batch wanted = expected.next(n);
                Batch batch = prefetcher.next(n);
                assertThat(batch.position()).isEqualTo(wanted.position());
                assertThat(batch.pixels()).isEqualTo(wanted.pixels());
                assertThat(batch.labels()).isEqualTo(wanted.labels());
            }
            assertThat(prefetcher.position()).isEqualTo(expected.position());
        }
    }

    @Test
    void prefetcherSeeks() {
        Sampler sampler = new Sampler(new NumberedImages(50), 9, true);
        try (Prefetcher prefetcher = new Prefetcher(new Sampler(new NumberedImages(50), 9, true))) {
            prefetcher.next(4);
            prefetcher.seek(33);

            assertThat(prefetcher.next(4).pixels()).isEqualTo(sampler.at(33, 4).pixels());
        }
    }

    @Test
    void prefetchersErrorsReachTheCallerAndKeepThePosition() {
        NumberedImages images = new NumberedImages(4);
        images.failing = true;
        try (Prefetcher prefetcher = new Prefetcher(new Sampler(images, 0, false))) {
            assertThatThrownBy(() -> prefetcher.next(2))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("disk on fire");
            images.failing = false;

            assertThat(prefetcher.next(2).position()).isZero();
        }
    }

    @Test
    void closedPrefetcherSaysSo() {
        Prefetcher prefetcher = new Prefetcher(new Sampler(new NumberedImages(4), 0, false));
        prefetcher.close();

        assertThatThrownBy(() -> prefetcher.next(1)).hasMessage("the prefetcher is closed");
    }

    /** Gray 2 x 2 images [2i, 2i + 1; 2i, 2i + 1] with label i. */
    private static final class NumberedImages implements TrainingImages {
        private final int size;
        private volatile boolean failing;

        NumberedImages(int size) {
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int resolution() {
            return 2;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void read(int index, byte[] chw, int offset) {
            if (failing) {
                throw new UncheckedIOException(new IOException("disk on fire"));
            }
            for (int i = 0; i < 4; i++) {
                chw[offset + i] = (byte) (2 * index + i % 2);
            }
        }

        @Override
        public int label(int index) {
            return index;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public String contentHash() {
            return "";
        }

        @Override
        public String description() {
            return "numbers";
        }
    }
}
