package io.bulwark.cluster.bench;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.KoalaBear;
import java.util.Random;

/** Elements to compute with; every call of one source gives others, every run the same. */
final class Samples {
    private final Random random = new Random(1);

    /** In Montgomery form. */
    int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).toArray();
    }

    int[][] columns(int count, int n) {
        int[][] columns = new int[count][];
        for (int j = 0; j < count; j++) {
            columns[j] = elements(n);
        }
        return columns;
    }

    ExtensionVector vector(int n) {
        return ExtensionVector.ofCoefficients(columns(Extension.DEGREE, n));
    }

    Extension element() {
        return vector(1).get(0);
    }
}
