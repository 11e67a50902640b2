package io.bulwark.aggregator;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Limits;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file form of a {@link ChainProof}; all numbers little-endian.
 *
 * <p>16 bytes "bulwark chain", filled with zeros; version (4 bytes, now 1); number of links (4); the first checkpoint; then for each link the
 * checkpoint that it ends in, the proof's length (4) and its bytes. A checkpoint is its step (8), the state's length (4) and its bytes. Nothing
 * follows the last link. A link claims that the checkpoint before it leads to the one that it ends in.
 */
public final class ChainFile {
    private static final int VERSION = 1;
    private static final byte[] MAGIC = Arrays.copyOf("bulwark chain".getBytes(StandardCharsets.US_ASCII), 16);

    /** What a chain's file says is not a chain, in words for the user. */
    public static final class FormatException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FormatException(String message) {
            super(message);
        }
    }

    /** One link, as it stands in the file. Nothing about it has been verified. */
    public record Entry(Claim claim, ByteString proof) {}

    /** Gives a fact's proof. */
    @FunctionalInterface
    public interface Proofs {
        byte[] of(Fact fact) throws IOException;
    }

    private ChainFile() {}

    /** Writes the chain; reads one proof at a time. */
    public static void write(ChainProof chain, Proofs proofs, OutputStream out) throws IOException {
        List<Fact> links = chain.links();
        out.write(MAGIC);
        out.write(numbers(8).putInt(VERSION).putInt(links.size()).array());
        write(chain.claim().start(), out);
        for (Fact link : links) {
            write(link.claim().end(), out);
            byte[] proof = proofs.of(link);
            out.write(numbers(4).putInt(proof.length).array());
            out.write(proof);
        }
    }

    private static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
        out.write(numbers(12)
                .putLong(checkpoint.step())
                .putInt(checkpoint.state().size())
                .array());
        checkpoint.state().writeTo(out);
    }

    private static ByteBuffer numbers(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a chain link by link; never holds more than one of them. Every method throws {@link FormatException} for bytes that are no chain,
     * and {@link IOException} only if reading fails.
     */
    public static final class Reader implements Closeable {
        private final DataInputStream in;
        private final long largestProof;
        private final int links;
        private final Checkpoint start;
        private Checkpoint reached;
        private int read;

        /**
         * Opens a chain.
         *
         * @param largestProof no proof of a link may have more bytes
         */
        public Reader(InputStream in, long largestProof) throws IOException {
            this.in = new DataInputStream(in);
            this.largestProof = largestProof;
            if (!Arrays.equals(bytes(MAGIC.length), MAGIC)) {
                throw new FormatException("this is not a Bulwark chain: it does not begin with \"bulwark chain\"");
            }
            int version = number();
            if (version != VERSION) {
                throw new FormatException("expected a chain of version " + VERSION + ", got version "
                        + Integer.toUnsignedString(version));
            }
            links = number();
            if (links < 1 || links > Limits.TASKS) {
                throw new FormatException(
                        "expected a chain of 1 to " + Limits.TASKS + " links, got " + Integer.toUnsignedString(links));
            }
            start = checkpoint();
            reached = start;
        }

        public int links() {
            return links;
        }

        /** The checkpoint before the first link. */
        public Checkpoint start() {
            return start;
        }

        /** The next link, or none behind the last one, where the file must end. */
        public Optional<Entry> next() throws IOException {
            if (read == links) {
                if (in.read() >= 0) {
                    throw new FormatException("expected the end of the chain behind its last link, got more bytes");
                }
                return Optional.empty();
            }
            Checkpoint end = checkpoint();
            if (end.step() <= reached.step()) {
                throw new FormatException(
                        "link " + read + " ends at step " + end.step() + ", not behind step " + reached.step());
            }
            int length = number();
            if (length < 1 || length > largestProof) {
                throw new FormatException("expected a proof of 1 to " + largestProof + " bytes in link " + read
                        + ", got " + Integer.toUnsignedString(length));
            }
            Entry entry = new Entry(new Claim(reached, end), UnsafeByteOperations.unsafeWrap(bytes(length)));
            reached = end;
            read++;
            return Optional.of(entry);
        }

        private Checkpoint checkpoint() throws IOException {
            long step = Long.reverseBytes(ByteBuffer.wrap(bytes(8)).getLong());
            int size = number();
            if (step < 0 || size < 0 || size > Limits.STATE_BYTES) {
                throw new FormatException(
                        "a checkpoint of the chain is out of bounds: step " + step + ", " + size + " bytes");
            }
            return new Checkpoint(step, ByteString.copyFrom(bytes(size)));
        }

        private int number() throws IOException {
            return ByteBuffer.wrap(bytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        }

        private byte[] bytes(int count) throws IOException {
            byte[] bytes = new byte[count];
            try {
                in.readFully(bytes);
            } catch (EOFException e) {
                throw new FormatException("the chain ends within link " + read + " of " + links);
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
