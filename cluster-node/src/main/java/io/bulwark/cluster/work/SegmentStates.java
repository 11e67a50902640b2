package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.riscv.segment.MachinePoint;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.tables.SegmentEnds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Segments in the protocol's terms. A checkpoint's state is, little-endian: word pc (4 bytes), memory root (9 canonical u32s), 1 if the run has halted, else 0
 * (1), exit code (4), output digest (32). A proof is the public values (canonical u32s) and the proof's own bytes.
 */
final class SegmentStates {
    private static final int ROOT_WORDS = 9;
    private static final int STATE_BYTES = Integer.BYTES * (2 + ROOT_WORDS) + 1 + Integer.BYTES * OutputDigest.WORDS;

    private SegmentStates() {}

    /** The claim of a segment that starts after so many cycles. */
    static Claim claim(long firstStep, SegmentClaim segment) {
        return new Claim(
                new Checkpoint(firstStep, state(segment.start(), false, 0, OutputDigest.NONE)),
                new Checkpoint(
                        Math.addExact(firstStep, segment.cycles()),
                        state(segment.end(), segment.halted(), segment.exitCode(), segment.digest())));
    }

    static ByteString state(MachinePoint point, boolean halted, int exitCode, OutputDigest digest) {
        ByteBuffer bytes = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(point.pc());
        Arrays.stream(point.root().elements()).map(KoalaBear::toCanonical).forEach(bytes::putInt);
        bytes.put((byte) (halted ? 1 : 0)).putInt(exitCode).put(digest.bytes());
        return ByteString.copyFrom(bytes.array());
    }

    /** Whether and how a run has ended. */
    record Exit(boolean halted, int exitCode, OutputDigest output) {}

    /** What a state that {@link #state} wrote says of the run's end. */
    static Exit exit(ByteString state) {
        ByteBuffer bytes = state.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(Integer.BYTES * (1 + ROOT_WORDS));
        boolean halted = bytes.get() == 1;
        int exitCode = bytes.getInt();
        byte[] output = new byte[Integer.BYTES * OutputDigest.WORDS];
        bytes.get(output);
        return new Exit(halted, exitCode, OutputDigest.of(output));
    }

    static byte[] encode(SegmentProof segment) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * segment.values().length + segment.proof().length)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int value : segment.values()) {
            bytes.putInt(value);
        }
        return bytes.put(segment.proof()).array();
    }

    /** @throws VerificationException if there are fewer bytes than public values take */
    static SegmentProof decode(byte[] bytes) {
        int head = Integer.BYTES * SegmentEnds.COUNT;
        if (bytes.length < head) {
            throw new VerificationException(Reason.FILE_TRUNCATED, "at least " + head + " bytes", bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[SegmentEnds.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getInt();
        }
        return new SegmentProof(values, Arrays.copyOfRange(bytes, head, bytes.length));
    }
}
