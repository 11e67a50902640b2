package io.bulwark.verifier;

import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;

/**
 * What an accepted proof proves: the program, run from its initial state on the input, came to its exit call after so many cycles.
 *
 * @param program its id, the one that was expected
 * @param input digest of what it read
 * @param exitCode as a 32-bit pattern
 * @param output digest that the exit call named; by the guests' library the SHA-256 of what the program wrote
 * @param cycles instructions done, unsigned
 */
public record AcceptedRun(ProgramId program, Digest input, int exitCode, OutputDigest output, long cycles) {}
