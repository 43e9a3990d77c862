package galatea.dissect;

import galatea.model.Layer;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** All edits of one layer as one: features · keep + add. */
final class LayerBlend {
    private final long[] shape; // [1, C, R, R], or [1, C, 1, 1] if cells are edited alike
    private final double[] keep;
    private final double[] add;

    /**
     * @param edits of the layer, in order
     */
    LayerBlend(Layer layer, List<UnitEdit> edits) {
        int side = edits.stream().allMatch(edit -> edit.area() == null) ? 1 : layer.resolution();
        Blend[] blends = new Blend[layer.channels() * side * side];
        Arrays.fill(blends, Blend.NONE);
        edits.forEach(edit -> compose(blends, edit, side));
        shape = new long[] {1, layer.channels(), side, side};
        keep = Arrays.stream(blends).mapToDouble(Blend::keep).toArray();
        add = Arrays.stream(blends).mapToDouble(Blend::add).toArray();
    }

    private static void compose(Blend[] blends, UnitEdit edit, int side) {
        EditArea area = edit.area();
        double[] cells = new double[side * side];
        Arrays.fill(cells, 1);
        if (area != null) {
            cells = area.cells(side, edit.pooling());
        }
        for (int i = 0; i < edit.units().size(); i++) {
            int first = edit.units().get(i) * cells.length;
            for (int cell = 0; cell < cells.length; cell++) {
                Blend next = new Blend(edit.alpha(i) * cells[cell], edit.value(i));
                blends[first + cell] = blends[first + cell].then(next);
            }
        }
    }

    /** x [N, C, R, R] → the same shape; x stays as it is. */
    Tensor apply(Tensor x) {
        DType dtype = DType.of(x);
        return x.mul(Ops.of(dtype, keep, shape)).add(Ops.of(dtype, add, shape));
    }
}
