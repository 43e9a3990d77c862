package galatea.dissect;

import galatea.model.Layer;
import galatea.model.LayerTap;
import galatea.torch.DType;
import galatea.torch.Ops;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One picture several times in a batch: as it is, then with an edit at one cell after the other; so
 * that all differences are between neighbours in a batch. Remembers how far the features of later
 * layers differ.
 */
final class CellInsertion implements LayerTap {
    private final Layer layer;
    private final UnitEdit edit;
    private final int[] cells;
    private final List<double[]> fading = new ArrayList<>();

    /**
     * @param cells one per edited picture
     */
    CellInsertion(Layer layer, UnitEdit edit, int[] cells) {
        this.layer = layer;
        this.edit = edit;
        this.cells = cells;
    }

    @Override
    public Tensor apply(Layer seen, Tensor x) {
        if (seen.equals(layer)) {
            return edited(x);
        }
        if (seen.index() > layer.index()) {
            compare(x);
        }
        return x;
    }

    /** x [1 + cells, C, R, R]. */
    private Tensor edited(Tensor x) {
        DType dtype = DType.of(x);
        int side = layer.resolution();
        double[] place = new double[(1 + cells.length) * side * side];
        for (int i = 0; i < cells.length; i++) {
            place[(1 + i) * side * side + cells[i]] = 1;
        }
        double[] alpha = new double[layer.channels()];
        double[] value = new double[layer.channels()];
        for (int i = 0; i < edit.units().size(); i++) {
            alpha[edit.units().get(i)] = edit.alpha(i);
            value[edit.units().get(i)] = edit.value(i);
        }
        Tensor a =
                Ops.of(dtype, place, 1 + cells.length, 1, side, side)
                        .mul(Ops.of(dtype, alpha, 1, alpha.length, 1, 1)); // [N, C, R, R]
        Tensor v = Ops.of(dtype, value, 1, value.length, 1, 1);
        return x.sub(x.mul(a)).add(v.mul(a));
    }

    /** Notes Σ |x' − x| / Σ |x| of each edited picture; x [1 + cells, C, R, R]. */
    void compare(Tensor x) {
        Tensor plain = x.narrow(0, 0, 1);
        Tensor change = x.narrow(0, 1, cells.length).sub(plain).abs();
        double scale = Ops.item(Ops.sum(plain.abs(), 0, 1, 2, 3));
        double[] sums = Ops.doubles(Ops.sum(change, 1, 2, 3)); // [cells]
        for (int i = 0; i < sums.length; i++) {
            sums[i] = scale == 0 ? 0 : sums[i] / scale;
        }
        fading.add(sums);
    }

    /** What {@link #compare} noted, layer after layer: [cells] each. */
    List<double[]> fading() {
        return fading;
    }
}
