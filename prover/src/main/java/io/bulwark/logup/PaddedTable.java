package io.bulwark.logup;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;

/**
 * A multilinear table of values on the cube whose tail is one constant: a prefix is stored (whole blocks, or all), the rest is {@link #padding()}. Binding the
 * first variable keeps that form, because a constant stays what it is.
 *
 * <p>Positions are handled block by block; one behind the prefix is answered by a block of constants, so that sums need no cases.
 */
final class PaddedTable {
    /** Elements that a sum takes at once; a few blocks of K fit in a first-level cache. */
    static final int LOG_BLOCK = 8;

    static final int BLOCK = 1 << LOG_BLOCK;

    private final ExtensionVector stored;
    private final ExtensionVector paddingBlock;
    private final Extension padding;
    private final int offset;
    private final int size;
    private final int prefix;

    private PaddedTable(ExtensionVector stored, ExtensionVector paddingBlock, int offset, int size, int prefix) {
        this.stored = stored;
        this.paddingBlock = paddingBlock;
        this.padding = paddingBlock.get(0);
        this.offset = offset;
        this.size = size;
        this.prefix = prefix;
    }

    /**
     * The table of {@code size} values that begins at {@code offset} of {@code stored}, as far as it is stored.
     *
     * @param stored all of it, or whole blocks; binding overwrites it
     */
    static PaddedTable of(ExtensionVector stored, int offset, int size, Extension padding) {
        int prefix = Math.clamp((long) stored.length() - offset, 0, size);
        return new PaddedTable(stored, block(size, padding), offset, size, prefix);
    }

    private static ExtensionVector block(int size, Extension value) {
        ExtensionVector block = new ExtensionVector(Math.min(BLOCK, size));
        block.fill(0, block.length(), value);
        return block;
    }

    /** Number of values on the cube, padding included. */
    int size() {
        return size;
    }

    /** Number of stored values. */
    int prefix() {
        return prefix;
    }

    Extension padding() {
        return padding;
    }

    /** The vector that holds the table. */
    ExtensionVector stored() {
        return stored;
    }

    /** The only value, once all variables are bound. */
    Extension value() {
        return prefix > 0 ? stored.get(offset) : padding;
    }

    /** out = this * other for the {@code n} positions from {@code i} on. */
    void product(int i, PaddedTable other, ExtensionVector out, int n, Kernels kernels) {
        kernels.mul(vectorAt(i), indexAt(i), other.vectorAt(i), other.indexAt(i), out, 0, n);
    }

    /** sum = sum + this * other for the {@code n} positions from {@code i} on. */
    void addProduct(int i, PaddedTable other, ExtensionVector sum, int n, SumcheckKernels fused) {
        fused.addProduct(vectorAt(i), indexAt(i), other.vectorAt(i), other.indexAt(i), sum, 0, n);
    }

    /** out = this(1, y) - this(0, y) for the {@code n} values of y from {@code y} on. */
    void slope(int y, ExtensionVector out, int n, Kernels kernels) {
        int hi = y + size / 2;
        kernels.sub(vectorAt(hi), indexAt(hi), vectorAt(y), indexAt(y), out, 0, n);
    }

    /** The table with its first variable bound, its values still to be written by {@link #bindBlock}: it takes this table's place in memory. */
    PaddedTable half() {
        return new PaddedTable(stored, paddingBlock, offset, size / 2, Math.min(prefix, size / 2));
    }

    /** Writes the {@code n} values of the bound table from {@code y} on: this(0, y) + z (this(1, y) - this(0, y)). */
    void bindBlock(int y, int n, Extension z, Kernels kernels) {
        if (y >= prefix) {
            return;
        }
        int hi = y + size / 2;
        if (hi < prefix) {
            kernels.bind(stored, indexAt(y), indexAt(hi), z, stored, indexAt(y), n);
        } else {
            kernels.scale(stored, indexAt(y), Extension.ONE.sub(z), stored, indexAt(y), n);
            kernels.addConstant(stored, indexAt(y), z.mul(padding), stored, indexAt(y), n);
        }
    }

    private ExtensionVector vectorAt(int i) {
        return i < prefix ? stored : paddingBlock;
    }

    private int indexAt(int i) {
        return i < prefix ? offset + i : 0;
    }
}
