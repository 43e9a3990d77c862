package galatea.direction;

/** Arithmetic of vectors. */
final class Vectors {
    private Vectors() {}

    /** Gives the component of largest magnitude, the first of equals, a positive sign, in place. */
    static void turn(double[] vector) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[largest])) {
                largest = i;
            }
        }
        if (vector[largest] < 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = -vector[i];
            }
        }
    }

    /**
     * A vector of length 1.
     *
     * @throws IllegalArgumentException for 0
     */
    static double[] unit(double[] vector) {
        double largest = 0; // lest squares vanish or overflow
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        double sum = 0;
        for (double value : vector) {
            sum += value / largest * (value / largest);
        }
        double length = largest * Math.sqrt(sum);
        if (!(length > 0)) {
            throw new IllegalArgumentException("direction must not be 0 everywhere");
        }
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    /** Rounded to single precision. */
    static float[] floats(double[] vector) {
        float[] floats = new float[vector.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) vector[i];
        }
        return floats;
    }

    /** In double precision. */
    static double[] doubles(float[] vector) {
        double[] doubles = new double[vector.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = vector[i];
        }
        return doubles;
    }

    /** The inner product with row {@code row} of a matrix. */
    static double dot(float[] vector, double[] rows, int row) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += vector[i] * rows[row * vector.length + i];
        }
        return sum;
    }
}
