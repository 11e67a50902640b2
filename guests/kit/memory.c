/* Copies by words where both sides are aligned: the C library's own goes byte by byte, and each byte would be a row of a table. */
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    uint8_t *target = to;
    const uint8_t *source = from;
    if ((((uintptr_t)to | (uintptr_t)from) & 3) == 0) {
        for (; bytes >= 16; bytes -= 16, target += 16, source += 16) {
            uint32_t *t = (uint32_t *)target;
            const uint32_t *s = (const uint32_t *)source;
            uint32_t a = s[0], b = s[1], c = s[2], d = s[3];
            t[0] = a;
            t[1] = b;
            t[2] = c;
            t[3] = d;
        }
        for (; bytes >= 4; bytes -= 4, target += 4, source += 4)
            *(uint32_t *)target = *(const uint32_t *)source;
    }
    for (; bytes > 0; bytes--)
        *target++ = *source++;
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    uint8_t *target = to;
    uint32_t word = (uint8_t)value * 0x01010101u;
    for (; bytes > 0 && ((uintptr_t)target & 3) != 0; bytes--)
        *target++ = (uint8_t)value;
    for (; bytes >= 4; bytes -= 4, target += 4)
        *(uint32_t *)target = word;
    for (; bytes > 0; bytes--)
        *target++ = (uint8_t)value;
    return to;
}
