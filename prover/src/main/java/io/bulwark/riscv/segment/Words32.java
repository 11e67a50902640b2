package io.bulwark.riscv.segment;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stream of u32s, little-endian, which may end too early. */
final class Words32 {
    private final InputStream in;

    Words32(InputStream in) {
        this.in = in;
    }

    /** The bytes of some words. */
    static byte[] encode(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    /**
     * The next bytes.
     *
     * @throws VerificationException FILE_TRUNCATED if there are fewer
     */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new VerificationException(Reason.FILE_TRUNCATED, count + " bytes more", bytes.length);
        }
        return bytes;
    }

    int word() throws IOException {
        return ByteBuffer.wrap(bytes(Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** A word below p, as it stands. */
    int element() throws IOException {
        int number = word();
        if (!KoalaBear.isCanonical(number)) {
            throw new VerificationException(
                    Reason.FILE_ENTRY, "a number below " + KoalaBear.P, Integer.toUnsignedString(number));
        }
        return number;
    }

    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }
}
