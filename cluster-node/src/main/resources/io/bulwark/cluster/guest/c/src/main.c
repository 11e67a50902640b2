/*
 * @NAME@: counts the lines and the words of a text. Input: the text. Output: a line that says how many, and one with the text's SHA-256. So who knows that hash
 * learns from a proof what the text is like, without having it. kit/bulwark.h says what else a guest may call.
 */
#include "bulwark.h"

static void write_number(uint32_t number)
{
    char digits[10];
    int at = sizeof digits;
    do {
        digits[--at] = '0' + number % 10;
        number /= 10;
    } while (number > 0);
    bulwark_write(digits + at, sizeof digits - at);
}

static void write_text(const char *text)
{
    size_t length = 0;
    while (text[length] != 0)
        length++;
    bulwark_write(text, length);
}

static void write_hex(const uint8_t *bytes, int count)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < count; i++) {
        char pair[2] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        bulwark_write(pair, 2);
    }
}

int main(void)
{
    static uint8_t part[1024];
    uint32_t lines = 0, words = 0, bytes = 0;
    int in_word = 0;
    bulwark_sha256 hash;
    bulwark_sha256_begin(&hash);
    for (size_t n = bulwark_read(part, sizeof part); n > 0; n = bulwark_read(part, sizeof part)) {
        bulwark_sha256_add(&hash, part, n);
        bytes += n;
        for (size_t i = 0; i < n; i++) {
            int space = part[i] == ' ' || (part[i] >= '\t' && part[i] <= '\r');
            words += !space && !in_word;
            in_word = !space;
            lines += part[i] == '\n';
        }
    }
    /* The log tells who runs it; the exit code, 101, is what a proof would say. */
    bulwark_check(bytes > 0, "there is no text");

    uint8_t digest[32];
    bulwark_sha256_end(&hash, digest);
    write_number(lines);
    write_text(" lines, ");
    write_number(words);
    write_text(" words\n");
    write_hex(digest, sizeof digest);
    write_text("\n");
    return 0;
}
