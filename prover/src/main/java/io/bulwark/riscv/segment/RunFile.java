package io.bulwark.riscv.segment;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Key;
import io.bulwark.proof.ParameterException;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.tables.SegmentEnds;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file of a run's proof: the segments' proofs, one behind the other. All numbers are u32s, little-endian; digests are canonical numbers.
 *
 * <p>16 bytes "bulwark run", filled with zeros; version of the format (now 1); seven parameters of the proof system, its version first; machine digest (9);
 * program id (9); then for each segment the word 1, its public values, and its proof, which begins with its shape and whose length follows from that; at the
 * end the word 0 and the number of segments. Nothing follows. The header says what the file claims to be, so that a wrong one is refused by name; nothing in
 * it is believed.
 */
public final class RunFile {
    /** Bytes that such a file begins with. */
    public static final int MAGIC_BYTES = 16;

    private static final byte[] MAGIC = Arrays.copyOf("bulwark run".getBytes(StandardCharsets.US_ASCII), MAGIC_BYTES);
    private static final int VERSION = 1;
    private static final int SEGMENT = 1;
    private static final int END = 0;
    private static final int PARAMETERS = 7;
    private static final int HEADER_WORDS = 1 + PARAMETERS + 2 * Digest.LENGTH;
    /** Segments of a run: more than 2^32 cycles of the smallest class would make. */
    private static final int MAX_SEGMENTS = 1 << 24;

    private RunFile() {}

    /** Whether bytes, the first {@link #MAGIC_BYTES} of a file, are those of a run's proof. */
    public static boolean isRun(byte[] start) {
        return start.length >= MAGIC_BYTES && Arrays.equals(start, 0, MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES);
    }

    /**
     * What stands in front of the segments.
     *
     * @param parameters of all proofs
     * @param machine digest of the machine
     * @param program whose run it is
     */
    public record Header(SecurityParameters parameters, Digest machine, ProgramId program) {}

    /** Writes segment by segment. Not safe for several threads. */
    public static final class Writer {
        private final OutputStream out;
        private int segments;

        /** Writes the header. */
        public Writer(OutputStream out, Key key, ProgramId program) throws IOException {
            this.out = out;
            out.write(MAGIC);
            ByteBuffer words = words(HEADER_WORDS).putInt(VERSION);
            for (int element : key.parameters().elements()) {
                words.putInt(element);
            }
            put(Digest.of(key.machineDigest()), words);
            put(program.digest(), words);
            out.write(words.array());
        }

        private static void put(Digest digest, ByteBuffer words) {
            for (int k = 0; k < Digest.LENGTH; k++) {
                words.putInt(digest.canonical(k));
            }
        }

        /** Writes the next segment. */
        public void write(SegmentProof segment) throws IOException {
            ByteBuffer words = words(1 + SegmentEnds.COUNT).putInt(SEGMENT);
            for (int value : segment.values()) {
                words.putInt(value);
            }
            out.write(words.array());
            out.write(segment.proof());
            segments++;
        }

        /** Writes the end. The stream stays open. */
        public void end() throws IOException {
            out.write(words(2).putInt(END).putInt(segments).array());
            out.flush();
        }
    }

    /** Reads segment by segment; holds one at a time. */
    public static final class Reader implements Closeable {
        private final InputStream in;
        private final Header header;
        private int segments;

        /**
         * Reads the header.
         *
         * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, PROOF_SYSTEM_VERSION, FILE_PARAMETERS or FILE_ENTRY
         * @throws IOException if the stream cannot be read
         */
        public Reader(InputStream in) throws IOException {
            this.in = in;
            byte[] magic = in.readNBytes(MAGIC_BYTES);
            if (!isRun(magic)) {
                throw new VerificationException(
                        magic.length < MAGIC_BYTES ? Reason.FILE_TRUNCATED : Reason.FILE_MAGIC,
                        "the start of a run's proof",
                        magic.length + " other bytes");
            }
            ByteBuffer words = read(HEADER_WORDS);
            require(words.getInt(), VERSION, Reason.FILE_VERSION);
            require(words.getInt(), SecurityParameters.PROTOCOL_VERSION, Reason.PROOF_SYSTEM_VERSION);
            header = new Header(parameters(words), digest(words), new ProgramId(digest(words)));
        }

