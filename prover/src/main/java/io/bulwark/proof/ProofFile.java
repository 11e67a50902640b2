package io.bulwark.proof;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A proof in a file: magic "BLWK", format version, version of the proof system, machine digest, then the proof's own bytes. All numbers are u32s,
 * little-endian; the digest's are canonical. The header says what the proof claims to be about, so that a wrong file is refused by name; nothing in
 * it is believed.
 */
public final class ProofFile {
    /** The bytes "BLWK". */
    public static final int MAGIC = 0x4b574c42;

    public static final int FORMAT_VERSION = 1;

    /** Bytes in front of the proof. */
    public static final int HEADER_BYTES = Integer.BYTES * (3 + Backend.DIGEST);

    private ProofFile() {}

    /**
     * A proof with its header.
     *
     * @param machineDigest 9 elements in Montgomery form
     * @param proof the proof's bytes
     */
    public static byte[] encode(int[] machineDigest, byte[] proof) {
        if (machineDigest.length != Backend.DIGEST) {
            throw new IllegalArgumentException(
                    "expected a digest of " + Backend.DIGEST + " elements, got " + machineDigest.length);
        }
        ByteBuffer out =
                ByteBuffer.allocate(Math.addExact(HEADER_BYTES, proof.length)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(FORMAT_VERSION).putInt(SecurityParameters.PROTOCOL_VERSION);
        for (int element : machineDigest) {
            out.putInt(KoalaBear.toCanonical(element));
        }
        return out.put(proof).array();
    }

    /**
     * The proof's bytes of a file about this machine. They are not looked into.
     *
     * @param machineDigest 9 elements in Montgomery form
     * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, PROOF_SYSTEM_VERSION or MACHINE_DIGEST
     */
    public static byte[] decode(byte[] file, int[] machineDigest) {
        if (file == null || file.length < HEADER_BYTES) {
            throw new VerificationException(
                    Reason.FILE_TRUNCATED,
                    "at least " + HEADER_BYTES + " bytes",
                    file == null ? "none" : file.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        require(in.getInt(), MAGIC, Reason.FILE_MAGIC);
        require(in.getInt(), FORMAT_VERSION, Reason.FILE_VERSION);
        require(in.getInt(), SecurityParameters.PROTOCOL_VERSION, Reason.PROOF_SYSTEM_VERSION);
        for (int element : machineDigest) {
            require(in.getInt(), KoalaBear.toCanonical(element), Reason.MACHINE_DIGEST);
        }
        return Arrays.copyOfRange(file, HEADER_BYTES, file.length);
    }

    private static void require(int got, int expected, Reason reason) {
        if (got != expected) {
            throw new VerificationException(reason, Integer.toUnsignedString(expected), Integer.toUnsignedString(got));
        }
    }
}
