package galatea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.image.Picture;
import galatea.latent.GeneratorSession;
import galatea.model.Networks;
import galatea.torch.DType;
import galatea.torch.Engine;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPicturesTest {
    @BeforeAll
    static void useOneThread() {
        Engine.setThreads(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2})
    void everyPictureCanBeDrawnHoweverFarTheNetworkHasGrown(double lod) {
        var network = new DemoPlan(1, 1).training().network();
        try (GeneratorSession session =
                GeneratorSession.of(Networks.generator(network, DType.FLOAT32, 1), lod)) {
            DemoPictures pictures = new DemoPictures(session);

            assertThat(pictures.samples().width()).isEqualTo(8 * session.resolution());
            assertThat(pictures.journey()).hasSize(DemoPictures.FRAMES);
            List<Picture> grids =
                    List.of(pictures.truncation(), pictures.mixing(), pictures.noise());
            assertThat(grids).allMatch(grid -> grid.width() > 5 * 64);
        }
    }
}
