/*
 * A value at a path of a JSON document whose hash is public. Input: length of the path (word), the path, the document up to the end of the input.
 * A path is names and positions, each closed by a slash: "orders/3/customer/". Output: SHA-256 of the document, SHA-256 of the path, the value as it
 * stands in the document. Exit code 1: no such value; 2: no JSON document. The whole document is read, so malformed parts behind the value are found.
 */
#include <string.h>

#include "bulwark.h"

enum { MAX_DOCUMENT = 1 << 18, MAX_PATH = 256, MAX_DEPTH = 64 };

static char document[MAX_DOCUMENT + 1];
static char path[MAX_PATH + 1];
static const char *at;
static const char *found, *found_end;

static void malformed(void)
{
    bulwark_log("no JSON document\n");
    bulwark_exit(2);
}

static void blanks(void)
{
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        at++;
}

static void expect(char c)
{
    if (*at != c)
        malformed();
    at++;
}

static void word(const char *text)
{
    while (*text)
        expect(*text++);
}

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static void string(void)
{
    expect('"');
    while (*at != '"') {
        if ((uint8_t)*at < 0x20)
            malformed();
        if (*at++ != '\\')
            continue;
        if (*at == 'u') {
            for (int i = 1; i <= 4; i++)
                if (!is_hex(at[i]))
                    malformed();
            at += 5;
        } else if (*at != 0 && strchr("\"\\/bfnrt", *at)) {
            at++;
        } else {
            malformed();
        }
    }
    at++;
}

static void digits(void)
{
    if (*at < '0' || *at > '9')
        malformed();
    while (*at >= '0' && *at <= '9')
        at++;
}

static void number(void)
{
    if (*at == '-')
        at++;
    if (*at == '0')
        at++;
    else
        digits();
    if (*at == '.') {
        at++;
        digits();
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        if (*at == '+' || *at == '-')
            at++;
        digits();
    }
}

static void value(const char *rest, int depth);

/* The rest of a path behind its first step, if that step is these bytes; else 0. */
static const char *behind(const char *rest, const char *name, size_t length)
{
    return rest && strncmp(rest, name, length) == 0 && rest[length] == '/' ? rest + length + 1 : 0;
}

static void object(const char *rest, int depth)
{
    expect('{');
    blanks();
    if (*at == '}') {
        at++;
        return;
    }
    for (;;) {
        blanks();
        const char *name = at + 1;
        string();
        const char *inner = behind(rest, name, at - 1 - name);
        blanks();
        expect(':');
        value(inner, depth);
        if (*at != ',')
            break;
        at++;
    }
    expect('}');
}

static size_t decimal(uint32_t n, char text[10])
{
    char reversed[10];
    size_t length = 0;
    do {
        reversed[length++] = '0' + n % 10;
        n /= 10;
    } while (n > 0);
    for (size_t i = 0; i < length; i++)
        text[i] = reversed[length - 1 - i];
    return length;
}

static void array(const char *rest, int depth)
{
    expect('[');
    blanks();
    if (*at == ']') {
        at++;
        return;
    }
    for (uint32_t position = 0;; position++) {
        char text[10];
        value(behind(rest, text, decimal(position, text)), depth);
        if (*at != ',')
            break;
        at++;
    }
    expect(']');
}

/* `rest` is what of the path is still to go from here: empty means that this is the value, 0 that it is not on the path. */
static void value(const char *rest, int depth)
{
    if (depth == MAX_DEPTH)
        malformed();
    blanks();
    const char *begin = at;
    switch (*at) {
    case '{': object(rest, depth + 1); break;
    case '[': array(rest, depth + 1); break;
    case '"': string(); break;
    case 't': word("true"); break;
    case 'f': word("false"); break;
    case 'n': word("null"); break;
    default: number();
    }
    if (rest && *rest == 0 && !found) {
        found = begin;
        found_end = at;
    }
    blanks();
}

static void write_hash(const char *text, size_t length)
{
    bulwark_sha256 hash;
    uint8_t digest[32];
    bulwark_sha256_begin(&hash);
    bulwark_sha256_add(&hash, text, length);
    bulwark_sha256_end(&hash, digest);
    bulwark_write(digest, sizeof digest);
}

int main(void)
{
    uint32_t path_length = bulwark_read_word();
    if (path_length > MAX_PATH) {
        bulwark_log("a path of at most 256 bytes, please\n");
        return 2;
    }
    bulwark_read_exactly(path, path_length);
    size_t length = bulwark_read(document, MAX_DOCUMENT);
    char more;
    if (bulwark_read(&more, 1) != 0) {
        bulwark_log("a document of at most 2^18 bytes, please\n");
        return 2;
    }
    at = document;
    value(path, 0);
    if (at != document + length)
        malformed();
    write_hash(document, length);
    write_hash(path, path_length);
    if (!found)
        return 1;
    bulwark_write(found, found_end - found);
    return 0;
}
