/*
 * What a guest may do besides computing: read its input, write its output, and call what the machine proves at a lower cost.
 *
 * The same file runs under qemu-riscv32. Where the machine answers that it does not know a call (-38), the library computes in software.
 * Numbers of 256 bits are 8 words, the least significant first.
 */
#ifndef BULWARK_H
#define BULWARK_H

#include <stddef.h>
#include <stdint.h>

/* ---- input and output ---- */

/* Reads the next bytes of the input, as many as there are up to `bytes`; answers how many. */
size_t bulwark_read(void *to, size_t bytes);

/* Reads exactly that many bytes, or exits with code 2. */
void bulwark_read_exactly(void *to, size_t bytes);

/* The next word of the input, least significant byte first; exits with code 2 if there is none. */
uint32_t bulwark_read_word(void);

/* Appends to the output, and to the digest that the proof binds. */
void bulwark_write(const void *from, size_t bytes);

/* Writes to the log, which no proof binds. */
void bulwark_log(const char *text);

/* Ends the program: the proof says this code, and SHA-256 of all output. */
_Noreturn void bulwark_exit(int code);

/* ---- programs that find themselves wrong ---- */

/* What a program that panics exits with, as Rust's do. Such a run can be proved, too: that it came to this. */
enum { BULWARK_PANICKED = 101 };

/* Logs file, line and message, and ends the program. */
#define bulwark_panic(message) bulwark_panic_at(__FILE__, __LINE__, message)

/* Panics unless the condition holds. It is there in every build, as what it guards is what the proof is for. */
#define bulwark_check(condition, message) \
    do { \
        if (__builtin_expect(!(condition), 0)) \
            bulwark_panic(message); \
    } while (0)

_Noreturn void bulwark_panic_at(const char *file, uint32_t line, const char *message);

/* ---- hashing ---- */

typedef struct {
    uint32_t state[8];
    uint32_t block[16];
    uint32_t bytes_low, bytes_high;
} bulwark_sha256;

void bulwark_sha256_begin(bulwark_sha256 *hash);
void bulwark_sha256_add(bulwark_sha256 *hash, const void *from, size_t bytes);
void bulwark_sha256_end(bulwark_sha256 *hash, uint8_t digest[32]);

/* The permutation Keccak-f[1600] on 25 lanes of two words, the low one first. */
void bulwark_keccak_f1600(uint32_t state[50]);

/* Keccak-256 as Ethereum uses it (padding byte 1). */
void bulwark_keccak256(const void *from, size_t bytes, uint8_t digest[32]);

/* ---- arithmetic ---- */

/* result = a b mod m, for m != 0 and a b < m 2^256 (reduced operands always are). The operands may overlap. */
static inline void bulwark_mulmod256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8]);

/* result = a + b modulo 2^256; answers the carry, 0 or 1. Here and below the operands may overlap. */
uint32_t bulwark_add256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8]);

/* result = a - b modulo 2^256; answers the borrow, 0 or 1. */
uint32_t bulwark_sub256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8]);

/* -1, 0 or 1 as a is below, equal to or above b. */
int bulwark_compare256(const uint32_t a[8], const uint32_t b[8]);

/* Whether a = 0. */
int bulwark_is_zero256(const uint32_t a[8]);

/* result = a + b mod m, for a and b below m. */
void bulwark_addmod256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8]);

/* result = a - b mod m, for a and b below m. */
void bulwark_submod256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8]);

/* result = a^e mod m, for a below m. Takes one product for each bit of e, and one more for each that is 1. */
void bulwark_powmod256(uint32_t result[8], const uint32_t a[8], const uint32_t e[8], const uint32_t m[8]);

/* result = 1 / a mod p, for a prime p above 2 and 0 < a < p; 0 for a = 0. */
void bulwark_inversemod256(uint32_t result[8], const uint32_t a[8], const uint32_t p[8]);

/* A number from its 32 bytes, the most significant first, and back. */
void bulwark_number_from_bytes(uint32_t result[8], const uint8_t bytes[32]);
void bulwark_number_to_bytes(uint8_t bytes[32], const uint32_t a[8]);

/* Poseidon2 over p = 2^31 - 2^24 + 1, width 24, on canonical elements. */
void bulwark_poseidon2(uint32_t state[24]);

/* ---- what follows is how, not what ---- */

void bulwark_mulmod256_in_software(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8]);

/* Inline, as programs call it thousands of times and the call itself is one instruction. */
static inline void bulwark_mulmod256(uint32_t result[8], const uint32_t a[8], const uint32_t b[8], const uint32_t m[8])
{
    register uint32_t a0 __asm__("a0") = (uint32_t)result;
    register uint32_t a1 __asm__("a1") = (uint32_t)a;
    register uint32_t a2 __asm__("a2") = (uint32_t)b;
    register uint32_t a3 __asm__("a3") = (uint32_t)m;
    register uint32_t a7 __asm__("a7") = 0x1003;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a3), "r"(a7) : "memory");
    if (__builtin_expect(a0 != 0, 0))
        bulwark_mulmod256_in_software(result, a, b, m);
}

#endif
