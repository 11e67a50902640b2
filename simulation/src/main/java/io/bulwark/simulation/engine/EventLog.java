package io.bulwark.simulation.engine;

import io.bulwark.protocol.Sha256;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** All that happens, as a digest: two runs are the same if and only if theirs are. On request it is written out as text, too. */
public final class EventLog {
    private static final int ENTRY_BYTES = 32;

    private final MessageDigest digest = Sha256.start();
    private final ByteBuffer buffer = ByteBuffer.allocate(2048 * ENTRY_BYTES);
    private final Optional<PrintWriter> text;
    private long events;

    public EventLog(Optional<PrintWriter> text) {
        this.text = text;
    }

    /**
     * Something happens.
     *
     * @param at when, in nanoseconds
     * @param from at which node
     * @param to to which node; the same if there is no other
     * @param detail which job, task or the like
     */
    public void note(long at, Enum<?> what, int from, int to, long detail) {
        if (buffer.remaining() < ENTRY_BYTES) {
            absorb();
        }
        buffer.putLong(at)
                .putInt(what.getDeclaringClass().getSimpleName().hashCode())
                .putInt(what.name().hashCode())
                .putInt(from)
                .putInt(to)
                .putLong(detail);
        events++;
        text.ifPresent(t -> t.printf("%.6f %s %d %d %x%n", at / 1e9, what, from, to, detail));
    }

    private void absorb() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    public long events() {
        return events;
    }

    /** The digest of all so far, 32 hexadecimal digits. Ends the log. */
    public String digest() {
        absorb();
        text.ifPresent(PrintWriter::flush);
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }
}
