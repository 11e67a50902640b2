package io.bulwark.recursion.fold;

import io.bulwark.riscv.memory.Digest;

/**
 * "So many whole runs are what their claims say, under this root": what a bundle proves.
 *
 * @param runs how many, 1 to {@link FoldSystem#MAX_BUNDLE}
 * @param root of the tree of their claims; {@link MembershipPath} shows that a claim is in it
 */
public record BundleClaim(int runs, Digest root) {
    /** The claim that the canonical public values of a bundle state. */
    static BundleClaim of(int[] values) {
        return new BundleClaim(values[FoldValues.RUNS], FoldIdentities.digest(values, FoldValues.CLAIMS));
    }
}
