package galatea.dissect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The pictures in which a unit is most active. Of equals the first is kept. */
final class Peaks {
    private final int most;
    private final List<Peak> peaks = new ArrayList<>(); // most active first

    /**
     * @param most how many are kept
     */
    Peaks(int most) {
        this.most = most;
    }

    /**
     * How active a unit is in a picture.
     *
     * @param picture number in the sample
     * @param activation largest value of the unit's feature map
     */
    public record Peak(int picture, float activation) {}

    void add(int picture, float activation) {
        int place = peaks.size();
        while (place > 0 && peaks.get(place - 1).activation < activation) {
            place--;
        }
        if (place < most) {
            peaks.add(place, new Peak(picture, activation));
            if (peaks.size() > most) {
                peaks.remove(most);
            }
        }
    }

    void clear() {
        peaks.clear();
    }

    List<Peak> list() {
        return Collections.unmodifiableList(peaks);
    }
}
