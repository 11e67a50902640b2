/* SHA-256 (FIPS 180-4). */
#include <string.h>

#include "bulwark.h"
#include "calls.h"

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static int8_t known;

static uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void compress_in_software(uint32_t state[8], const uint32_t block[16])
{
    uint32_t w[64];
    for (int t = 0; t < 16; t++)
        w[t] = __builtin_bswap32(block[t]);
    for (int t = 16; t < 64; t++) {
        uint32_t a = w[t - 15], b = w[t - 2];
        w[t] = w[t - 16] + w[t - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    uint32_t v[8];
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t++) {
        uint32_t a = v[0], e = v[4];
        uint32_t t1 = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + constants[t] + w[t];
        uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        v[7] = v[6];
        v[6] = v[5];
        v[5] = e;
        v[4] = v[3] + t1;
        v[3] = v[2];
        v[2] = v[1];
        v[1] = a;
        v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
        state[i] += v[i];
}

/* The block is the message's bytes as they stand. */
static void compress(uint32_t state[8], const uint32_t block[16])
{
    if (!bulwark_precompile(&known, CALL_SHA256_COMPRESS, (uint32_t)state, (uint32_t)block, 0, 0))
        compress_in_software(state, block);
}

void bulwark_sha256_begin(bulwark_sha256 *hash)
{
    static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(hash->state, initial, sizeof initial);
    hash->bytes_low = hash->bytes_high = 0;
}

void bulwark_sha256_add(bulwark_sha256 *hash, const void *from, size_t bytes)
{
    const uint8_t *at = from;
    size_t filled = hash->bytes_low & 63;
    hash->bytes_low += bytes;
    hash->bytes_high += hash->bytes_low < bytes;
    while (bytes > 0) {
        if (filled == 0 && bytes >= 64 && ((uint32_t)at & 3) == 0) {
            compress(hash->state, (const uint32_t *)at);
            at += 64;
            bytes -= 64;
            continue;
        }
        size_t n = 64 - filled < bytes ? 64 - filled : bytes;
        memcpy((uint8_t *)hash->block + filled, at, n);
        at += n;
        bytes -= n;
        filled += n;
        if (filled == 64) {
            compress(hash->state, hash->block);
            filled = 0;
        }
    }
}

void bulwark_sha256_end(bulwark_sha256 *hash, uint8_t digest[32])
{
    size_t filled = hash->bytes_low & 63;
    uint8_t *block = (uint8_t *)hash->block;
    block[filled++] = 0x80;
    if (filled > 56) {
        memset(block + filled, 0, 64 - filled);
        compress(hash->state, hash->block);
        filled = 0;
    }
    memset(block + filled, 0, 56 - filled);
    hash->block[14] = __builtin_bswap32(hash->bytes_high << 3 | hash->bytes_low >> 29);
    hash->block[15] = __builtin_bswap32(hash->bytes_low << 3);
    compress(hash->state, hash->block);
    for (int i = 0; i < 8; i++) {
        uint32_t word = __builtin_bswap32(hash->state[i]);
        memcpy(digest + 4 * i, &word, 4);
    }
}
