package io.bulwark.backend;

import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.List;

/**
 * The arithmetic that the verifier is written against (section 7 of the design). One backend computes; another may record the same calls as the
 * gates of a circuit. So the verifier never looks into an element and never branches on one: which calls it makes, and in which order, follows from
 * machine, parameters and shape alone. Numbers that are plain Java (lengths, heights, offsets, constants in Montgomery form) are the same for every
 * proof of a shape.
 *
 * <p>What works on many queries at once takes lists, one entry a query, so that a computing backend can hash them side by side.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F whose length is fixed by the shape
 * @param <B> a bit
 */
public interface Backend<F, K, V, B> {
    /** Elements of F in a digest. */
    int DIGEST = Poseidon2.DIGEST;

    Ring<F> base();

    Ring<K> extension();

    K scale(K a, F b);

    /**
     * 1 / a; an implementation asserts a * (1 / a) = 1, never more, so that 0 / 0 is not free.
     *
     * @param reason what to say if a is zero
     */
    K inverse(K a, Reason reason);

    /** A sequence of elements that whoever builds the verifier knows, in Montgomery form. */
    V constants(int[] elements);

    V sequence(List<F> elements);

    int length(V sequence);

    V slice(V sequence, int from, int to);

    V concat(List<V> sequences);

    F element(V sequence, int i);

    /** Elements of F taken together to elements of K, coefficient of x^0 first. */
    List<K> regroup(V sequence);

    /** The products sum_j weights[j] row[j] of rows that are as long as {@code weights}, of each row. */
    List<K> weightedSums(List<K> weights, List<V> rows);

    /**
     * One turn of the duplex sponge (section 8): the block overwrites the first lanes, its length is added to lane 15, the state is permuted.
     *
     * @param state 24 elements
     * @param block at most 15 elements
     */
    V turn(V state, V block);

    /** Row hashes (section 2) of rows that all have one length. */
    List<V> rowHashes(List<V> rows);

    /** Node hashes of left and right digests, pair by pair. */
    List<V> nodeHashes(List<V> left, List<V> right);

    /**
     * One step up a Merkle path, for many paths: the node hash of (digest, sibling), or of (sibling, digest) where the side is 1.
     *
     * @param sides of each path, whether the digest stands on the right
     */
    List<V> climb(List<B> sides, List<V> digests, List<V> siblings);

    /**
     * The low bits of the canonical form of an element, lowest first. Any other decomposition (x + p for a small x) must be impossible, not merely
     * unlikely: query indices and work are bits.
     */
    List<B> lowBits(F a, int count);

    /** An element that is 0 or 1 as a bit; {@code reason} is what to say of another one. */
    B bit(F a, Reason reason);

    F select(B bit, F ifZero, F ifOne);

    K selectExtension(B bit, K ifZero, K ifOne);

    /** Entry of a table of 2^bits sequences of one length; the lowest bit of its number comes first. */
    V entry(List<V> table, List<B> number);

    /** Entry of a table of 2^bits elements; the lowest bit of its number comes first. */
    K extensionEntry(List<K> table, List<B> number);

    /**
     * One fold of FRI of the values at x and -x by a challenge, doubled so that nothing is halved: with even = low + high and odd = (low - high) / x, even +
     * z (odd - even).
     *
     * @param pointInverse 1 / x
     */
    default K foldPair(K low, K high, F pointInverse, K z) {
        Ring<K> ring = extension();
        K even = ring.add(low, high);
        K odd = scale(ring.sub(low, high), pointInverse);
        return ring.add(even, ring.mul(z, ring.sub(odd, even)));
    }

    void assertEqual(K expected, K got, Reason reason);

    /** Both sequences have one length. */
    void assertSame(V expected, V got, Reason reason);

    /**
     * That each of many digests is the entry of one table whose number goes with it.
     *
     * @param table 2^bits digests
     * @param numbers of each digest the bits of its entry's number, lowest first
     */
    default void assertEntries(List<V> table, List<List<B>> numbers, List<V> digests, Reason reason) {
        for (int i = 0; i < digests.size(); i++) {
            assertSame(entry(table, numbers.get(i)), digests.get(i), reason);
        }
    }

    /** All these bits are 0. */
    void assertZero(List<B> bits, Reason reason);

    /** That a has an inverse. */
    default void assertNotZero(K a, Reason reason) {
        inverse(a, reason);
    }

    /** The power of a constant in Montgomery form whose exponent has these bits, lowest first. */
    default F power(int constant, List<B> exponent) {
        F result = base().constant(KoalaBear.ONE);
        int square = constant;
        for (B bit : exponent) {
            result = select(bit, result, base().mul(result, base().constant(square)));
            square = KoalaBear.square(square);
        }
        return result;
    }
}
