package io.bulwark.cluster.prover;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Messages one after the other over a pipe, each behind its length. Whoever reads allocates no more than the bound, whatever the other side writes. */
final class WorkerPipe {
    /** Bytes of the largest message: a proof, and what is around it. */
    static final int LARGEST = Limits.PROOF_BYTES + 64 * 1024;

    private WorkerPipe() {}

    /** Writes one message. Safe for several threads that share the stream. */
    static void write(OutputStream out, MessageLite message) throws IOException {
        if (message.getSerializedSize() > LARGEST) {
            throw new IOException(
                    "expected a message of at most " + LARGEST + " bytes, got " + message.getSerializedSize());
        }
        synchronized (out) {
            new DataOutputStream(out).writeInt(message.getSerializedSize());
            message.writeTo(out);
            out.flush();
        }
    }

    /**
     * Reads the next message.
     *
     * @return empty where the pipe ends between two messages
     * @throws MalformedMessageException if a length is out of its bounds, the pipe ends within a message or the bytes are none
     */
    static <T extends MessageLite> Optional<T> read(InputStream in, Parser<T> parser) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        try {
            byte[] rest = new byte[Integer.BYTES - 1];
            DataInputStream data = new DataInputStream(in);
            data.readFully(rest);
            int length = first << 24 | (rest[0] & 0xff) << 16 | (rest[1] & 0xff) << 8 | (rest[2] & 0xff);
            if (length < 0 || length > LARGEST) {
                throw new MalformedMessageException(
                        "expected a message of at most " + LARGEST + " bytes, got " + length);
            }
            byte[] message = in.readNBytes(length);
            if (message.length < length) {
                throw new EOFException();
            }
            return Optional.of(parser.parseFrom(message));
        } catch (EOFException e) {
            throw new MalformedMessageException("the pipe ends within a message");
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("what came over the pipe is no message: " + e.getMessage());
        }
    }
}
