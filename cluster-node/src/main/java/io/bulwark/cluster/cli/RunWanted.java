package io.bulwark.cluster.cli;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentMachine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user wants a proof of a run to prove.
 *
 * @param elf the program's file
 * @param programId the program's id, instead of its file
 * @param input the input's file
 * @param inputDigest the input's digest, instead of its file
 * @param output the output's file
 * @param outputDigest the output's digest, instead of its file
 * @param exitCode empty for any
 * @param security the set that proofs must have been made with
 */
record RunWanted(
        Optional<Path> elf,
        Optional<ProgramId> programId,
        Optional<Path> input,
        Optional<Digest> inputDigest,
        Optional<Path> output,
        Optional<OutputDigest> outputDigest,
        OptionalInt exitCode,
        int security) {
    /** Whether anything is said of a certain run. */
    boolean saysSomething() {
        return elf.isPresent() || programId.isPresent() || comparesInput() || comparesOutput();
    }

    /** The parameters of segments' proofs of the set. */
    SecurityParameters parameters() {
        return ProveVerb.parameters(security);
    }

    /**
     * The program's id, computed from its file where that was named.
     *
     * @throws UsageException unless exactly one of file and id was named
     */
    ProgramId program() {
        if (elf.isEmpty() == programId.isEmpty()) {
            throw new UsageException("a run's proof is verified against a program: name --elf or --program-id");
        }
        return programId.orElseGet(() -> ProvingKey.of(
                        SegmentMachine.standard(),
                        GuestFiles.program(elf.orElseThrow()),
                        parameters(),
                        ProverOptions.standard())
                .id());
    }

    /** Digest of the input, if anything was said of it. */
    Optional<Digest> wantedInput() {
        return input.map(
                        file -> RunInput.of(GuestFiles.input(Optional.of(file))).digest())
                .or(() -> inputDigest);
    }

    /** Digest of the output, if anything was said of it. */
    Optional<OutputDigest> wantedOutput() {
        return output.map(file -> GuestFiles.digestOf(GuestFiles.bytes(file))).or(() -> outputDigest);
    }

    boolean comparesInput() {
        return input.isPresent() || inputDigest.isPresent();
    }

    boolean comparesOutput() {
        return output.isPresent() || outputDigest.isPresent();
    }
}
