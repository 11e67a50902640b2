package io.bulwark.protocol.receipts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.receipts.ReceiptException.Reason;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.ReceiptFileHeadMessage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All receipts of a finished job, with the list of operators by which they were admitted.
 *
 * <p>The file: "bulwark receipts 1" and a line feed; then the head and each fact, each behind its length as 4 bytes, big-endian; then 4 zero bytes. The
 * facts come by stage, and within that in the order of the run.
 *
 * @param consortium the list of operators in force, in its own form; what it is worth the check's caller says
 * @param facts one for each segment, and for each join and the finish where proofs were folded
 */
public record ReceiptFile(JobSpec spec, Outcome outcome, ByteString consortium, List<Fact> facts) {
    /** Bytes of a list of operators. */
    public static final int CONSORTIUM_BYTES = 16 << 20;

    private static final byte[] MAGIC = "bulwark receipts 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = CONSORTIUM_BYTES + Limits.FRAME_BYTES;

    public ReceiptFile {
        facts = facts.stream()
                .sorted((one, two) -> one.task().name().compareTo(two.task().name()))
                .toList();
    }

    /** Writes the file, and leaves the stream open. */
    public void write(OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        out.write(MAGIC);
        message(
                out,
                ReceiptFileHeadMessage.newBuilder()
                        .setSpec(WireForm.write(spec))
                        .setOutcome(RecordForm.write(outcome))
                        .setConsortium(consortium)
                        .build()
                        .toByteArray());
        for (Fact fact : facts) {
            message(out, WireForm.write(fact).toByteArray());
        }
        out.writeInt(0);
        out.flush();
    }

    private static void message(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads the whole file.
     *
     * @throws ReceiptException for {@link Reason#MALFORMED} if it is no such file
     * @throws IOException if the stream cannot be read
     */
    public static ReceiptFile read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        try {
            malformed(
                    Arrays.equals(in.readNBytes(MAGIC.length), MAGIC), "it does not begin with \"bulwark receipts 1\"");
            byte[] first = message(in, HEAD_BYTES);
            ReceiptFileHeadMessage head = ReceiptFileHeadMessage.parseFrom(first);
            List<Fact> facts = new ArrayList<>();
            for (byte[] next = message(in, Limits.FRAME_BYTES); next.length > 0; ) {
                malformed(facts.size() < Limits.FACTS_OF_A_JOB, "more facts than a job can have");
                facts.add(WireForm.read(FactMessage.parseFrom(next)));
                next = message(in, Limits.FRAME_BYTES);
            }
            malformed(in.read() < 0, "something follows behind its end");
            return new ReceiptFile(
                    WireForm.read(head.getSpec()), RecordForm.read(head.getOutcome()), head.getConsortium(), facts);
        } catch (EOFException e) {
            throw new ReceiptException(Reason.MALFORMED, "the receipts cannot be read: they end too early");
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw new ReceiptException(Reason.MALFORMED, "the receipts cannot be read: " + e.getMessage());
        }
    }

    private static byte[] message(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        malformed(length >= 0 && length <= most, "a message of " + length + " bytes where " + most + " are the most");
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void malformed(boolean holds, String what) {
        ReceiptException.require(holds, Reason.MALFORMED, "the receipts cannot be read: " + what);
    }
}
