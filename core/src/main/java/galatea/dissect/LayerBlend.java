package galatea.dissect;

import galatea.model.Layer;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** All edits of one layer as one: the edited units' features · keep + add. */
final class LayerBlend {
    private final long[] units; // those edited, U of them, ascending
    private final int side; // R of the layer, or 1 if all cells are edited alike
    private final double[] keep; // [U, side, side]
    private final double[] add; // [U, side, side]

    /**
     * @param edits of the layer, in order
     */
    LayerBlend(Layer layer, List<UnitEdit> edits) {
        boolean alike = edits.stream().allMatch(edit -> edit.area() == null);
        side = alike ? 1 : layer.resolution();
        units =
                edits.stream()
                        .flatMap(edit -> edit.units().stream())
                        .mapToLong(Integer::longValue)
                        .distinct()
                        .sorted()
                        .toArray();
        Blend[] blends = new Blend[units.length * side * side];
        Arrays.fill(blends, Blend.NONE);
        edits.forEach(edit -> compose(blends, edit));
        keep = Arrays.stream(blends).mapToDouble(Blend::keep).toArray();
        add = Arrays.stream(blends).mapToDouble(Blend::add).toArray();
    }

    private void compose(Blend[] blends, UnitEdit edit) {
        EditArea area = edit.area();
        double[] cells = new double[side * side];
        Arrays.fill(cells, 1);
        if (area != null) {
            cells = area.cells(side, edit.pooling());
        }
        for (int i = 0; i < edit.units().size(); i++) {
            int first = Arrays.binarySearch(units, edit.units().get(i)) * cells.length;
            for (int cell = 0; cell < cells.length; cell++) {
                Blend next = new Blend(edit.alpha(i) * cells[cell], edit.value(i));
                blends[first + cell] = blends[first + cell].then(next);
            }
        }
    }

    /** x [N, C, R, R] → the same shape; x stays as it is. */
    Tensor apply(Tensor x) {
        DType dtype = DType.of(x);
        long[] shape = {1, units.length, side, side};
        Tensor index = Tensor.create(units, units.length);
        Tensor edited = // [N, U, R, R]
                x.index_select(1, index)
                        .mul(Ops.of(dtype, keep, shape))
                        .add(Ops.of(dtype, add, shape));
        return x.clone().index_copy_(1, index, edited); // in the memory layout of x
    }
}
