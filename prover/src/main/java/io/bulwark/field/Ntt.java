package io.bulwark.field;

import java.util.Objects;

/**
 * Number-theoretic transforms over F, of every size from 2^0 to 2^24, and of K coefficient by coefficient.
 *
 * <p>Values stand in natural order: entry i is the value at w^i, w the generator of the subgroup that {@link KoalaBear#rootOfUnity} gives. The fast
 * direction takes its coefficients in bit-reversed order and needs no permutation; that is how the stacked commitment reads a table. Thread-safe; the
 * twiddles are computed once and shared. Nothing else is allocated.
 */
public final class Ntt {
    /** Elements whose stages are done together while they stay in the first- and the second-level cache. */
    private static final int LOG_SMALL = 12;

    private static final int LOG_LARGE = 17;

    private static final Butterflies BUTTERFLIES =
            Kernels.best().bits() > Integer.SIZE ? new VectorButterflies() : new ScalarButterflies();

    private Ntt() {}

    /**
     * The low-degree extension of a table read as bit-reversed coefficients.
     *
     * <p>With f(X) = sum_i table[at + bitrev(i)] X^i, i < 2^logSize, out[outAt + j] = f(w^j) for j < 2^(logSize + logBlowup), w of that order.
     *
     * @param out may be {@code table} only if the ranges do not meet
     * @throws IllegalArgumentException unless the extended size is at most 2^24
     */
    public static void encode(int[] table, int at, int logSize, int logBlowup, int[] out, int outAt) {
        int logN = checkSize(logSize, logBlowup);
        Objects.checkFromIndexSize(at, 1 << logSize, table.length);
        Objects.checkFromIndexSize(outAt, 1 << logN, out.length);
        int[] twiddles = Twiddles.upTo(logN);
        int logLarge = Math.clamp(logN, logBlowup, Math.max(LOG_LARGE, logBlowup));
        int logSmall = Math.clamp(logN, logBlowup, Math.max(LOG_SMALL, logBlowup));
        for (int large = 0; large < 1 << logN; large += 1 << logLarge) {
            for (int small = large; small < large + (1 << logLarge); small += 1 << logSmall) {
                BUTTERFLIES.copy(
                        table, at + (small >> logBlowup), 1 << (logSmall - logBlowup), logBlowup, out, outAt + small);
                stages(out, outAt + small, 1 << logSmall, logBlowup, logSmall, twiddles);
            }
            stages(out, outAt + large, 1 << logLarge, logSmall, logLarge, twiddles);
        }
        stages(out, outAt, 1 << logN, logLarge, logN, twiddles);
    }

    /** {@link #encode(int[], int, int, int, int[], int)} of all coefficients of elements of K. */
    public static void encode(
            ExtensionVector table, int at, int logSize, int logBlowup, ExtensionVector out, int outAt) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            encode(table.coefficients(j), at, logSize, logBlowup, out.coefficients(j), outAt);
        }
    }

    /**
     * In place: 2^logSize coefficients in natural order become values in natural order.
     *
     * @throws IllegalArgumentException unless 0 <= logSize <= 24
     */
    public static void forward(int[] a, int at, int logSize) {
        checkSize(logSize, 0);
        Objects.checkFromIndexSize(at, 1 << logSize, a.length);
        reverse(a, at, logSize);
        int[] twiddles = Twiddles.upTo(logSize);
        int logSmall = Math.min(logSize, LOG_SMALL);
        for (int small = 0; small < 1 << logSize; small += 1 << logSmall) {
            stages(a, at + small, 1 << logSmall, 0, logSmall, twiddles);
        }
        stages(a, at, 1 << logSize, logSmall, logSize, twiddles);
    }

    /** {@link #forward(int[], int, int)} of all coefficients of elements of K. */
    public static void forward(ExtensionVector a, int at, int logSize) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            forward(a.coefficients(j), at, logSize);
        }
    }

    /** In place: values in natural order become coefficients in natural order; undoes {@link #forward(int[], int, int)}. */
    public static void inverse(int[] a, int at, int logSize) {
        forward(a, at, logSize);
        int n = 1 << logSize;
        // The transform at w^-1 is the one at w read backwards.
        for (int i = 1, j = n - 1; i < j; i++, j--) {
            swap(a, at + i, at + j);
        }
        Kernels.best().scale(a, at, KoalaBear.inverse(KoalaBear.fromCanonical(n)), a, at, n);
    }

    /** {@link #inverse(int[], int, int)} of all coefficients of elements of K. */
    public static void inverse(ExtensionVector a, int at, int logSize) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            inverse(a.coefficients(j), at, logSize);
        }
    }

    /** The stages of half sizes 2^from to 2^(to - 1), two at a time so that memory is passed half as often. */
    private static void stages(int[] a, int at, int n, int from, int to, int[] twiddles) {
        int log = from;
        if ((to - from) % 2 == 1) {
            BUTTERFLIES.stage(a, at, n, 1 << log, twiddles);
            log++;
        }
        for (; log < to; log += 2) {
            BUTTERFLIES.twoStages(a, at, n, 1 << log, twiddles);
        }
    }

    private static void reverse(int[] a, int at, int logSize) {
        for (int i = 0; i < 1 << logSize; i++) {
            int j = (int) (Integer.toUnsignedLong(Integer.reverse(i)) >>> (Integer.SIZE - logSize));
            if (i < j) {
                swap(a, at + i, at + j);
            }
        }
    }

    private static void swap(int[] a, int i, int j) {
        int x = a[i];
        a[i] = a[j];
        a[j] = x;
    }

    private static int checkSize(int logSize, int logBlowup) {
        if (logSize < 0 || logBlowup < 0 || logSize > KoalaBear.TWO_ADICITY - logBlowup) {
            throw new IllegalArgumentException("expected 2^0 to 2^" + KoalaBear.TWO_ADICITY + " values, got 2^"
                    + logSize + " extended by 2^" + logBlowup);
        }
        return logSize + logBlowup;
    }
}
