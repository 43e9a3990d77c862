package galatea.nn;

import galatea.torch.Init;
import galatea.torch.Parameter;
import galatea.torch.Parameters;
import org.bytedeco.pytorch.Tensor;

/** 1×1 convolution from features to colours, with equalised learning rate and a linear output. */
public final class ToRgb {
    private final EqualizedConv2d conv;
    private final Parameter bias; // [colours]

    /** Declares {@code name/weight} [colours, in, 1, 1] and {@code name/bias} [colours]. */
    public ToRgb(Parameters parameters, String name, int in, int colours) {
        conv = new EqualizedConv2d(parameters, name, in, colours, 1, 1);
        bias = parameters.parameter(name + "/bias", Init.ZEROS, colours);
    }

    /** x [N, in, H, W] → [N, colours, H, W]. */
    public Tensor forward(Tensor x) {
        return conv.forward(x, bias.tensor());
    }
}
