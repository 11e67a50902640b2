package io.bulwark.riscv.segment;

import io.bulwark.air.MachineException;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ParameterException;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.memory.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in front of the segments of a run's proof. All numbers are u32s, little-endian; elements are canonical.
 *
 * <p>16 bytes "bulwark run", filled with zeros; version of the format (now 1); seven parameters of the proof system, its version first; machine digest (9);
 * the program: id (9), log2 of its table's rows, entry, image root (9), number of commitments to its table, and the cap of each, whose length follows from the
 * parameters; the input: length in bytes, root (9). Nothing in it is believed: parameters and machine are compared, the id is computed anew from what follows
 * it, and the input must give the first state.
 *
 * @param parameters of all proofs
 * @param machine digest of the machine
 * @param id of the program
 * @param start where its runs start
 * @param tables commitments to its table
 * @param input of this run
 */
public record RunHeader(
        SecurityParameters parameters,
        Digest machine,
        ProgramId id,
        ProgramStart start,
        List<Preprocessed> tables,
        RunInput input) {
    /** Bytes that the file of a run begins with. */
    public static final int MAGIC_BYTES = 16;

    private static final byte[] MAGIC = Arrays.copyOf("bulwark run".getBytes(StandardCharsets.US_ASCII), MAGIC_BYTES);
    private static final int VERSION = 1;
    private static final int PARAMETERS = 7;
    private static final int MAX_TABLES = 16;
    private static final int MAX_CAP_HEIGHT = 10;

    /** Copies the commitments. */
    public RunHeader {
        tables = List.copyOf(tables);
    }

    /** The header of a run of a program. */
    public static RunHeader of(ProgramKey program, RunInput input) {
        return new RunHeader(
                program.key().parameters(),
                Digest.of(program.key().machineDigest()),
                program.id(),
                program.start(),
                program.tables(),
                input);
    }

    /** Whether bytes, the first {@link #MAGIC_BYTES} of a file, are those of a run's proof. */
    public static boolean begins(byte[] file) {
        return file.length >= MAGIC_BYTES && Arrays.equals(file, 0, MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES);
    }

    /**
     * The program that the header describes.
     *
     * @throws VerificationException MACHINE_DIGEST or FILE_PROGRAM
     */
    public ProgramKey program(SegmentMachine known) {
        ProgramKey program;
        try {
            program = ProgramKey.of(known, parameters, start, tables);
        } catch (IllegalArgumentException | MachineException e) {
            throw new VerificationException(Reason.FILE_PROGRAM, "a program of this machine", e.getMessage());
        }
        Digest digest = Digest.of(program.key().machineDigest());
        demand(machine.equals(digest), Reason.MACHINE_DIGEST, digest, machine);
        demand(id.equals(program.id()), Reason.FILE_PROGRAM, program.id(), id);
        return program;
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }

    /** Writes the header. */
    public void write(OutputStream out) throws IOException {
        out.write(MAGIC);
        List<Integer> words = new ArrayList<>(List.of(VERSION));
        Arrays.stream(parameters.elements()).forEach(words::add);
        put(machine, words);
        put(id.digest(), words);
        words.addAll(List.of(start.logTable(), start.entry()));
        put(start.image(), words);
        words.add(tables.size());
        tables.forEach(
                table -> Arrays.stream(table.cap()).map(KoalaBear::toCanonical).forEach(words::add));
        words.add(input.length());
        put(input.root(), words);
        out.write(Words32.encode(words.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static void put(Digest digest, List<Integer> words) {
        for (int k = 0; k < Digest.LENGTH; k++) {
            words.add(digest.canonical(k));
        }
    }

    /**
     * Reads a header and nothing behind it.
     *
     * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, PROOF_SYSTEM_VERSION, FILE_PARAMETERS or FILE_ENTRY
     * @throws IOException if the stream cannot be read
     */
    public static RunHeader read(InputStream in) throws IOException {
        return read(new Words32(in));
    }

    static RunHeader read(Words32 in) throws IOException {
        byte[] magic = in.bytes(MAGIC_BYTES);
        demand(begins(magic), Reason.FILE_MAGIC, "the start of a run's proof", "other bytes");
        demand(in.word(), VERSION, Reason.FILE_VERSION);
        demand(in.word(), SecurityParameters.PROTOCOL_VERSION, Reason.PROOF_SYSTEM_VERSION);
        SecurityParameters parameters = parameters(in);
        Digest machine = digest(in);
        ProgramId id = new ProgramId(digest(in));
        ProgramStart start = new ProgramStart(in.element(), in.element(), digest(in));
        int count = in.word();
        demand(count >= 1 && count <= MAX_TABLES, Reason.FILE_ENTRY, "1 to " + MAX_TABLES + " commitments", count);
        List<Preprocessed> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] cap = new int[Digest.LENGTH << parameters.capHeight()];
            for (int j = 0; j < cap.length; j++) {
                cap[j] = KoalaBear.fromCanonical(in.element());
            }
            tables.add(ProgramKey.ofCap(cap));
        }
        int length = in.word();
        demand(length >= 0 && length < Input.LIMIT, Reason.FILE_ENTRY, "an input below 2^30 bytes", length);
        return new RunHeader(parameters, machine, id, start, tables, new RunInput(length, digest(in)));
    }

    private static SecurityParameters parameters(Words32 in) throws IOException {
        int[] p = new int[PARAMETERS - 1];
        for (int i = 0; i < p.length; i++) {
            p[i] = in.word();
        }
        try {
            SecurityParameters parameters = new SecurityParameters(p[0], p[1], p[2], p[3], p[4]);
            demand(p[5], parameters.elements()[PARAMETERS - 1], Reason.FILE_PARAMETERS);
            demand(p[4] <= MAX_CAP_HEIGHT, Reason.FILE_PARAMETERS, "a cap of at most 2^" + MAX_CAP_HEIGHT, p[4]);
            return parameters;
        } catch (ParameterException e) {
            throw new VerificationException(Reason.FILE_PARAMETERS, "parameters of a proof", e.getMessage());
        }
    }

    private static Digest digest(Words32 in) throws IOException {
        int[] elements = new int[Digest.LENGTH];
        for (int k = 0; k < elements.length; k++) {
            elements[k] = KoalaBear.fromCanonical(in.element());
        }
        return Digest.of(elements);
    }

    private static void demand(int got, int expected, Reason reason) {
        demand(got == expected, reason, Integer.toUnsignedString(expected), Integer.toUnsignedString(got));
    }
}
