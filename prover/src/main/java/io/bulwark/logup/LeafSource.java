package io.bulwark.logup;

import io.bulwark.field.ExtensionVector;

/**
 * The 2^n fractions of step 3: signed multiplicities over F, fingerprints over K, then 0/1. Only a prefix is there: the fractions given and their padding up to a
 * block's end; what lies behind it is 0/1 and costs neither memory nor time.
 *
 * <p>The denominators, five sixths of the leaves' bytes, are asked for block by block and several times over, and need not be stored. Thread-safe for readers.
 */
public interface LeafSource {
    /** n. */
    int logLeaves();

    /** The numerators of the prefix in Montgomery form; not to be written to. */
    int[] numerators();

    /** Length of the prefix: whole blocks of 2^8, or everything where that is less than a block. */
    default int stored() {
        return numerators().length;
    }

    /** Writes the denominators of the {@code n} leaves from {@code from} on, all of the prefix, to {@code out} from {@code at} on. */
    void denominators(int from, int n, ExtensionVector out, int at);
}
