/*
 * SHA-256 in plain C, without the machine's own call: what a program costs that knows nothing of it, and the work that other provers are compared on.
 * Input: number of bytes (word), a multiple of 4 up to 65536. The bytes are made here, by xorshift32. Output: their digest.
 */
#include "bulwark.h"

enum { LIMIT = 65536 };

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t words[LIMIT / 4];

static uint32_t right(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void compress(uint32_t h[8], const uint8_t *block)
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++, block += 4)
        w[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
    for (int i = 16; i < 64; i++) {
        uint32_t x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (right(x, 7) ^ right(x, 18) ^ x >> 3) + (right(y, 17) ^ right(y, 19) ^ y >> 10);
    }
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    for (int i = 0; i < 64; i++) {
        uint32_t t1 = k + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
        uint32_t t2 = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        k = g; g = f; f = e; e = d + t1;
        d = c; c = b; b = a; a = t1 + t2;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d;
    h[4] += e; h[5] += f; h[6] += g; h[7] += k;
}

static void digest(const uint8_t *bytes, uint32_t length, uint8_t out[32])
{
    uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    uint8_t tail[128];
    uint32_t whole = length & ~63u, rest = length & 63, padded = rest < 56 ? 64 : 128;
    for (uint32_t i = 0; i < whole; i += 64)
        compress(h, bytes + i);
    for (uint32_t i = 0; i < padded; i++)
        tail[i] = i < rest ? bytes[whole + i] : 0;
    tail[rest] = 0x80;
    for (uint32_t i = 0; i < 4; i++)
        tail[padded - 1 - i] = (uint8_t)((length << 3) >> (8 * i));
    for (uint32_t i = 0; i < padded; i += 64)
        compress(h, tail + i);
    for (uint32_t i = 0; i < 32; i++)
        out[i] = (uint8_t)(h[i >> 2] >> (24 - 8 * (i & 3)));
}

int main(void)
{
    uint32_t bytes = bulwark_read_word();
    if (bytes > LIMIT || bytes % 4 != 0)
        return 2;
    uint32_t x = 0x12345678;
    for (uint32_t i = 0; i < bytes / 4; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        words[i] = x * 2654435761u;
    }
    uint8_t out[32];
    digest((const uint8_t *)words, bytes, out);
    bulwark_write(out, sizeof out);
    return 0;
}
