/* The end of a program that has found itself wrong. */
#include <string.h>

#include "bulwark.h"

static char *put(char *at, char *end, const char *text)
{
    while (*text != 0 && at < end)
        *at++ = *text++;
    return at;
}

static char *put_number(char *at, char *end, uint32_t number)
{
    char digits[10];
    int count = 0;
    do {
        digits[count++] = '0' + number % 10;
        number /= 10;
    } while (number > 0);
    while (count > 0 && at < end)
        *at++ = digits[--count];
    return at;
}

_Noreturn void bulwark_panic_at(const char *file, uint32_t line, const char *message)
{
    /* One write, so that lines of the log stay whole; what is too long is cut. */
    static char text[256];
    char *end = text + sizeof text - 2;
    char *at = put(text, end, "panicked at ");
    at = put(at, end, file);
    at = put(at, end, ":");
    at = put_number(at, end, line);
    at = put(at, end, ": ");
    at = put(at, end, message);
    at[0] = '\n';
    at[1] = 0;
    bulwark_log(text);
    bulwark_exit(BULWARK_PANICKED);
}
