package galatea.dissect;

import galatea.latent.Latents;
import galatea.segment.Segmenter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Two samples of one generator with their label maps: on one thresholds are chosen, on the other
 * they are judged.
 */
final class Samples implements AutoCloseable {
    private final Specimen search;
    private final Specimen test;
    private final Segmenter segmenter;
    private final LabelStore searchLabels;
    private final LabelStore testLabels;

    private Samples(Specimen search, Specimen test, Segmenter segmenter, Path cache)
            throws IOException {
        this.search = search;
        this.test = test;
        this.segmenter = segmenter;
        testLabels = LabelStore.open(segmenter, test, cache);
        try {
            searchLabels =
                    search.identity().equals(test.identity())
                            ? testLabels
                            : LabelStore.open(segmenter, search, cache);
        } catch (IOException e) {
            testLabels.close();
            throw e;
        }
    }

    /**
     * Opens the labels, which are computed when they are first asked for.
     *
     * @param test the sample that is judged
     * @param search latents of the other
     * @param cache folder for label maps
     */
    static Samples open(Specimen test, Latents search, Segmenter segmenter, Path cache)
            throws IOException {
        return new Samples(test.with(search), test, segmenter, cache);
    }

    Specimen search() {
        return search;
    }

    Specimen test() {
        return test;
    }

    Segmenter segmenter() {
        return segmenter;
    }

    LabelStore searchLabels() {
        return searchLabels;
    }

    LabelStore testLabels() {
        return testLabels;
    }

    /** Height and width of the label maps. */
    int side() {
        return testLabels.side();
    }

    @Override
    public void close() throws IOException {
        try (searchLabels) {
            testLabels.close();
        }
    }
}
