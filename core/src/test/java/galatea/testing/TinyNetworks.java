package galatea.testing;

import galatea.latent.NumpyRandom;
import galatea.model.Discriminator;
import galatea.model.Generator;
import galatea.model.NetworkConfig;
import galatea.model.NetworkFile;
import galatea.model.Networks;
import galatea.model.Provenance;
import galatea.model.dcgan.DcganConfig;
import galatea.model.style.StyleConfig;
import galatea.model.style2.Style2Config;
import galatea.torch.DType;
import galatea.torch.Ops;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Networks with random values in every tensor, small enough to run in milliseconds. */
public final class TinyNetworks {
    /** 16×16 RGB from 16 latents, 6 styled layers. */
    public static final StyleConfig STYLE =
            StyleConfig.paper(16, 3).withFmaps(64, 16).withMapping(16, 2);

    /** The same with three classes. */
    public static final StyleConfig CONDITIONAL = STYLE.withLabels(3);

    /** StyleGAN2 of 16×16 RGB from 16 latents, 5 convolutions and 6 styles. */
    public static final Style2Config STYLE2 = Style2Config.paper(16, 3, 128, 12).withMapping(16, 2);

    /** 32×32 RGB from 8 latents. */
    public static final DcganConfig DCGAN = DcganConfig.small(32, 3).withFeatures(4).withLatents(8);

    private TinyNetworks() {}

    /** A generator of which no tensor is constant. */
    public static Generator generator(NetworkConfig config, long seed) {
        Generator generator = Networks.generator(config, DType.FLOAT32, seed);
        disturb(generator.parameters(), seed);
        return generator;
    }

    /**
     * The same with transposed kernels of both signs and a size that keeps features near 1, so that
     * a ReLU clips some of them and tanh tells colours apart.
     */
    public static Generator signed(DcganConfig config, long seed) {
        Generator generator = generator(config, seed);
        NumpyRandom random = new NumpyRandom(seed);
        for (Parameter parameter : generator.parameters().trained()) {
            float[] values = Ops.floats(parameter.tensor());
            if (parameter.shape().length == 4) {
                double size = Math.sqrt(0.25 / parameter.shape()[0]); // [in, out, 4, 4]
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (size * random.nextGaussian());
                }
                Ops.copyInto(parameter, values);
            }
        }
        return generator;
    }

    /** Writes a network file with both networks. */
    public static Path write(Path file, NetworkConfig config) throws IOException {
        try (Generator generator = generator(config, 5);
                Discriminator discriminator = Networks.discriminator(config, DType.FLOAT32, 6)) {
            Provenance provenance = Provenance.of(5, 1000, "tiny", "abc");
            NetworkFile.save(file, generator, discriminator, 0, provenance);
        }
        return file;
    }

    private static void disturb(Parameters parameters, long seed) {
        NumpyRandom random = new NumpyRandom(seed);
        List<Parameter> all = new ArrayList<>(parameters.trained());
        all.addAll(parameters.buffers());
        for (Parameter parameter : all) {
            float[] values = Ops.floats(parameter.tensor());
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.3 * Math.abs(random.nextGaussian()));
            }
            Ops.copyInto(parameter, values);
        }
    }
}
