package io.bulwark.recursion.fold;

import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;

/**
 * "The program, given an input with this digest, exits so after so many cycles": what the proof of a whole run proves.
 *
 * @param program its id
 * @param input see {@link io.bulwark.riscv.memory.InputDigest}
 * @param exitCode what the exit call said
 * @param output what it named as digest of the output
 * @param cycles instructions done, unsigned
 */
public record FinalClaim(ProgramId program, Digest input, int exitCode, OutputDigest output, long cycles) {
    private static final int LIMB_BITS = 16;

    /**
     * The claim that the public values of a finished run state.
     *
     * @param values {@link FoldValues#COUNT} canonical numbers of a proof that has been verified
     */
    static FinalClaim of(int[] values) {
        byte[] output = new byte[4 * OutputDigest.WORDS];
        for (int i = 0; i < output.length; i++) {
            output[i] = (byte) (values[FoldValues.OUTPUT + i / 2] >>> (8 * (i % 2)));
        }
        long cycles = 0;
        for (int i = FoldValues.FINISH_END - 1; i >= FoldValues.CYCLES; i--) {
            cycles = cycles << LIMB_BITS | values[i];
        }
        return new FinalClaim(
                new ProgramId(FoldIdentities.digest(values, FoldValues.PROGRAM)),
                FoldIdentities.digest(values, FoldValues.INPUT),
                values[FoldValues.EXIT_CODE] | values[FoldValues.EXIT_CODE + 1] << LIMB_BITS,
                OutputDigest.of(output),
                cycles);
    }
}
