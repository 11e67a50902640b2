package io.bulwark.air;

/**
 * The part of the security parameters that lengths depend on.
 *
 * @param logBlowup b: the code's rate is 2^-b
 * @param queries number of query indices
 * @param logFinal f: log2 of the number of final entries
 * @param capHeight log2 of the digests of a cap, of trees that are as high
 */
public record LayoutParameters(int logBlowup, int queries, int logFinal, int capHeight) {}
