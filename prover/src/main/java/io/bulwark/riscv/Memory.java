package io.bulwark.riscv;

import io.bulwark.riscv.GuestException.Reason;
import java.util.Arrays;

/**
 * Byte-addressed memory of 2^32 bytes, kept in pages that come with their first access.
 *
 * <p>A page is one array: 1024 words, then a stamp for each of its 128 blocks of 8 words. A stamp that is not the current one means that the block has
 * not been touched since the last {@link #cut}; the first touch is told to whoever listens, before any change. Alignment, the forbidden first page and
 * absent pages are all found on the way to a stamp, so the ordinary access makes one comparison.
 */
final class Memory {
    static final int PAGE_BYTES = 4096;
    static final int PAGE_WORDS = PAGE_BYTES / 4;
    static final int BLOCK_WORDS = 8;

    private static final int PAGE_BLOCKS = PAGE_WORDS / BLOCK_WORDS;
    /** Bytes that one page costs on the heap. */
    private static final int PAGE_COST = 4 * (PAGE_WORDS + PAGE_BLOCKS) + 16;
    /** Stands for every page that does not exist; its stamps are never current. */
    private static final int[] ABSENT = new int[PAGE_WORDS + PAGE_BLOCKS];

    /** Hears of the first touch of a block since the last cut. */
    interface TouchListener {
        /**
         * Called before the access.
         *
         * @param block index of 8 words: byte address / 32
         */
        void touched(int block);
    }

    private final int[][] pages = new int[1 << 20][];
    private final TouchListener listener;
    private final long maxPages;
    private long pageCount;
    private int stamp = 1;

    /**
     * Empty memory.
     *
     * @param maxBytes of heap that pages may take
     */
    Memory(long maxBytes, TouchListener listener) {
        this.maxPages = maxBytes / PAGE_COST;
        this.listener = listener;
        Arrays.fill(pages, ABSENT);
    }

    int loadWord(int address) {
        int[] page = pages[address >>> 12];
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp || (address & 3) != 0) {
            page = touch(address, 3);
        }
        return page[address >>> 2 & 1023];
    }

    /** The half-word at an even address, not extended by a sign. */
    int loadHalf(int address) {
        int[] page = pages[address >>> 12];
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp || (address & 1) != 0) {
            page = touch(address, 1);
        }
        return page[address >>> 2 & 1023] >>> ((address & 2) << 3) & 0xffff;
    }

    /** The byte at an address, not extended by a sign. */
    int loadByte(int address) {
        int[] page = pages[address >>> 12];
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp) {
            page = touch(address, 0);
        }
        return page[address >>> 2 & 1023] >>> ((address & 3) << 3) & 0xff;
    }

    void storeWord(int address, int value) {
        int[] page = pages[address >>> 12];
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp || (address & 3) != 0) {
            page = touch(address, 3);
        }
        page[address >>> 2 & 1023] = value;
    }

    void storeHalf(int address, int value) {
        int[] page = pages[address >>> 12];
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp || (address & 1) != 0) {
            page = touch(address, 1);
        }
        int shift = (address & 2) << 3;
        int i = address >>> 2 & 1023;
        page[i] = (page[i] & ~(0xffff << shift)) | (value & 0xffff) << shift;
    }

    void storeByte(int address, int value) {
        int[] page = pages[address >>> 12];
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp) {
            page = touch(address, 0);
        }
        int shift = (address & 3) << 3;
        int i = address >>> 2 & 1023;
        page[i] = (page[i] & ~(0xff << shift)) | (value & 0xff) << shift;
    }

    /** The word of index address / 4, without a touch and without a check. */
    int peek(int wordIndex) {
        return pages[wordIndex >>> 10][wordIndex & 1023];
    }

    /** Sets a byte before the run starts, without a touch. */
    void place(int address, byte value) {
        int[] page = pages[address >>> 12];
        if (isAbsent(page)) {
            page = allocate(address >>> 12);
        }
        int shift = (address & 3) << 3;
        int i = address >>> 2 & 1023;
        page[i] = (page[i] & ~(0xff << shift)) | (value & 0xff) << shift;
    }

    /** Sets a word before the run starts, without a touch. */
    void placeWord(int wordIndex, int value) {
        int[] page = pages[wordIndex >>> 10];
        if (isAbsent(page)) {
            page = allocate(wordIndex >>> 10);
        }
        page[wordIndex & 1023] = value;
    }

    /** Whether a block has been touched since the last cut. */
    boolean isTouched(int block) {
        return pages[block >>> 7][PAGE_WORDS + (block & 127)] == stamp;
    }

    /** From now on every block counts as untouched. */
    void cut() {
        stamp++;
    }

    private int[] touch(int address, int alignment) {
        if ((address & alignment) != 0) {
            throw new Fault(Reason.MISALIGNED_ACCESS, "%d bytes at address 0x%08x".formatted(alignment + 1, address));
        }
        if (address >>> 12 == 0) {
            throw new Fault(Reason.FIRST_PAGE, "access to address 0x%08x, below 0x1000".formatted(address));
        }
        int[] page = pages[address >>> 12];
        if (isAbsent(page)) {
            page = allocate(address >>> 12);
        }
        if (page[PAGE_WORDS + (address >>> 5 & 127)] != stamp) {
            listener.touched(address >>> 5);
            page[PAGE_WORDS + (address >>> 5 & 127)] = stamp;
        }
        return page;
    }

    @SuppressWarnings("ReferenceEquality") // the one array that stands for all absent pages is meant, not its contents
    private static boolean isAbsent(int[] page) {
        return page == ABSENT;
    }

    private int[] allocate(int index) {
        if (pageCount == maxPages) {
            throw new Fault(
                    Reason.MEMORY_LIMIT,
                    "%d pages of %d bytes in use, and one more at 0x%08x"
                            .formatted(pageCount, PAGE_BYTES, index * PAGE_BYTES));
        }
        pageCount++;
        int[] page = new int[PAGE_WORDS + PAGE_BLOCKS];
        pages[index] = page;
        return page;
    }
}
