/*
 * Every function of the kit on numbers of 256 bits. Input, 32 bytes each with the most significant first: m, a, b, e; a and b must be below m. Output, the same
 * way: a + b and a - b modulo 2^256, a + b, a - b, a b, a^e and a^(m - 2) modulo m; then carry, borrow, the comparison of a and b plus 1, and whether a is 0,
 * a word each. Operands that are not below m are a panic.
 */
#include <string.h>

#include "bulwark.h"

enum { NUMBERS = 4 };

static uint32_t number[NUMBERS][8];

static void answer(const uint32_t value[8])
{
    uint8_t bytes[32];
    bulwark_number_to_bytes(bytes, value);
    bulwark_write(bytes, sizeof bytes);
}

int main(void)
{
    for (int i = 0; i < NUMBERS; i++) {
        uint8_t bytes[32];
        bulwark_read_exactly(bytes, sizeof bytes);
        bulwark_number_from_bytes(number[i], bytes);
    }
    uint32_t *m = number[0], *a = number[1], *b = number[2], *e = number[3];
    bulwark_check(bulwark_compare256(a, m) < 0, "a is not below m");
    bulwark_check(bulwark_compare256(b, m) < 0, "b is not below m");
    uint32_t result[8], facts[4];
    facts[0] = bulwark_add256(result, a, b);
    answer(result);
    facts[1] = bulwark_sub256(result, a, b);
    answer(result);
    bulwark_addmod256(result, a, b, m);
    answer(result);
    bulwark_submod256(result, a, b, m);
    answer(result);
    bulwark_mulmod256(result, a, b, m);
    answer(result);
    /* The others over themselves: operands may overlap. */
    memcpy(result, a, sizeof result);
    bulwark_powmod256(result, result, e, m);
    answer(result);
    memcpy(result, a, sizeof result);
    bulwark_inversemod256(result, result, m);
    answer(result);
    facts[2] = (uint32_t)(bulwark_compare256(a, b) + 1);
    facts[3] = bulwark_is_zero256(a);
    bulwark_write(facts, sizeof facts);
    return 0;
}
