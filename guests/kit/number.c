/* Numbers of 256 bits: what the product modulo a number leaves to do. */
#include <string.h>

#include "bulwark.h"

uint32_t bulwark_add256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8])
{
    uint32_t carry = 0;
    for (int i = 0; i < 8; i++) {
        uint32_t sum = a[i] + carry;
        uint32_t over = sum < carry;
        uint32_t word = sum + b[i];
        carry = over | (word < sum);
        result[i] = word;
    }
    return carry;
}

uint32_t bulwark_sub256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8])
{
    uint32_t borrow = 0;
    for (int i = 0; i < 8; i++) {
        uint32_t difference = a[i] - borrow;
        uint32_t under = a[i] < borrow;
        borrow = under | (difference < b[i]);
        result[i] = difference - b[i];
    }
    return borrow;
}

int bulwark_compare256(const uint32_t a[8], const uint32_t b[8])
{
    for (int i = 7; i >= 0; i--)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

int bulwark_is_zero256(const uint32_t a[8])
{
    uint32_t any = 0;
    for (int i = 0; i < 8; i++)
        any |= a[i];
    return any == 0;
}

void bulwark_addmod256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8])
{
    uint32_t sum[8], less[8];
    uint32_t carry = bulwark_add256(sum, a, b);
    uint32_t borrow = bulwark_sub256(less, sum, m);
    /* Below m only if there was no carry and m could not be taken away. */
    memcpy(result, carry >= borrow ? less : sum, sizeof sum);
}

void bulwark_submod256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8])
{
    uint32_t difference[8];
    if (bulwark_sub256(difference, a, b))
        bulwark_add256(difference, difference, m);
    memcpy(result, difference, sizeof difference);
}

void bulwark_powmod256(uint32_t result[8], const uint32_t a[8], const uint32_t e[8], const uint32_t m[8])
{
    uint32_t base[8], power[8] = {1};
    memcpy(base, a, sizeof base);
    int highest = 255;
    while (highest >= 0 && (e[highest >> 5] >> (highest & 31) & 1) == 0)
        highest--;
    /* 1 modulo m: m may be 1. */
    bulwark_mulmod256(power, power, power, m);
    for (int bit = highest; bit >= 0; bit--) {
        bulwark_mulmod256(power, power, power, m);
        if (e[bit >> 5] >> (bit & 31) & 1)
            bulwark_mulmod256(power, power, base, m);
    }
    memcpy(result, power, sizeof power);
}

void bulwark_inversemod256(uint32_t result[8], const uint32_t a[8], const uint32_t p[8])
{
    static const uint32_t two[8] = {2};
    uint32_t exponent[8];
    bulwark_sub256(exponent, p, two);
    bulwark_powmod256(result, a, exponent, p);
}

void bulwark_number_from_bytes(uint32_t result[8], const uint8_t bytes[32])
{
    for (int i = 0; i < 8; i++) {
        const uint8_t *at = bytes + 28 - 4 * i;
        result[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
}

void bulwark_number_to_bytes(uint8_t bytes[32], const uint32_t a[8])
{
    for (int i = 0; i < 8; i++) {
        uint8_t *at = bytes + 28 - 4 * i;
        at[0] = a[i] >> 24;
        at[1] = a[i] >> 16;
        at[2] = a[i] >> 8;
        at[3] = a[i];
    }
}
