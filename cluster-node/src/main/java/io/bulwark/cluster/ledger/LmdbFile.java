package io.bulwark.cluster.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * Checks a data file of LMDB's, format 1, before it is mapped into memory: LMDB trusts its pages, and a process that follows a damaged one, or
 * one behind the end of a file that was cut, dies without a word. Walks all pages that the last transaction can reach.
 *
 * <p>Says nothing about the records' content. Offsets are those of {@code MDB_page}, {@code MDB_meta}, {@code MDB_db} and {@code MDB_node} in
 * LMDB's mdb.c, on a machine of 64 bits that writes low bytes first.
 */
public final class LmdbFile {
    private static final int MAGIC = 0xBEEFC0DE;
    private static final int FORMAT = 1;
    private static final int META_BYTES = 152;
    private static final int LEAST_PAGE = 512;
    private static final int GREATEST_PAGE = 65_536;
    private static final int HEADER = 16;
    private static final int NODE_HEADER = 8;
    private static final int DATABASE_ROOT = 40;
    private static final int DATABASE_BYTES = 48;
    private static final long NO_PAGE = -1;
    private static final int BRANCH = 0x01;
    private static final int LEAF = 0x02;
    private static final int OVERFLOW = 0x04;
    private static final int META = 0x08;
    private static final int KINDS = BRANCH | LEAF | OVERFLOW | META;
    private static final int BIG_DATA = 0x01;
    private static final int DATABASE = 0x02;
    private static final int GREATEST_DEPTH = 32;

    private final FileChannel file;
    private final int pageBytes;
    private final BitSet seen = new BitSet();

    private record Meta(long transaction, int pageBytes, long free, long main) {}

    /**
     * Checks the file, if it is there.
     *
     * @throws DamagedFileException if it is not as LMDB leaves it, or cannot be read
     */
    public static void check(Path path) throws DamagedFileException {
        if (!Files.exists(path)) {
            return;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (file.size() == 0) {
                // LMDB makes the file first and its first pages then; nothing has been in it yet.
                return;
            }
            Meta first = meta(file, 0);
            Meta second = meta(file, first.pageBytes());
            Meta last = first.transaction() > second.transaction() ? first : second;
            LmdbFile walk = new LmdbFile(file, last.pageBytes());
            walk.tree(last.free(), 0);
            walk.tree(last.main(), 0);
        } catch (IOException e) {
            throw new DamagedFileException(path + " cannot be read: " + e.getMessage());
        } catch (IndexOutOfBoundsException e) {
            throw new DamagedFileException("a page of " + path + " points out of itself");
        }
    }

    private LmdbFile(FileChannel file, int pageBytes) {
        this.file = file;
        this.pageBytes = pageBytes;
    }

    private static Meta meta(FileChannel file, long offset) throws IOException, DamagedFileException {
        ByteBuffer page = read(file, offset, META_BYTES);
        int pageBytes = page.getInt(HEADER + 24);
        if ((kind(page) & META) == 0 || page.getInt(HEADER) != MAGIC || page.getInt(HEADER + 4) != FORMAT) {
            throw new DamagedFileException("expected a page of LMDB's at byte " + offset + ", got something else");
        }
        if (pageBytes < LEAST_PAGE || pageBytes > GREATEST_PAGE || Integer.bitCount(pageBytes) != 1) {
            throw new DamagedFileException("expected pages of a power of two bytes, got " + pageBytes);
        }
        int free = HEADER + 24;
        int main = free + DATABASE_BYTES;
        return new Meta(
                page.getLong(main + DATABASE_BYTES + Long.BYTES),
                pageBytes,
                page.getLong(free + DATABASE_ROOT),
                page.getLong(main + DATABASE_ROOT));
    }

    private void tree(long number, int depth) throws IOException, DamagedFileException {
        if (number == NO_PAGE) {
            return;
        }
        ByteBuffer page = page(number, pageBytes);
        int kind = kind(page);
        if ((kind != BRANCH && kind != LEAF) || depth > GREATEST_DEPTH) {
            throw new DamagedFileException("expected a page of a tree at page " + number + ", got kind " + kind);
        }
        int nodes = (Short.toUnsignedInt(page.getShort(12)) - HEADER) / Short.BYTES;
        for (int i = 0; i < nodes; i++) {
            int node = Short.toUnsignedInt(page.getShort(HEADER + i * Short.BYTES));
            if (kind == BRANCH) {
                tree(low(page, node) | (long) Short.toUnsignedInt(page.getShort(node + 4)) << 32, depth + 1);
            } else {
                leaf(page, node, depth);
            }
        }
    }

    private void leaf(ByteBuffer page, int node, int depth) throws IOException, DamagedFileException {
        int flags = Short.toUnsignedInt(page.getShort(node + 4));
        int data = node + NODE_HEADER + Short.toUnsignedInt(page.getShort(node + 6));
        long bytes = low(page, node);
        if ((flags & BIG_DATA) != 0) {
            overflow(page.getLong(data), bytes);
        } else if (data + bytes > pageBytes) {
            throw new DamagedFileException("a record of " + bytes + " bytes does not fit into its page");
        } else if ((flags & DATABASE) != 0) {
            tree(page.getLong(data + DATABASE_ROOT), depth + 1);
        }
    }

    private void overflow(long number, long bytes) throws IOException, DamagedFileException {
        ByteBuffer page = page(number, HEADER);
        long pages = Integer.toUnsignedLong(page.getInt(12));
        if (kind(page) != OVERFLOW || pages * pageBytes < bytes + HEADER) {
            throw new DamagedFileException("expected a large record at page " + number + ", got something else");
        }
        inside(number + pages - 1);
    }

    private ByteBuffer page(long number, int bytes) throws IOException, DamagedFileException {
        inside(number);
        ByteBuffer page = read(file, number * pageBytes, bytes);
        if (page.getLong(0) != number || seen.get((int) number)) {
            throw new DamagedFileException(
                    "expected page " + number + ", got page " + page.getLong(0) + ", or the same one a second time");
        }
        seen.set((int) number);
        return page;
    }

    private void inside(long number) throws IOException, DamagedFileException {
        long pages = file.size() / pageBytes;
        if (number < 0 || number >= Math.min(pages, Integer.MAX_VALUE)) {
            throw new DamagedFileException("the file ends before page " + number + "; it has " + pages);
        }
    }

    private static ByteBuffer read(FileChannel file, long offset, int bytes) throws IOException, DamagedFileException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
            // A read may give less than it was asked for.
        }
        if (buffer.hasRemaining()) {
            throw new DamagedFileException("the file ends at byte " + file.size() + ", in the middle of a page");
        }
        return buffer;
    }

    private static long low(ByteBuffer page, int node) {
        return Integer.toUnsignedLong(page.getInt(node));
    }

    private static int kind(ByteBuffer page) {
        return Short.toUnsignedInt(page.getShort(10)) & KINDS;
    }
}
