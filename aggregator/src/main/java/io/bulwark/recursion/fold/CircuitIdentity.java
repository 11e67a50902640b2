package io.bulwark.recursion.fold;

import io.bulwark.riscv.memory.Digest;

/**
 * All of a circuit that a verifier needs: whose proofs have which shape, and what is preprocessed.
 *
 * @param shape index in the recursion machine
 * @param root of the commitment to the circuit
 */
public record CircuitIdentity(int shape, Digest root) {}