        private static SecurityParameters parameters(ByteBuffer words) {
            int[] p = new int[PARAMETERS - 1];
            for (int i = 0; i < p.length; i++) {
                p[i] = words.getInt();
            }
            try {
                SecurityParameters parameters = new SecurityParameters(p[0], p[1], p[2], p[3], p[4]);
                require(p[5], parameters.elements()[PARAMETERS - 1], Reason.FILE_PARAMETERS);
                return parameters;
            } catch (ParameterException e) {
                throw new VerificationException(Reason.FILE_PARAMETERS, "parameters of a proof", e.getMessage());
            }
        }

        private static Digest digest(ByteBuffer words) {
            int[] elements = new int[Digest.LENGTH];
            for (int k = 0; k < elements.length; k++) {
                elements[k] = KoalaBear.fromCanonical(canonical(words));
            }
            return Digest.of(elements);
        }

        private static int canonical(ByteBuffer words) {
            int number = words.getInt();
            if (!KoalaBear.isCanonical(number)) {
                throw new VerificationException(
                        Reason.FILE_ENTRY, "a number below " + KoalaBear.P, Integer.toUnsignedString(number));
            }
            return number;
        }

        public Header header() {
            return header;
        }

        /**
         * Demands that the file is about this machine, under these parameters, and about this program.
         *
         * @throws VerificationException FILE_PARAMETERS, MACHINE_DIGEST or FILE_PROGRAM
         */
        public void expect(Key expected, ProgramId program) {
            demand(header.parameters().equals(expected.parameters()), Reason.FILE_PARAMETERS, expected.parameters(), header.parameters());
            Digest machine = Digest.of(expected.machineDigest());
            demand(header.machine().equals(machine), Reason.MACHINE_DIGEST, machine, header.machine());
            demand(header.program().equals(program), Reason.FILE_PROGRAM, program, header.program());
        }

        private static void demand(boolean holds, Reason reason, Object wanted, Object got) {
            if (!holds) {
                throw new VerificationException(reason, wanted, got);
            }
        }

        /**
         * The next segment; empty at the end. Its length is known before any of it is read.
         *
         * @param lengths knows the length of a proof of each shape
         * @throws VerificationException FILE_TRUNCATED, FILE_ENTRY, SHAPE_INDEX or FILE_END
         * @throws IOException if the stream cannot be read
         */
        public Optional<SegmentProof> next(Key lengths) throws IOException {
            int kind = read(1).getInt();
            if (kind == END) {
                end();
                return Optional.empty();
            }
            if (kind != SEGMENT || segments == MAX_SEGMENTS) {
                throw new VerificationException(
                        Reason.FILE_ENTRY, "a segment or the end", kind + " behind segment " + segments);
            }
            ByteBuffer words = read(SegmentEnds.COUNT + 1);
            int[] values = new int[SegmentEnds.COUNT];
            for (int i = 0; i < values.length; i++) {
                values[i] = canonical(words);
            }
            int shape = words.getInt();
            int shapes = lengths.machine().shapes().size();
            if (Integer.compareUnsigned(shape, shapes) >= 0) {
                throw new VerificationException(
                        Reason.SHAPE_INDEX, "an index below " + shapes, Integer.toUnsignedString(shape));
            }
            byte[] proof = new byte[Math.toIntExact(Integer.BYTES * lengths.layout(shape).proofElements())];
            ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN).putInt(shape);
            if (in.readNBytes(proof, Integer.BYTES, proof.length - Integer.BYTES) < proof.length - Integer.BYTES) {
                throw truncated();
            }
            segments++;
            return Optional.of(new SegmentProof(values, proof));
        }

        private void end() throws IOException {
            require(read(1).getInt(), segments, Reason.FILE_END);
            if (in.read() >= 0) {
                throw new VerificationException(Reason.FILE_END, "no byte behind the end", "one more");
            }
        }

        private ByteBuffer read(int count) throws IOException {
            byte[] bytes = in.readNBytes(Integer.BYTES * count);
            if (bytes.length < Integer.BYTES * count) {
                throw truncated();
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        private VerificationException truncated() {
            return new VerificationException(
                    Reason.FILE_TRUNCATED, "more bytes", "the end of the file behind segment " + segments);
        }

        private static void require(int got, int expected, Reason reason) {
            if (got != expected) {
                throw new VerificationException(
                        reason, Integer.toUnsignedString(expected), Integer.toUnsignedString(got));
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static ByteBuffer words(int count) {
        return ByteBuffer.allocate(Integer.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
