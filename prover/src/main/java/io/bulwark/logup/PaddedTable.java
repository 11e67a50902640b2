package io.bulwark.logup;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;

/**
 * A multilinear table of values on the cube whose tail is one constant: a prefix is stored (whole blocks, or all), the rest is {@link #padding()}. Binding the
 * first variable keeps that form, because a constant stays what it is. The values are in K, or in F until the first variable is bound.
 *
 * <p>Positions are handled block by block; one behind the prefix is answered by a block of constants, so that sums need no cases.
 */
final class PaddedTable {
    /** Elements that a sum takes at once; a few blocks of K fit in a first-level cache. */
    static final int LOG_BLOCK = 8;

    static final int BLOCK = 1 << LOG_BLOCK;

    private final boolean overBase;
    private final int[] baseStored;
    private final int[] basePadding;
    private final ExtensionVector stored;
    private final ExtensionVector paddingBlock;
    private final Extension padding;
    private final int offset;
    private final int size;
    private final int prefix;

    private PaddedTable(
            int[] base, ExtensionVector stored, ExtensionVector paddingBlock, int offset, int size, int prefix) {
        this.overBase = base.length > 0;
        this.baseStored = base;
        this.basePadding = paddingBlock.coefficients(0);
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
        return new PaddedTable(new int[0], stored, block(size, padding), offset, size, prefix);
    }

    /** The table of the first {@code size} values of {@code stored}, over F, padded with zeros; {@code stored} is not written to. */
    static PaddedTable overBase(int[] stored, int size) {
        return new PaddedTable(
                stored, new ExtensionVector(0), block(size, Extension.ZERO), 0, size, Math.min(stored.length, size));
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

    /** The only value, once all variables are bound. */
    Extension value() {
        if (overBase) {
            return Extension.of(baseStored[0]);
        }
        return prefix > 0 ? stored.get(offset) : padding;
    }

    /** out = this * other for the {@code n} positions from {@code i} on; {@code other} is over K. */
    void product(int i, PaddedTable other, ExtensionVector out, int n, Kernels kernels) {
        if (overBase) {
            kernels.mul(other.vectorAt(i), other.indexAt(i), baseAt(i), indexAt(i), out, 0, n);
        } else {
            kernels.mul(vectorAt(i), indexAt(i), other.vectorAt(i), other.indexAt(i), out, 0, n);
        }
    }

    /**
     * out = (this(1, y) - this(0, y)) * (other(1, y) - other(0, y)) for the {@code n} values of y from {@code y} on: the leading coefficient of the product in
     * the first variable.
     *
     * @param scratch n elements
     */
    void differenceProduct(
            int y, PaddedTable other, ExtensionVector scratch, ExtensionVector out, int n, Kernels kernels) {
        other.difference(y, out, n, kernels);
        if (overBase) {
            int[] difference = scratch.coefficients(0);
            baseDifference(y, difference, n, kernels);
            kernels.mul(out, 0, difference, 0, out, 0, n);
        } else {
            difference(y, scratch, n, kernels);
            kernels.mul(out, 0, scratch, 0, out, 0, n);
        }
    }

    /** The table with its first variable bound, its values still to be written by {@link #bindBlock}. Over K it takes this table's place in memory. */
    PaddedTable half() {
        int bound = Math.min(prefix, size / 2);
        return overBase
                ? new PaddedTable(new int[0], new ExtensionVector(bound), paddingBlock, 0, size / 2, bound)
                : new PaddedTable(baseStored, stored, paddingBlock, offset, size / 2, bound);
    }

    /**
     * Writes the {@code n} values of {@code half} from {@code y} on: this(0, y) + z (this(1, y) - this(0, y)).
     *
     * @param scratch n elements
     */
    void bindBlock(int y, int n, Extension z, PaddedTable half, ExtensionVector scratch, Kernels kernels) {
        if (y >= prefix) {
            return;
        }
        if (overBase) {
            int[] difference = scratch.coefficients(0);
            baseDifference(y, difference, n, kernels);
            kernels.scale(difference, 0, z, half.stored, y, n);
            int[] constants = half.stored.coefficients(0);
            kernels.add(constants, y, baseStored, y, constants, y, n);
        } else {
            difference(y, scratch, n, kernels);
            kernels.scale(scratch, 0, z, scratch, 0, n);
            kernels.add(stored, offset + y, scratch, 0, stored, offset + y, n);
        }
    }

    private void difference(int y, ExtensionVector out, int n, Kernels kernels) {
        int hi = y + size / 2;
        kernels.sub(vectorAt(hi), indexAt(hi), vectorAt(y), indexAt(y), out, 0, n);
    }

    private void baseDifference(int y, int[] out, int n, Kernels kernels) {
        int hi = y + size / 2;
        kernels.sub(baseAt(hi), indexAt(hi), baseAt(y), indexAt(y), out, 0, n);
    }

    private ExtensionVector vectorAt(int i) {
        return i < prefix ? stored : paddingBlock;
    }

    private int[] baseAt(int i) {
        return i < prefix ? baseStored : basePadding;
    }

    private int indexAt(int i) {
        return i < prefix ? offset + i : 0;
    }
}
