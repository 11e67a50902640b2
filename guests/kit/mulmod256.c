/* Products of 256-bit numbers modulo a third, where the machine does not know the call. */
#include <string.h>

#include "bulwark.h"

static void multiply(uint32_t product[16], const uint32_t a[8], const uint32_t b[8])
{
    memset(product, 0, 64);
    for (int i = 0; i < 8; i++) {
        uint32_t carry = 0;
        for (int j = 0; j < 8; j++) {
            uint64_t t = (uint64_t)a[i] * b[j] + product[i + j] + carry;
            product[i + j] = (uint32_t)t;
            carry = t >> 32;
        }
        product[i + 8] = carry;
    }
}

/* rest -= m if rest, with its bit 256 in `top`, is not below m. */
static void subtract_if_possible(uint32_t rest[8], uint32_t top, const uint32_t m[8])
{
    uint32_t difference[8], borrow = 0;
    for (int i = 0; i < 8; i++) {
        uint64_t t = (uint64_t)rest[i] - m[i] - borrow;
        difference[i] = (uint32_t)t;
        borrow = (uint32_t)(t >> 63);
    }
    if (top >= borrow)
        memcpy(rest, difference, sizeof difference);
}

/* Bit by bit from the top: slow, short, and only for machines without the precompile. */
static void reduce(uint32_t rest[8], const uint32_t product[16], const uint32_t m[8])
{
    memcpy(rest, product + 8, 32);
    for (int bit = 255; bit >= 0; bit--) {
        uint32_t top = rest[7] >> 31;
        for (int i = 7; i > 0; i--)
            rest[i] = rest[i] << 1 | rest[i - 1] >> 31;
        rest[0] = rest[0] << 1 | (product[bit >> 5] >> (bit & 31) & 1);
        subtract_if_possible(rest, top, m);
    }
}

void bulwark_mulmod256_in_software(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8])
{
    uint32_t product[16], rest[8];
    multiply(product, a, b);
    reduce(rest, product, m);
    memcpy(result, rest, sizeof rest);
}
