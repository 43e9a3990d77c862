package galatea.dissect;

import galatea.model.Layer;

/**
 * A channel of a layer.
 *
 * @param layer the layer
 * @param channel in [0, layer.channels())
 */
public record Unit(Layer layer, int channel) {
    /** Checks the channel. */
    public Unit {
        if (channel < 0 || channel >= layer.channels()) {
            throw new IllegalArgumentException(
                    "unit must be in [0, %d] of layer %s: %d"
                            .formatted(layer.channels() - 1, layer.name(), channel));
        }
    }

    @Override
    public String toString() {
        return layer.name() + ":" + channel;
    }
}
