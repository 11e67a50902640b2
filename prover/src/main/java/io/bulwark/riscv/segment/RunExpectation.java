package io.bulwark.riscv.segment;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caller wants a run's proof to prove. The input is always compared, since the first state contains it.
 *
 * @param input what the program reads
 * @param exitCode empty for any
 * @param outputDigest empty if it is not compared
 */
public record RunExpectation(RunInput input, OptionalInt exitCode, Optional<OutputDigest> outputDigest) {}
