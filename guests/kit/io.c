/* Input in whole words, output with its digest. */
#include <string.h>

#include "bulwark.h"
#include "calls.h"

enum { BUFFER_BYTES = 4096 };

static uint32_t buffer[BUFFER_BYTES / 4];
static size_t buffered, taken;
static int at_end;

static bulwark_sha256 output;
static int output_begun;

static void refill(void)
{
    buffered = taken = 0;
    if (at_end)
        return;
    buffered = bulwark_call(CALL_READ, 0, (uint32_t)buffer, BUFFER_BYTES, 0);
    /* The machine answers less than asked only at the end; so does Linux for a file, which is how it is run there. */
    if ((int32_t)buffered < 0)
        buffered = 0;
    at_end = buffered < BUFFER_BYTES;
}

size_t bulwark_read(void *to, size_t bytes)
{
    uint8_t *target = to;
    size_t done = 0;
    while (done < bytes) {
        if (taken == buffered)
            refill();
        if (buffered == 0)
            break;
        size_t n = buffered - taken < bytes - done ? buffered - taken : bytes - done;
        memcpy(target + done, (const uint8_t *)buffer + taken, n);
        taken += n;
        done += n;
    }
    return done;
}

void bulwark_read_exactly(void *to, size_t bytes)
{
    if (bulwark_read(to, bytes) != bytes) {
        bulwark_log("the input ends too early\n");
        bulwark_exit(2);
    }
}

uint32_t bulwark_read_word(void)
{
    uint32_t word;
    bulwark_read_exactly(&word, sizeof word);
    return word;
}

void bulwark_write(const void *from, size_t bytes)
{
    if (!output_begun) {
        bulwark_sha256_begin(&output);
        output_begun = 1;
    }
    bulwark_sha256_add(&output, from, bytes);
    const uint8_t *at = from;
    while (bytes > 0) {
        uint32_t n = bulwark_call(CALL_WRITE, 1, (uint32_t)at, bytes, 0);
        if ((int32_t)n <= 0)
            bulwark_exit(2);
        at += n;
        bytes -= n;
    }
}

void bulwark_log(const char *text)
{
    bulwark_call(CALL_WRITE, 2, (uint32_t)text, strlen(text), 0);
}

_Noreturn void bulwark_exit(int code)
{
    static uint32_t digest[8];
    if (!output_begun)
        bulwark_sha256_begin(&output);
    bulwark_sha256_end(&output, (uint8_t *)digest);
    bulwark_call(CALL_EXIT, (uint32_t)code, (uint32_t)digest, 0, 0);
    for (;;)
        ;
}
