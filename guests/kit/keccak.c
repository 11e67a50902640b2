/* Keccak-f[1600] (FIPS 202) and Ethereum's Keccak-256. */
#include <string.h>

#include "bulwark.h"
#include "calls.h"

enum { RATE_BYTES = 136 };

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008
};

static const uint8_t rotations[25] = {0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14};

static int8_t known;

static uint64_t rotate(uint64_t x, unsigned n)
{
    return n == 0 ? x : x << n | x >> (64 - n);
}

static void permute_in_software(uint64_t a[25])
{
    uint64_t b[25], c[5];
    for (int round = 0; round < 24; round++) {
        for (int x = 0; x < 5; x++)
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        for (int x = 0; x < 5; x++) {
            uint64_t d = c[(x + 4) % 5] ^ rotate(c[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5)
                a[x + y] ^= d;
        }
        for (int x = 0; x < 5; x++)
            for (int y = 0; y < 5; y++)
                b[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(a[x + 5 * y], rotations[x + 5 * y]);
        for (int y = 0; y < 25; y += 5)
            for (int x = 0; x < 5; x++)
                a[x + y] = b[x + y] ^ (~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y]);
        a[0] ^= round_constants[round];
    }
}

void bulwark_keccak_f1600(uint32_t state[50])
{
    if (bulwark_precompile(&known, CALL_KECCAK_F1600, (uint32_t)state, 0, 0, 0))
        return;
    uint64_t lanes[25];
    memcpy(lanes, state, sizeof lanes);
    permute_in_software(lanes);
    memcpy(state, lanes, sizeof lanes);
}

void bulwark_keccak256(const void *from, size_t bytes, uint8_t digest[32])
{
    uint32_t state[50] = {0};
    uint8_t *sponge = (uint8_t *)state;
    const uint8_t *at = from;
    size_t filled = 0;
    for (size_t i = 0; i < bytes; i++) {
        sponge[filled++] ^= at[i];
        if (filled == RATE_BYTES) {
            bulwark_keccak_f1600(state);
            filled = 0;
        }
    }
    sponge[filled] ^= 1;
    sponge[RATE_BYTES - 1] ^= 0x80;
    bulwark_keccak_f1600(state);
    memcpy(digest, state, 32);
}
