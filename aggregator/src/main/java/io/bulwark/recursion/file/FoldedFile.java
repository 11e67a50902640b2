package io.bulwark.recursion.file;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.riscv.memory.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What stands in front of everything that is folded: the kind's name, then u32s, little-endian: version of the format, version of the proof system, digest of
 * the recursion machine (9, canonical). It says what the file claims to be, so that a wrong one is refused by name; nothing in it is believed.
 */
public final class FoldedFile {
    /** Changes with the files of any kind but {@link ProofKind#SEGMENTS}. */
    public static final int VERSION = 1;
    /** Bytes in front of what the file holds. */
    public static final int HEADER_BYTES = ProofKind.MAGIC_BYTES + Integer.BYTES * (2 + Digest.LENGTH);

    private FoldedFile() {}

    /**
     * A file.
     *
     * @param identities of the circuits that it is of
     * @param content what the file holds
     */
    public static byte[] encode(ProofKind kind, FoldIdentities identities, byte[] content) {
        Digest machine = machine(identities);
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(HEADER_BYTES, content.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind.magic())
                .putInt(VERSION)
                .putInt(SecurityParameters.PROTOCOL_VERSION);
        for (int k = 0; k < Digest.LENGTH; k++) {
            out.putInt(machine.canonical(k));
        }
        return out.put(content).array();
    }

    /**
     * What a file of this kind holds; it is not looked into.
     *
     * @param identities of the circuits that are meant
     * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, PROOF_SYSTEM_VERSION or MACHINE_DIGEST
     */
    public static byte[] content(ProofKind kind, FoldIdentities identities, byte[] file) {
        if (file == null || file.length < HEADER_BYTES) {
            throw new VerificationException(
                    Reason.FILE_TRUNCATED,
                    "at least " + HEADER_BYTES + " bytes",
                    file == null ? "none" : file.length + " bytes");
        }
        if (!kind.begins(file)) {
            throw new VerificationException(
                    Reason.FILE_MAGIC,
                    "the start of a file of kind " + kind,
                    ProofKind.of(file)
                            .map(other -> "that of a file of kind " + other)
                            .orElse("other bytes"));
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(ProofKind.MAGIC_BYTES);
        require(in.getInt(), VERSION, Reason.FILE_VERSION);
        require(in.getInt(), SecurityParameters.PROTOCOL_VERSION, Reason.PROOF_SYSTEM_VERSION);
        Digest machine = machine(identities);
        for (int k = 0; k < Digest.LENGTH; k++) {
            require(in.getInt(), machine.canonical(k), Reason.MACHINE_DIGEST);
        }
        return Arrays.copyOfRange(file, HEADER_BYTES, file.length);
    }

    private static Digest machine(FoldIdentities identities) {
        return Digest.of(identities.system().recursionDigest());
    }

    private static void require(int got, int expected, Reason reason) {
        if (got != expected) {
            throw new VerificationException(reason, Integer.toUnsignedString(expected), Integer.toUnsignedString(got));
        }
    }
}
