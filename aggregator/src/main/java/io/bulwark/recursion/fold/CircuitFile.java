package io.bulwark.recursion.fold;

import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBuilder;
import io.bulwark.recursion.circuit.CircuitException;
import io.bulwark.recursion.circuit.Gate;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A recorded circuit in a file. u32s, little-endian: magic "BWCC", version of the format, public values, wires, hints; number of reasons, of each the length of its name
 * and the name; number of rows, of each the kind of its gate and its fields; at the end the SHA-256 of all that. Files of another version, and damaged ones, are none.
 */
final class CircuitFile {
    /** The bytes "BWCC". */
    private static final int MAGIC = 0x43435742;

    private static final int VERSION = 1;
    private static final int CHECKSUM = 32;
    private static final int MAX_BYTES = 1 << 30;
    private static final Gate[] GATES = Gate.values();

    private CircuitFile() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @throws IOException if it cannot be written
     */
    static void write(Path file, Circuit circuit) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path part = Files.createTempFile(parent, file.getFileName().toString(), ".part");
        try {
            Files.write(part, encode(circuit));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The circuit of a file; empty if there is none that can be read. */
    static Optional<Circuit> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.of(decode(Files.readAllBytes(file)));
        } catch (IOException
                | BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | CircuitException e) {
            return Optional.empty();
        }
    }

    private static byte[] encode(Circuit circuit) {
        int words = 7 + circuit.steps();
        for (Gate gate : GATES) {
            words += circuit.rows(gate) * gate.fields().size();
        }
        int names = circuit.reasons().stream()
                .mapToInt(reason -> Integer.BYTES + reason.name().length())
                .sum();
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(Integer.BYTES * words + names, CHECKSUM))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(VERSION);
        out.putInt(circuit.publicValues()).putInt(circuit.wires()).putInt(circuit.hints());
        out.putInt(circuit.reasons().size());
        for (Reason reason : circuit.reasons()) {
            out.putInt(reason.name().length()).put(reason.name().getBytes(StandardCharsets.US_ASCII));
        }
        out.putInt(circuit.steps());
        int[] next = new int[GATES.length];
        for (int step = 0; step < circuit.steps(); step++) {
            Gate gate = circuit.gate(step);
            int row = next[gate.ordinal()]++;
            out.putInt(gate.ordinal());
            for (int field = 0; field < gate.fields().size(); field++) {
                out.putInt(circuit.field(gate, row, field));
            }
        }
        return out.put(sha256(Arrays.copyOf(out.array(), out.position()))).array();
    }

    private static Circuit decode(byte[] bytes) {
        int end = bytes.length - CHECKSUM;
        if (end < 0 || !Arrays.equals(sha256(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new IllegalArgumentException("expected a file that is whole");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, end).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != MAGIC || in.getInt() != VERSION) {
            throw new IllegalArgumentException("expected a circuit of version " + VERSION);
        }
        CircuitBuilder builder = new CircuitBuilder().publicValues(in.getInt());
        builder.wires(in.getInt() - builder.wires(0) + 1);
        builder.hints(in.getInt());
        for (int n = in.getInt(); n > 0; n--) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            builder.reason(Reason.valueOf(new String(name, StandardCharsets.US_ASCII)));
        }
        for (int n = in.getInt(); n > 0; n--) {
            Gate gate = GATES[in.getInt()];
            int[] fields = new int[gate.fields().size()];
            for (int field = 0; field < fields.length; field++) {
                fields[field] = in.getInt();
            }
            builder.row(gate, fields);
        }
        return builder.build();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
