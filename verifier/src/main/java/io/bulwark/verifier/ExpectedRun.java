package io.bulwark.verifier;

import io.bulwark.riscv.Input;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.InputDigest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caller wants a proof to prove: always of which program the run is; of the rest, what is present.
 *
 * @param program its id, as 'bulwark prove' prints it
 * @param input digest of what the program read; empty if it is not compared
 * @param exitCode that the run ended with; empty for any
 * @param output digest that its exit call named; empty if it is not compared
 */
public record ExpectedRun(
        ProgramId program, Optional<Digest> input, OptionalInt exitCode, Optional<OutputDigest> output) {
    /**
     * A run of this program that ended with exit code 0, on any input, with any output.
     *
     * @param programId 72 hexadecimal digits
     * @throws IllegalArgumentException if it is no such text
     */
    public static ExpectedRun of(String programId) {
        return new ExpectedRun(ProgramId.parse(programId), Optional.empty(), OptionalInt.of(0), Optional.empty());
    }

    /**
     * The same run on this input.
     *
     * @throws IllegalArgumentException if there are 2^30 bytes or more
     */
    public ExpectedRun withInput(byte[] bytes) {
        return withInputDigest(InputDigest.of(Input.of(bytes)));
    }

    /** The same run on the input of this digest. */
    public ExpectedRun withInputDigest(Digest digest) {
        return new ExpectedRun(program, Optional.of(digest), exitCode, output);
    }

    /** The same run with this output, as the guests' library names it: by its SHA-256. */
    public ExpectedRun withOutput(byte[] bytes) {
        try {
            return withOutputDigest(
                    OutputDigest.of(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same run with an exit call that named this digest. */
    public ExpectedRun withOutputDigest(OutputDigest digest) {
        return new ExpectedRun(program, input, exitCode, Optional.of(digest));
    }

    /** The same run with this exit code. */
    public ExpectedRun withExitCode(int code) {
        return new ExpectedRun(program, input, OptionalInt.of(code), output);
    }

    /** The same run with any exit code: the caller looks at {@link AcceptedRun#exitCode}. */
    public ExpectedRun withAnyExitCode() {
        return new ExpectedRun(program, input, OptionalInt.empty(), output);
    }
}
