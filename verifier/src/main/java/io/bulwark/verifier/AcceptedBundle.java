package io.bulwark.verifier;

import io.bulwark.riscv.memory.Digest;

/**
 * What an accepted bundle proves: so many runs are what their claims say, under this root.
 *
 * @param runs how many
 * @param root of the Merkle tree over their claims; a membership file leads to it
 */
public record AcceptedBundle(int runs, Digest root) {}
