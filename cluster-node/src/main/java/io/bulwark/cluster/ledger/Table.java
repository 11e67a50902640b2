package io.bulwark.cluster.ledger;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.KeyRange;
import org.lmdbjava.Txn;

/** One table of a ledger: keys in their bytes' order, each with a sealed record. */
record Table(Path directory, String name, Dbi<byte[]> pages) {
    /** Takes a record; answers whether the next one is wanted, too. */
    @FunctionalInterface
    interface Reader {
        boolean take(byte[] key, byte[] content);
    }

    Optional<byte[]> get(Txn<byte[]> txn, byte[] key) {
        return Optional.ofNullable(pages.get(txn, key)).map(record -> open(key, record));
    }

    void put(Txn<byte[]> txn, byte[] key, byte[] content) {
        pages.put(txn, key, Seal.close(key, content));
    }

    void delete(Txn<byte[]> txn, byte[] key) {
        pages.delete(txn, key);
    }

    /** Reads records from {@code from} on whose keys begin with {@code prefix}. */
    void scan(Txn<byte[]> txn, byte[] prefix, byte[] from, Reader reader) {
        try (CursorIterable<byte[]> records = pages.iterate(txn, KeyRange.atLeast(from))) {
            for (CursorIterable.KeyVal<byte[]> record : records) {
                byte[] key = record.key();
                if (!beginsWith(key, prefix) || !reader.take(key, open(key, record.val()))) {
                    return;
                }
            }
        }
    }

    /** Reads all records. */
    void scan(Txn<byte[]> txn, Reader reader) {
        try (CursorIterable<byte[]> records = pages.iterate(txn)) {
            for (CursorIterable.KeyVal<byte[]> record : records) {
                if (!reader.take(record.key(), open(record.key(), record.val()))) {
                    return;
                }
            }
        }
    }

    /** The last key that begins with {@code prefix} and 4 more bytes, as the number in these; empty if there is none. */
    Optional<Integer> lastNumber(Txn<byte[]> txn, byte[] prefix) {
        byte[] end = numbered(prefix, -1);
        try (CursorIterable<byte[]> records = pages.iterate(txn, KeyRange.atLeastBackward(end))) {
            for (CursorIterable.KeyVal<byte[]> record : records) {
                byte[] key = record.key();
                return beginsWith(key, prefix)
                        ? Optional.of(ByteBuffer.wrap(key, prefix.length, Integer.BYTES)
                                .getInt())
                        : Optional.empty();
            }
            return Optional.empty();
        }
    }

    static byte[] numbered(byte[] prefix, int number) {
        return ByteBuffer.allocate(prefix.length + Integer.BYTES)
                .put(prefix)
                .putInt(number)
                .array();
    }

    private static boolean beginsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private byte[] open(byte[] key, byte[] record) {
        try {
            return Seal.open(key, record);
        } catch (IllegalArgumentException e) {
            throw Faults.damage(directory, "a record of its table " + name + ": " + e.getMessage(), e);
        }
    }
}
