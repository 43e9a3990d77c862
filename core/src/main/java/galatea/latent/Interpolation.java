package galatea.latent;

import java.util.ArrayList;
import java.util.List;

/**
 * A journey through latents.
 *
 * @param curve how it goes from one to the next
 * @param loop whether it returns from the last to the first
 */
public record Interpolation(Curve curve, boolean loop) {

    /** How to go between key latents. */
    public enum Curve {
        /**
         * The shortest way: straight in W; in Z along the sphere (slerp), where z keeps the length
         * that the network has seen.
         */
        LINEAR,
        /** Catmull-Rom: smooth, through all keys; only in W. */
        CUBIC
    }

    /**
     * Evenly spaced stations of the journey.
     *
     * <p>Without {@link #loop} the first station is the first key and the last one the last; with
     * it, the station after the last would be the first again.
     *
     * @param keys at least one, all of one space and length
     * @param count number of stations, at least 1
     */
    public List<Latent> stations(List<Latent> keys, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("frames must be at least 1: " + count);
        }
        requireKeys(keys);
        int segments = loop ? keys.size() : keys.size() - 1;
        int steps = loop ? count : Math.max(1, count - 1);
        List<Latent> stations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long progress = (long) i * segments; // in parts of 1 / steps
            stations.add(at(keys, (int) (progress / steps), (double) (progress % steps) / steps));
        }
        return stations;
    }

    private void requireKeys(List<Latent> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys must have at least one latent: 0");
        }
        Latent first = keys.get(0);
        for (Latent key : keys) {
            if (key.space() != first.space() || key.values().length != first.values().length) {
                throw new IllegalArgumentException("keys must all be of one space and length");
            }
        }
        if (curve == Curve.CUBIC && first.space() == Space.Z) {
            throw new IllegalArgumentException(
                    "curve must be linear in space z: cubic; use space w");
        }
    }

    /** The point at share t of the way from key {@code i} to the next; the noise is key i's. */
    private Latent at(List<Latent> keys, int i, double t) {
        Latent from = key(keys, i);
        if (t == 0) {
            return from;
        }
        float[] a = from.values();
        float[] b = key(keys, i + 1).values();
        if (curve == Curve.CUBIC) {
            double[] weights = catmullRom(t);
            float[][] points = {key(keys, i - 1).values(), a, b, key(keys, i + 2).values()};
            return from.with(from.space(), combine(points, weights));
        }
        return from.with(from.space(), from.space() == Space.Z ? slerp(a, b, t) : lerp(a, b, t));
    }

    private Latent key(List<Latent> keys, int index) {
        int last = keys.size() - 1;
        return keys.get(
                loop ? Math.floorMod(index, keys.size()) : Math.max(0, Math.min(last, index)));
    }

    private static float[] lerp(float[] a, float[] b, double t) {
        return combine(new float[][] {a, b}, 1 - t, t);
    }

    /** Spherical interpolation by the angle between the two (Shoemake 1985). */
    private static float[] slerp(float[] a, float[] b, double t) {
        double cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
        double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
        double sine = Math.sin(angle);
        if (!(sine > 1e-6)) { // parallel, opposite or zero: no arc to follow
            return lerp(a, b, t);
        }
        double weightA = Math.sin((1 - t) * angle) / sine;
        double weightB = Math.sin(t * angle) / sine;
        return combine(new float[][] {a, b}, weightA, weightB);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Weights of the four keys around a segment (Catmull and Rom 1974). */
    private static double[] catmullRom(double t) {
        double t2 = t * t;
        double t3 = t2 * t;
        return new double[] {
            (-t3 + 2 * t2 - t) / 2,
            (3 * t3 - 5 * t2 + 2) / 2,
            (-3 * t3 + 4 * t2 + t) / 2,
            (t3 - t2) / 2
        };
    }

    private static float[] combine(float[][] points, double... weights) {
        float[] sum = new float[points[0].length];
        for (int i = 0; i < sum.length; i++) {
            double value = 0;
            for (int k = 0; k < points.length; k++) {
                value += weights[k] * points[k][i];
            }
            sum[i] = (float) value;
        }
        return sum;
    }
}
