package io.bulwark.hash;

import io.bulwark.field.Cores;

/** What a transcript absorbs and samples with. Elements of F in Montgomery form throughout. */
public interface TranscriptHash {
    /** Takes one element; output that was not read yet is discarded. */
    void absorb(int element);

    /** The next element of output, which depends on everything absorbed before. */
    int sample();

    /**
     * The least nonce, an element of F in Montgomery form by its canonical number, after whose absorption the next sample's canonical form ends in
     * {@code bits} zero bits. Changes nothing: absorbing the nonce is the caller's part. Expected cost: 2^bits permutations.
     *
     * @throws IllegalStateException if there is none, which for a sensible number of bits does not happen
     */
    int leastNonce(int bits, Cores cores);
}
