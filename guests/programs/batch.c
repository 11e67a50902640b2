/*
 * A payments rollup: applies a batch of signed transfers to accounts in a SHA-256 Merkle tree, of which it knows only the root.
 *
 * Words are little-endian. Input: depth of the tree (word), number of transfers (word), old root (32 bytes), then for each transfer
 *     from, to (words: positions of leaves), amount, nonce (two words each, the low one first), signature r, s, and the y of r (32 bytes each),
 *     the sender's account, its siblings from the leaf up (depth x 32 bytes),
 *     the receiver's account, its siblings after the sender's account has changed.
 * An account is key x, key y (32 bytes each, most significant first), balance, nonce (two words each); a leaf is its SHA-256, a node the SHA-256 of both
 * children. The message signed is SHA-256("bulwark transfer", from, to, amount, nonce).
 *
 * Output: old root, new root, number of transfers done, number refused (words), and one byte a transfer that says why (enum verdict). A refused transfer
 * changes nothing; the program still exits with 0, as a batch with refused transfers is a batch.
 */
#include <string.h>

#include "bulwark.h"
#include "secp256k1.h"

enum { MAX_DEPTH = 32, MAX_TRANSFERS = 4096 };

enum verdict { DONE, NO_SUCH_POSITION, TO_ITSELF, NOT_A_MEMBER, WRONG_NONCE, TOO_POOR, TOO_RICH, WRONG_SIGNATURE, RECEIVER_NOT_A_MEMBER };

typedef struct {
    schnorr_key key;
    uint64_t balance, nonce;
} account;

typedef struct {
    uint32_t from, to;
    uint64_t amount, nonce;
} order;

typedef struct {
    order order;
    schnorr_signature signature;
    account sender;
    uint8_t sender_path[MAX_DEPTH][32];
    account receiver;
    uint8_t receiver_path[MAX_DEPTH][32];
} transfer;

static uint32_t depth;
static transfer current;
static uint8_t verdicts[MAX_TRANSFERS];

/* The root of the tree that has this account at this position and these siblings. */
static void root_of(uint8_t root[32], const account *leaf, uint32_t position, uint8_t siblings[][32])
{
    bulwark_sha256 hash;
    bulwark_sha256_begin(&hash);
    bulwark_sha256_add(&hash, leaf, sizeof *leaf);
    bulwark_sha256_end(&hash, root);
    for (uint32_t level = 0; level < depth; level++) {
        int right = position >> level & 1;
        bulwark_sha256_begin(&hash);
        bulwark_sha256_add(&hash, right ? siblings[level] : root, 32);
        bulwark_sha256_add(&hash, right ? root : siblings[level], 32);
        bulwark_sha256_end(&hash, root);
    }
}

static int is_member(const uint8_t root[32], const account *leaf, uint32_t position, uint8_t siblings[][32])
{
    uint8_t computed[32];
    root_of(computed, leaf, position, siblings);
    return memcmp(computed, root, 32) == 0;
}

static int is_signed(const transfer *t)
{
    static const char purpose[] = "bulwark transfer";
    uint8_t message[32];
    bulwark_sha256 hash;
    bulwark_sha256_begin(&hash);
    bulwark_sha256_add(&hash, purpose, sizeof purpose - 1);
    bulwark_sha256_add(&hash, &t->order, sizeof t->order);
    bulwark_sha256_end(&hash, message);
    return schnorr_verify(&t->sender.key, message, &t->signature);
}

static int is_position(uint32_t position)
{
    return depth == 32 || position >> depth == 0;
}

/* Applies a transfer to the root, or leaves it as it is and says why. */
static enum verdict apply(transfer *t, uint8_t root[32])
{
    uint8_t between[32];
    if (!is_position(t->order.from) || !is_position(t->order.to))
        return NO_SUCH_POSITION;
    if (t->order.from == t->order.to)
        return TO_ITSELF;
    if (!is_member(root, &t->sender, t->order.from, t->sender_path))
        return NOT_A_MEMBER;
    if (t->order.nonce != t->sender.nonce || t->sender.nonce + 1 == 0)
        return WRONG_NONCE;
    if (t->order.amount > t->sender.balance)
        return TOO_POOR;
    if (t->receiver.balance + t->order.amount < t->order.amount)
        return TOO_RICH;
    if (!is_signed(t))
        return WRONG_SIGNATURE;
    t->sender.balance -= t->order.amount;
    t->sender.nonce++;
    root_of(between, &t->sender, t->order.from, t->sender_path);
    if (!is_member(between, &t->receiver, t->order.to, t->receiver_path))
        return RECEIVER_NOT_A_MEMBER;
    t->receiver.balance += t->order.amount;
    root_of(root, &t->receiver, t->order.to, t->receiver_path);
    return DONE;
}

static void read_transfer(transfer *t)
{
    bulwark_read_exactly(&t->order, sizeof t->order);
    bulwark_read_exactly(&t->signature, sizeof t->signature);
    bulwark_read_exactly(&t->sender, sizeof t->sender);
    bulwark_read_exactly(t->sender_path, 32 * depth);
    bulwark_read_exactly(&t->receiver, sizeof t->receiver);
    bulwark_read_exactly(t->receiver_path, 32 * depth);
}

int main(void)
{
    uint8_t root[32], old_root[32];
    uint32_t counts[2] = {0};
    depth = bulwark_read_word();
    uint32_t transfers = bulwark_read_word();
    if (depth > MAX_DEPTH || transfers > MAX_TRANSFERS) {
        bulwark_log("at most 32 levels and 4096 transfers, please\n");
        return 2;
    }
    bulwark_read_exactly(root, sizeof root);
    memcpy(old_root, root, sizeof root);
    for (uint32_t i = 0; i < transfers; i++) {
        read_transfer(&current);
        verdicts[i] = apply(&current, root);
        counts[verdicts[i] != DONE]++;
    }
    bulwark_write(old_root, sizeof old_root);
    bulwark_write(root, sizeof root);
    bulwark_write(counts, sizeof counts);
    bulwark_write(verdicts, transfers);
    return 0;
}
