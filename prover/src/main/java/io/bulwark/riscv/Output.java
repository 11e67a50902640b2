package io.bulwark.riscv;

import io.bulwark.riscv.GuestException.Reason;
import java.io.ByteArrayOutputStream;

/** What a guest has written to files 1 and 2, up to a limit for both together. */
final class Output {
    private final long maxBytes;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    Output(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes bytes of memory.
     *
     * @param file 1 or 2
     * @param length unsigned
     */
    void write(int file, Memory memory, int address, int length) {
        long bytes = Integer.toUnsignedLong(length);
        if (bytes > maxBytes - output.size() - log.size()) {
            throw new Fault(Reason.OUTPUT_LIMIT, "%d bytes more than %d".formatted(bytes, maxBytes));
        }
        ByteArrayOutputStream stream = file == 1 ? output : log;
        for (int i = 0; i < length; i++) {
            int at = address + i;
            stream.write(memory.peek(at >>> 2) >>> (8 * (at & 3)));
        }
    }

    byte[] bytes(int file) {
        return file == 1 ? output.toByteArray() : log.toByteArray();
    }
}
