package galatea.direction;

import galatea.latent.GenerateOptions;
import galatea.latent.GeneratorSession;
import galatea.latent.Latent;
import java.util.List;

/** Numbers that can be measured on any picture of a generator. */
public interface Score {
    /** What each number tells. */
    List<String> names();

    /**
     * Measures pictures.
     *
     * @param latents at least one
     * @return [latents][names]
     */
    double[][] of(GeneratorSession session, List<Latent> latents, GenerateOptions options);
}
