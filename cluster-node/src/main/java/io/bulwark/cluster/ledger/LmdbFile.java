package io.bulwark.cluster.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Set;

/**
 * Checks a data file of LMDB's, format 1, before it is mapped into memory: LMDB trusts its pages, and a process that follows a damaged one, or
 * one behind the end of a file that was cut, dies without a word, or finds half of what was written and says nothing. Walks all pages that the last
 * transaction can reach, and holds them to all that LMDB keeps of them twice.
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
    /** More than any disk has, less than a process can map. */
    private static final long GREATEST_MAP = 1L << 44;

    /** So many pages at most are taken and given back within one transaction, and are not in the file. */
    private static final int NEVER_WRITTEN = 1 << 16;

    static final int HEADER = 16;
    static final int META = 0x08;
    static final int OVERFLOW = 0x04;
    /** Keys of the table of free pages are transactions' numbers. */
    private static final int INTEGER_KEYS = 0x08;
    /** The two pages that begin the file. */
    private static final int METAS = 2;

    private final FileChannel file;
    private final int pageBytes;
    private final long last;
    private final BitSet seen = new BitSet();

    /** What one of the first two pages says: the state after a transaction. */
    private record Meta(long transaction, int pageBytes, LmdbDatabase free, LmdbDatabase main, long last) {}

    /**
     * Checks the file, if it is there.
     *
     * @param names of the tables that may be in it
     * @throws DamagedFileException if it is not as LMDB leaves it, or cannot be read
     */
    public static void check(Path path, Set<String> names) throws DamagedFileException {
        if (!Files.exists(path)) {
            return;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (file.size() == 0) {
                // LMDB makes the file first and its first pages then; nothing has been in it yet.
                return;
            }
            Meta even = meta(file, 0);
            Meta odd = meta(file, even.pageBytes());
            requireSuccessive(even, odd);
            boolean evenIsNewest = even.transaction() > odd.transaction();
            Meta newest = evenIsNewest ? even : odd;
            // The state before it is whole, too: it is kept until the next transaction.
            Meta former = evenIsNewest ? odd : even;
            new LmdbFile(file, former).free(former);
            LmdbFile pages = new LmdbFile(file, newest);
            LmdbTree free = pages.free(newest);
            LmdbTree tables = new LmdbTree(pages, LmdbTree.Keys.NAMES);
            tables.check(newest.main());
            require(names.containsAll(tables.names()), "expected tables of %s, found %s", names, tables.names());
            for (long page : free.freePages()) {
                pages.take(page);
            }
        } catch (IOException e) {
            throw new DamagedFileException(path + " cannot be read: " + e.getMessage());
        } catch (IndexOutOfBoundsException e) {
            throw new DamagedFileException("a page of " + path + " points out of itself");
        }
    }

    private LmdbFile(FileChannel file, Meta state) {
        this.file = file;
        this.pageBytes = state.pageBytes();
        this.last = state.last();
        seen.set(0, METAS);
    }

    private static void requireSuccessive(Meta even, Meta odd) throws DamagedFileException {
        boolean begun = even.transaction() != 0 || odd.transaction() != 0;
        boolean apart = Math.abs(even.transaction() - odd.transaction()) == 1;
        require(
                begun ? apart && even.transaction() % 2 == 0 : odd.main().isEmpty(),
                "expected states of two transactions, one after the other, got %d and %d",
                even.transaction(),
                odd.transaction());
    }

    /**
     * The free pages of a state. Each transaction sets free what it has written anew, but the first: there was nothing. Where a disk has failed to write a head, LMDB leaves what
     * a changed bit in the last transaction's number would: that is refused as well.
     */
    private LmdbTree free(Meta state) throws IOException, DamagedFileException {
        LmdbTree free = new LmdbTree(this, LmdbTree.Keys.TRANSACTIONS);
        free.check(state.free());
        require(
                free.greatest() == state.transaction() || (free.greatest() == 0 && state.transaction() <= 1),
                "transaction %d should have set pages free last, and %d has",
                state.transaction(),
                free.greatest());
        return free;
    }

    private static Meta meta(FileChannel file, long offset) throws IOException, DamagedFileException {
        ByteBuffer page = read(file, offset, META_BYTES);
        int free = HEADER + 24;
        int main = free + LmdbDatabase.BYTES;
        int pageBytes = page.getInt(free);
        require(
                kind(page) == META && page.getInt(HEADER) == MAGIC && page.getInt(HEADER + 4) == FORMAT,
                "expected a page of LMDB's at byte %d, got something else",
                offset);
        require(
                pageBytes >= LEAST_PAGE && pageBytes <= GREATEST_PAGE && Integer.bitCount(pageBytes) == 1,
                "expected pages of a power of two bytes, got %d",
                pageBytes);
        long map = page.getLong(HEADER + 16);
        require(map >= 0 && map <= GREATEST_MAP, "expected at most %d bytes of memory, got %d", GREATEST_MAP, map);
        LmdbDatabase pages = LmdbDatabase.of(page, free);
        require(pages.flags() == INTEGER_KEYS, "expected free pages by transaction, got flags %d", pages.flags());
        int rest = main + LmdbDatabase.BYTES;
        long last = page.getLong(rest);
        require(
                last >= METAS - 1 && last < Math.min(file.size() / pageBytes + NEVER_WRITTEN, Integer.MAX_VALUE),
                "expected the last page in use to be one of %d, got %d",
                file.size() / pageBytes,
                last);
        return new Meta(page.getLong(rest + Long.BYTES), pageBytes, pages, LmdbDatabase.of(page, main), last);
    }

    int pageBytes() {
        return pageBytes;
    }

    /** A page of a tree, whole. */
    ByteBuffer page(long number) throws IOException, DamagedFileException {
        return page(number, pageBytes);
    }

    /** The pages that a record of so many bytes has to itself; how many. */
    long large(long number, long bytes) throws IOException, DamagedFileException {
        ByteBuffer head = page(number, HEADER);
        long pages = Integer.toUnsignedLong(head.getInt(12));
        require(
                kind(head) == OVERFLOW && pages * pageBytes >= bytes + HEADER,
                "expected a record of %d bytes at page %d, got something else",
                bytes,
                number);
        for (long next = 1; next < pages; next++) {
            take(number + next);
        }
        return pages;
    }

    /** What such a record is. */
    ByteBuffer content(long number, long bytes) throws IOException, DamagedFileException {
        return read(file, number * pageBytes + HEADER, (int) bytes);
    }

    private ByteBuffer page(long number, int bytes) throws IOException, DamagedFileException {
        take(number);
        ByteBuffer page = read(file, number * pageBytes, bytes);
        require(page.getLong(0) == number, "expected page %d, got page %d", number, page.getLong(0));
        return page;
    }

    /** Nobody else may have it. */
    private void take(long number) throws DamagedFileException {
        require(number >= 0 && number <= last, "page %d is said to be in use; the last one is %d", number, last);
        require(!seen.get((int) number), "page %d is in use for two things", number);
        seen.set((int) number);
    }

    private static ByteBuffer read(FileChannel file, long offset, int bytes) throws IOException, DamagedFileException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
            // A read may give less than it was asked for.
        }
        require(!buffer.hasRemaining(), "the file ends at byte %d, in the middle of a page", file.size());
        return buffer.flip();
    }

    static int kind(ByteBuffer page) {
        return Short.toUnsignedInt(page.getShort(10));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation lives in a library that this module does not depend on
    static void require(boolean so, String what, Object... values) throws DamagedFileException {
        if (!so) {
            throw new DamagedFileException(what.formatted(values));
        }
    }
}
