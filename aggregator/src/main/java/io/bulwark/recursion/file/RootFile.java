package io.bulwark.recursion.file;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.recursion.fold.FoldVerifier;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunExpectation;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunVerifier;
import io.bulwark.riscv.segment.SegmentClaim;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A whole run as one folded proof, before it is finished: what a run's file begins with, which opens program and input, and the proof. None of it is believed.
 *
 * @param header as in front of the run's segments
 * @param proof of all segments
 */
public record RootFile(RunHeader header, FoldProof proof) {
    /** As the content of a file: the header with its own first bytes, then the proof. */
    public byte[] encode() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            header.write(out);
            out.write(proof.encode());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all that is written", e);
        }
    }

    /**
     * Reads what {@link #encode} writes.
     *
     * @throws VerificationException what {@link RunHeader#read} and {@link FoldProof#decode} throw
     */
    public static RootFile decode(byte[] content, FoldIdentities identities) {
        try (ByteArrayInputStream in = new ByteArrayInputStream(content)) {
            RunHeader header = RunHeader.read(in);
            return new RootFile(header, FoldProof.decode(in.readAllBytes(), identities));
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be read", e);
        }
    }

    /**
     * What the run claims, once its proof is verified and it is known to be a whole run as expected.
     *
     * @param program that the caller means
     * @throws VerificationException if it is refused
     */
    public SegmentClaim verify(FoldVerifier verifier, ProgramKey program, RunExpectation expected) {
        SegmentClaim claim = verifier.verify(proof);
        if (!claim.program().equals(program.id())) {
            throw new VerificationException(Reason.RUN_PROGRAM, program.id(), claim.program());
        }
        RunVerifier run = new RunVerifier(program);
        run.add(claim);
        return run.end(expected);
    }
}
