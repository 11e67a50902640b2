package io.bulwark.riscv;

/** Products of 256-bit numbers modulo a third. Numbers are 8 words, least significant first. */
public final class MulMod256 {
    private static final int WORDS = 8;
    private static final long MASK = 0xffffffffL;

    private MulMod256() {}

    /**
     * result = a b mod m.
     *
     * <p>Source of the division: D. E. Knuth, The Art of Computer Programming 2, section 4.3.1, algorithm D.
     *
     * @return false, with nothing written, if m is 0 or the quotient is 2^256 or more
     */
    static boolean mulMod(int[] result, int[] a, int[] b, int[] m) {
        return divide(result, new int[WORDS], a, b, m);
    }

    /**
     * a b = quotient m + result.
     *
     * @return false, with nothing written, if m is 0 or the quotient is 2^256 or more
     */
    public static boolean divide(int[] result, int[] quotient, int[] a, int[] b, int[] m) {
        int n = WORDS;
        while (n > 0 && m[n - 1] == 0) {
            n--;
        }
        if (n == 0) {
            return false;
        }
        int[] u = product(a, b);
        if (!below(u, m)) {
            return false;
        }
        int shift = Integer.numberOfLeadingZeros(m[n - 1]);
        int[] v = new int[n];
        for (int i = n - 1; i >= 0; i--) {
            v[i] = (int) ((m[i] & MASK) << shift | (i > 0 && shift > 0 ? (m[i - 1] & MASK) >>> (32 - shift) : 0));
        }
        shiftLeft(u, shift);
        for (int j = 2 * WORDS - n; j >= 0; j--) {
            int digit = reduceAt(u, v, j);
            // Digits from 2^256 on are 0, as a b < m 2^256.
            if (j < WORDS) {
                quotient[j] = digit;
            }
        }
        for (int i = 0; i < WORDS; i++) {
            long word = i < n ? (u[i] & MASK) >>> shift : 0;
            long above = i + 1 < n && shift > 0 ? (long) u[i + 1] << (32 - shift) : 0;
            result[i] = (int) (word | above);
        }
        return true;
    }

    /** a b in 17 words, the last of them 0. */
    private static int[] product(int[] a, int[] b) {
        int[] u = new int[2 * WORDS + 1];
        for (int i = 0; i < WORDS; i++) {
            long carry = 0;
            for (int j = 0; j < WORDS; j++) {
                long t = (a[i] & MASK) * (b[j] & MASK) + (u[i + j] & MASK) + carry;
                u[i + j] = (int) t;
                carry = t >>> 32;
            }
            u[i + WORDS] = (int) carry;
        }
        return u;
    }

    /** Whether the upper half of u is below m, that is u < m 2^256. */
    private static boolean below(int[] u, int[] m) {
        for (int i = WORDS - 1; i >= 0; i--) {
            int order = Integer.compareUnsigned(u[WORDS + i], m[i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static void shiftLeft(int[] u, int shift) {
        for (int i = u.length - 1; i >= 0 && shift > 0; i--) {
            u[i] = u[i] << shift | (i > 0 ? u[i - 1] >>> (32 - shift) : 0);
        }
    }

    /** Takes from u[j..j+n] the largest multiple of v that fits (steps D3 to D6), v normalised to its top bit; answers which one. */
    private static int reduceAt(int[] u, int[] v, int j) {
        int n = v.length;
        long top = (long) u[j + n] << 32 | (u[j + n - 1] & MASK);
        long head = v[n - 1] & MASK;
        long q = Long.divideUnsigned(top, head);
        long rest = Long.remainderUnsigned(top, head);
        while (n > 1
                && rest <= MASK
                && (q > MASK || Long.compareUnsigned(q * (v[n - 2] & MASK), rest << 32 | (u[j + n - 2] & MASK)) > 0)) {
            q--;
            rest += head;
        }
        long borrow = 0;
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long p = (q & MASK) * (v[i] & MASK) + carry;
            carry = p >>> 32;
            long t = (u[i + j] & MASK) - (p & MASK) - borrow;
            u[i + j] = (int) t;
            borrow = t >>> 63;
        }
        long t = (u[j + n] & MASK) - carry - borrow;
        u[j + n] = (int) t;
        if (t < 0) {
            addBack(u, v, j);
            q--;
        }
        return (int) q;
    }

    private static void addBack(int[] u, int[] v, int j) {
        long carry = 0;
        for (int i = 0; i < v.length; i++) {
            long t = (u[i + j] & MASK) + (v[i] & MASK) + carry;
            u[i + j] = (int) t;
            carry = t >>> 32;
        }
        u[j + v.length] += (int) carry;
    }
}
