package io.bulwark.cluster.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What is around each record on the disk: one byte of version, then 4 bytes of CRC-32C, big-endian, over the version, the record's key and its
 * content, then the content. A changed bit is found, and so is a record under another's key. It is no defence against who can write to the disk.
 */
final class Seal {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Integer.BYTES;

    private Seal() {}

    static byte[] close(byte[] key, byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .put(VERSION)
                .putInt(sum(key, content, 0))
                .put(content)
                .array();
    }

    /** @throws IllegalArgumentException if the record is not as it was written, or was written by a later version */
    static byte[] open(byte[] key, byte[] record) {
        if (record.length < HEAD) {
            throw new IllegalArgumentException(
                    "expected a record of at least " + HEAD + " bytes, got " + record.length);
        }
        ByteBuffer in = ByteBuffer.wrap(record);
        byte version = in.get();
        int written = in.getInt();
        int found = sum(key, record, HEAD);
        if (version != VERSION) {
            throw new IllegalArgumentException("expected a record of version " + VERSION + ", got " + version);
        }
        if (written != found) {
            throw new IllegalArgumentException(
                    "expected a record of checksum %08x, got %08x".formatted(written, found));
        }
        byte[] content = new byte[record.length - HEAD];
        in.get(content);
        return content;
    }

    private static int sum(byte[] key, byte[] bytes, int offset) {
        CRC32C sum = new CRC32C();
        sum.update(VERSION);
        sum.update(key);
        sum.update(bytes, offset, bytes.length - offset);
        return (int) sum.getValue();
    }
}
