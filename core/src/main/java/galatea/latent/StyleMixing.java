package galatea.latent;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Some layers' styles from a second source (section 3.1 of arXiv 1812.04948).
 *
 * @param layers indices of the layers taken from the second source, from 0
 */
public record StyleMixing(Set<Integer> layers) {

    /** Copies the set. */
    public StyleMixing {
        layers = Set.copyOf(layers);
    }

    /** The three scales of the paper's figure 3. */
    public enum Scale {
        /** 4×4 and 8×8: pose, shape, composition. */
        COARSE(0, 4),
        /** 16×16 and 32×32: parts and their arrangement. */
        MIDDLE(4, 8),
        /** 64×64 and above: colours and texture. */
        FINE(8, Integer.MAX_VALUE);

        private final int from;
        private final int to;

        Scale(int from, int to) {
            this.from = from;
            this.to = to;
        }

        /** The layers of this scale in a network, perhaps none. */
        public List<Integer> layers(int numWs) {
            return IntStream.range(Math.min(from, numWs), Math.min(to, numWs)).boxed().toList();
        }
    }

    /**
     * Mixing in a network.
     *
     * @param layers indices from 0
     * @param numWs layers of the network
     * @throws IllegalArgumentException for an index beyond the network
     */
    public static StyleMixing of(Collection<Integer> layers, int numWs) {
        for (int layer : new TreeSet<>(layers)) {
            if (layer < 0 || layer >= numWs) {
                throw new IllegalArgumentException(
                        "styles must be layers in [0, %d]: %d".formatted(numWs - 1, layer));
            }
        }
        return new StyleMixing(layers.stream().collect(Collectors.toSet()));
    }

    /**
     * Mixes.
     *
     * @param first ws [numWs, wSize], which gives the other layers and the noise
     * @param second ws [numWs, wSize], which gives {@link #layers}
     * @param numWs layers of the network
     * @return ws [numWs, wSize]
     */
    public Latent mix(Latent first, Latent second, int numWs) {
        requireStyles(first);
        requireStyles(second);
        float[] mixed = first.values().clone();
        int size = mixed.length / numWs;
        for (int layer : layers) {
            System.arraycopy(second.values(), layer * size, mixed, layer * size, size);
        }
        return first.with(Space.W, mixed);
    }

    private static void requireStyles(Latent latent) {
        if (latent.space() != Space.W) {
            throw new IllegalArgumentException("styles must be in space W: " + latent.space());
        }
    }
}
