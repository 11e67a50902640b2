/* System calls, for the library only. */
#ifndef BULWARK_CALLS_H
#define BULWARK_CALLS_H

#include <stdint.h>

enum {
    CALL_READ = 63,
    CALL_WRITE = 64,
    CALL_EXIT = 93,
    CALL_POSEIDON2 = 0x1000,
    CALL_SHA256_COMPRESS = 0x1001,
    CALL_KECCAK_F1600 = 0x1002,
    UNKNOWN_CALL = -38
};

static inline uint32_t bulwark_call(uint32_t number, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    register uint32_t a0 __asm__("a0") = a;
    register uint32_t a1 __asm__("a1") = b;
    register uint32_t a2 __asm__("a2") = c;
    register uint32_t a3 __asm__("a3") = d;
    register uint32_t a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a3), "r"(a7) : "memory");
    return a0;
}

/* Calls a precompile; answers whether the machine knows it. `known` is 0 before the first answer, then 1 or -1. */
static inline int bulwark_precompile(int8_t *known, uint32_t number, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    if (*known < 0)
        return 0;
    *known = bulwark_call(number, a, b, c, d) == (uint32_t)UNKNOWN_CALL ? -1 : 1;
    return *known > 0;
}

#endif
