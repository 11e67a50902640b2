package io.bulwark.recursion.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of proof files, told apart by their first bytes: a name in ASCII, filled with zeros. */
public enum ProofKind {
    /** A chain of segments' proofs, which {@link io.bulwark.riscv.segment.RunWriter} writes. */
    SEGMENTS("bulwark run"),
    /** One proof of a whole run, with what opens its program and input. */
    ROOT("bulwark root"),
    /** One small proof of a whole run, verified by nothing but the program's id. */
    FINAL("bulwark final"),
    /** One proof of several finished runs, under a Merkle root of their claims. */
    BUNDLE("bulwark bundle"),
    /** A finished run's claim and its path to a bundle's root. */
    MEMBER("bulwark member");

    /** Bytes of each name. */
    public static final int MAGIC_BYTES = 16;

    private final String name;

    ProofKind(String name) {
        this.name = name;
    }

    /** The bytes that its files begin with. */
    public byte[] magic() {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), MAGIC_BYTES);
    }

    /** Whether a file with these first bytes is of this kind. */
    public boolean begins(byte[] file) {
        return file.length >= MAGIC_BYTES && Arrays.equals(file, 0, MAGIC_BYTES, magic(), 0, MAGIC_BYTES);
    }

    /** The kind of a file with these first bytes; none if it is no file of ours. */
    public static Optional<ProofKind> of(byte[] file) {
        return Arrays.stream(values()).filter(kind -> kind.begins(file)).findFirst();
    }
}
