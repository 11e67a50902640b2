package io.bulwark.field;

/** Powers of roots of unity, stage by stage: entry h + k is the k-th power of the generator of the subgroup of size 2 h, for k < h = 1, 2, 4, ... */
final class Twiddles {
    private static volatile int[] largest = {0};

    private Twiddles() {}

    /** A table of at least 2^logSize entries, which covers all stages of transforms up to that size. */
    static int[] upTo(int logSize) {
        int[] table = largest;
        return table.length >= 1 << logSize ? table : grow(logSize);
    }

    private static synchronized int[] grow(int logSize) {
        if (largest.length >= 1 << logSize) {
            return largest;
        }
        int[] table = new int[1 << logSize];
        int half = table.length / 2;
        table[half] = KoalaBear.ONE;
        // Powers below 2^i times w^(2^i) are the powers below 2^(i + 1).
        for (int i = 0; i < logSize - 1; i++) {
            int step = KoalaBear.rootOfUnity(logSize - i);
            Kernels.best().scale(table, half, step, table, half + (1 << i), 1 << i);
        }
        for (int h = half / 2; h > 0; h /= 2) {
            for (int k = 0; k < h; k++) {
                table[h + k] = table[2 * h + 2 * k];
            }
        }
        largest = table;
        return table;
    }
}
