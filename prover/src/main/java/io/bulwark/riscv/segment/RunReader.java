package io.bulwark.riscv.segment;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.proof.Key;
import io.bulwark.riscv.tables.SegmentEnds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads what {@link RunWriter} writes; holds one segment at a time, and believes nothing. The stream stays open. */
public final class RunReader {
    /** Segments of a run: more than 2^32 cycles of the smallest class would make. */
    private static final int MAX_SEGMENTS = 1 << 24;

    private final Words32 in;
    private final RunHeader header;
    private int segments;

    /**
     * Reads the header.
     *
     * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, PROOF_SYSTEM_VERSION, FILE_PARAMETERS or FILE_ENTRY
     * @throws IOException if the stream cannot be read
     */
    public RunReader(InputStream stream) throws IOException {
        in = new Words32(stream);
        header = RunHeader.read(in);
    }

    public RunHeader header() {
        return header;
    }

    /** How many segments have been read. */
    public int segments() {
        return segments;
    }

    /**
     * The next segment; empty at the end. Its length is known before its proof is read.
     *
     * @param lengths knows the length of a proof of each shape
     * @throws VerificationException FILE_TRUNCATED, FILE_ENTRY, SHAPE_INDEX or FILE_END
     * @throws IOException if the stream cannot be read
     */
    public Optional<SegmentProof> next(Key lengths) throws IOException {
        int kind = in.word();
        if (kind == RunWriter.END) {
            end();
            return Optional.empty();
        }
        if (kind != RunWriter.SEGMENT || segments == MAX_SEGMENTS) {
            throw new VerificationException(
                    Reason.FILE_ENTRY,
                    "a segment or the end",
                    Integer.toUnsignedString(kind) + " behind segment " + segments);
        }
        int[] values = new int[SegmentEnds.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.element();
        }
        int shape = in.word();
        int shapes = lengths.machine().shapes().size();
        if (Integer.compareUnsigned(shape, shapes) >= 0) {
            throw new VerificationException(
                    Reason.SHAPE_INDEX, "an index below " + shapes, Integer.toUnsignedString(shape));
        }
        int bytes = Math.toIntExact(Integer.BYTES * lengths.layout(shape).proofElements());
        ByteBuffer proof =
                ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(shape);
        proof.put(in.bytes(bytes - Integer.BYTES));
        segments++;
        return Optional.of(new SegmentProof(values, proof.array()));
    }

    private void end() throws IOException {
        int count = in.word();
        if (count != segments) {
            throw new VerificationException(Reason.FILE_END, segments + " segments", Integer.toUnsignedString(count));
        }
        if (!in.isAtEnd()) {
            throw new VerificationException(Reason.FILE_END, "no byte behind the end", "one more");
        }
    }
}
