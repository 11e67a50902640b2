package io.bulwark.cluster.ledger;

import java.nio.ByteBuffer;

/**
 * What LMDB keeps of one tree of pages ({@code MDB_db}).
 *
 * @param flags how its keys are ordered; 0: by their bytes
 * @param depth levels of pages
 * @param branches pages above the leaves
 * @param overflow pages of records that do not fit into a leaf
 * @param root the page that it begins at; {@link #NO_PAGE} if it is empty
 */
record LmdbDatabase(int flags, int depth, long branches, long leaves, long overflow, long entries, long root) {
    static final int BYTES = 48;
    static final long NO_PAGE = -1;

    static LmdbDatabase of(ByteBuffer bytes, int at) {
        return new LmdbDatabase(
                Short.toUnsignedInt(bytes.getShort(at + 4)),
                Short.toUnsignedInt(bytes.getShort(at + 6)),
                bytes.getLong(at + 8),
                bytes.getLong(at + 16),
                bytes.getLong(at + 24),
                bytes.getLong(at + 32),
                bytes.getLong(at + 40));
    }

    boolean isEmpty() {
        return root == NO_PAGE;
    }
}
