package io.bulwark.riscv.guests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** All accounts of the batch guest in their SHA-256 Merkle tree of a fixed depth: what the guest itself never sees as a whole. */
final class Ledger {
    private static final int ACCOUNT_BYTES = 80;

    /** A leaf: who owns what, and how many transfers it has sent. */
    record Account(Schnorr owner, long balance, long nonce) {
        byte[] bytes() {
            return ByteBuffer.allocate(ACCOUNT_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(owner.x())
                    .put(owner.y())
                    .putLong(balance)
                    .putLong(nonce)
                    .array();
        }
    }

    private final List<Account> accounts;
    /** Level 0 is the leaves. */
    private final List<List<byte[]>> levels = new ArrayList<>();

    /** A tree over a power of two of accounts. */
    Ledger(List<Account> accounts) {
        this.accounts = new ArrayList<>(accounts);
        List<byte[]> level = new ArrayList<>();
        accounts.forEach(account -> level.add(Sha256Digest.of(account.bytes())));
        levels.add(level);
        while (levels.getLast().size() > 1) {
            List<byte[]> below = levels.getLast();
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i < below.size(); i += 2) {
                above.add(Sha256Digest.of(below.get(i), below.get(i + 1)));
            }
            levels.add(above);
        }
    }

    int depth() {
        return levels.size() - 1;
    }

    byte[] root() {
        return levels.getLast().getFirst();
    }

    Account account(int position) {
        return accounts.get(position);
    }

    void set(int position, Account account) {
        accounts.set(position, account);
        levels.getFirst().set(position, Sha256Digest.of(account.bytes()));
        for (int level = 1; level < levels.size(); level++) {
            int node = position >> level;
            List<byte[]> below = levels.get(level - 1);
            levels.get(level).set(node, Sha256Digest.of(below.get(2 * node), below.get(2 * node + 1)));
        }
    }

    /** Siblings from the leaf up, 32 bytes each. */
    byte[] path(int position) {
        ByteBuffer path = ByteBuffer.allocate(32 * depth());
        for (int level = 0; level < depth(); level++) {
            path.put(levels.get(level).get(position >> level ^ 1));
        }
        return path.array();
    }
}
