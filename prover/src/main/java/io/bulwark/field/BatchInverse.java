package io.bulwark.field;

/**
 * Inverses of many elements by one inversion and three products each (P. L. Montgomery, "Speeding the Pollard and elliptic curve methods of
 * factorization", 1987, section 10.3.1), done in blocks: block after block is multiplied into running products, as wide as a block, which are then
 * inverted in the same way. So all products are kernels over arrays, and none waits for the one before it.
 */
final class BatchInverse {
    /** Below so many elements the running products are as much work as the elements. */
    private static final int SMALL = 64;

    private static final int MAX_BLOCK = 512;

    private BatchInverse() {}

    static void invert(Kernels kernels, int[] a, int aAt, int[] out, int outAt, int n) {
        if (n <= SMALL) {
            Kernels.scalar().invert(a, aAt, out, outAt, n);
            return;
        }
        int block = blockOf(n);
        int[] running = new int[block];
        System.arraycopy(a, aAt, running, 0, block);
        for (int i = block; i < n; i += block) {
            int m = Math.min(block, n - i);
            System.arraycopy(running, 0, out, outAt + i, m);
            kernels.mul(running, 0, a, aAt + i, running, 0, m);
        }
        int[] inverse = new int[block];
        invert(kernels, running, 0, inverse, 0, block);
        for (int i = (n - 1) / block * block; i > 0; i -= block) {
            int m = Math.min(block, n - i);
            kernels.mul(out, outAt + i, inverse, 0, out, outAt + i, m);
            kernels.mul(inverse, 0, a, aAt + i, inverse, 0, m);
        }
        System.arraycopy(inverse, 0, out, outAt, block);
    }

    static void invert(Kernels kernels, ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n) {
        if (n <= SMALL) {
            Kernels.scalar().invert(a, aAt, out, outAt, n);
            return;
        }
        int block = blockOf(n);
        ExtensionVector running = a.copyOfRange(aAt, block);
        for (int i = block; i < n; i += block) {
            int m = Math.min(block, n - i);
            out.copyFrom(running, 0, outAt + i, m);
            kernels.mul(running, 0, a, aAt + i, running, 0, m);
        }
        ExtensionVector inverse = new ExtensionVector(block);
        invert(kernels, running, 0, inverse, 0, block);
        for (int i = (n - 1) / block * block; i > 0; i -= block) {
            int m = Math.min(block, n - i);
            kernels.mul(out, outAt + i, inverse, 0, out, outAt + i, m);
            kernels.mul(inverse, 0, a, aAt + i, inverse, 0, m);
        }
        out.copyFrom(inverse, 0, outAt, block);
    }

    /** A power of two, about an eighth of n. */
    private static int blockOf(int n) {
        return Math.min(MAX_BLOCK, Integer.highestOneBit(n) / 8);
    }
}
