package io.bulwark.field;

import java.util.Arrays;

/** The stages one butterfly at a time. */
final class ScalarButterflies implements Butterflies {
    @Override
    public void copy(int[] table, int at, int n, int logCopies, int[] out, int outAt) {
        int copies = 1 << logCopies;
        for (int i = 0; i < n; i++) {
            Arrays.fill(out, outAt + i * copies, outAt + (i + 1) * copies, table[at + i]);
        }
    }

    @Override
    public void stage(int[] a, int at, int n, int half, int[] twiddles) {
        for (int block = at; block < at + n; block += 2 * half) {
            for (int k = 0; k < half; k++) {
                int even = a[block + k];
                int odd = KoalaBear.mul(a[block + half + k], twiddles[half + k]);
                a[block + k] = KoalaBear.add(even, odd);
                a[block + half + k] = KoalaBear.sub(even, odd);
            }
        }
    }

    @Override
    public void twoStages(int[] a, int at, int n, int half, int[] twiddles) {
        stage(a, at, n, half, twiddles);
        stage(a, at, n, 2 * half, twiddles);
    }
}
