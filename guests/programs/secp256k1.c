/*
 * y^2 = x^3 + 7 over the field of p = 2^256 - 2^32 - 977 elements. Points are Jacobian: (X / Z^2, Y / Z^3), infinity is Z = 0.
 * Products are one call of the machine each, so small multiples are products, too: cheaper than additions.
 */
#include "secp256k1.h"

#include <string.h>

#include "bulwark.h"

typedef uint32_t number[8];

typedef struct {
    number x, y, z;
} point;

enum { WINDOW = 4, MULTIPLES = 1 << WINDOW };

static const number field = {0xfffffc2f, 0xfffffffe, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u};
static const number order = {0xd0364141, 0xbfd25e8c, 0xaf48a03b, 0xbaaedce6, 0xfffffffe, ~0u, ~0u, ~0u};
static const number one = {1}, two = {2}, three = {3}, four = {4}, seven = {7}, eight = {8};
static const point generator = {
    {0x16f81798, 0x59f2815b, 0x2dce28d9, 0x029bfcdb, 0xce870b07, 0x55a06295, 0xf9dcbbac, 0x79be667e},
    {0xfb10d4b8, 0x9c47d08f, 0xa6855419, 0xfd17b448, 0x0e1108a8, 0x5da4fbfc, 0x26a3c465, 0x483ada77},
    {1},
};

static void multiply(number r, const number a, const number b)
{
    bulwark_mulmod256(r, a, b, field);
}

static int is_zero(const number a)
{
    uint32_t any = 0;
    for (int i = 0; i < 8; i++)
        any |= a[i];
    return any == 0;
}

static int below(const number a, const number b)
{
    for (int i = 7; i >= 0; i--)
        if (a[i] != b[i])
            return a[i] < b[i];
    return 0;
}

/* r = a - b, whether that wraps at 2^256. */
static uint32_t subtract_words(number r, const number a, const number b)
{
    uint32_t borrow = 0;
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
        uint32_t t = a[i] - b[i], below_zero = a[i] < b[i];
        r[i] = t - borrow;
        borrow = below_zero | (t < borrow);
    }
    return borrow;
}

/* r = a - b in the field. What wraps at 2^256 is 2^256 - p = 2^32 + 977 too large. */
static void subtract(number r, const number a, const number b)
{
    static const number excess = {977, 1};
    if (!subtract_words(r, a, b))
        return;
    if (r[0] >= 977 && r[1] >= 1) {
        r[0] -= 977;
        r[1] -= 1;
    } else {
        subtract_words(r, r, excess);
    }
}

static void twice(point *r, const point *p)
{
    number a, b, c, d, e, t;
    multiply(a, p->x, p->x);
    multiply(b, p->y, p->y);
    multiply(c, b, b);
    multiply(d, p->x, b);
    multiply(d, d, four);
    multiply(e, a, three);
    multiply(t, p->y, p->z);
    multiply(r->z, t, two);
    multiply(t, d, two);
    multiply(r->x, e, e);
    subtract(r->x, r->x, t);
    subtract(t, d, r->x);
    multiply(t, t, e);
    multiply(c, c, eight);
    subtract(r->y, t, c);
}

/* r = p + q for any two points; r may be p. */
static void plus(point *r, const point *p, const point *q)
{
    if (is_zero(p->z) || is_zero(q->z)) {
        *r = is_zero(p->z) ? *q : *p;
        return;
    }
    number zp, zq, u, v, s, h, w, t;
    multiply(zp, p->z, p->z);
    multiply(zq, q->z, q->z);
    multiply(u, p->x, zq);
    multiply(h, q->x, zp);
    multiply(zq, zq, q->z);
    multiply(zp, zp, p->z);
    multiply(s, p->y, zq);
    multiply(w, q->y, zp);
    subtract(h, h, u);
    subtract(w, w, s);
    if (is_zero(h)) {
        if (is_zero(w)) {
            twice(r, p);
        } else {
            memset(r, 0, sizeof *r);
        }
        return;
    }
    multiply(t, p->z, q->z);
    multiply(r->z, t, h);
    multiply(t, h, h);
    multiply(v, u, t);
    multiply(h, h, t);
    multiply(r->x, w, w);
    subtract(r->x, r->x, h);
    multiply(t, v, two);
    subtract(r->x, r->x, t);
    subtract(t, v, r->x);
    multiply(t, t, w);
    multiply(s, s, h);
    subtract(r->y, t, s);
}

static void multiples(point table[MULTIPLES], const point *p)
{
    memset(&table[0], 0, sizeof table[0]);
    table[1] = *p;
    for (int i = 2; i < MULTIPLES; i++) {
        if (i % 2 == 0)
            twice(&table[i], &table[i / 2]);
        else
            plus(&table[i], &table[i - 1], p);
    }
}

static uint32_t digit(const number a, int position)
{
    return a[position / 8] >> (position % 8 * WINDOW) & (MULTIPLES - 1);
}

/* r = a G + b P, both scalars in windows of four bits at once. */
static void sum_of_products(point *r, const number a, const number b, const point *p)
{
    static point of_generator[MULTIPLES], of_point[MULTIPLES];
    if (is_zero(of_generator[1].z))
        multiples(of_generator, &generator);
    multiples(of_point, p);
    memset(r, 0, sizeof *r);
    for (int position = 64 - 1; position >= 0; position--) {
        for (int i = 0; i < WINDOW && !is_zero(r->z); i++)
            twice(r, r);
        if (digit(a, position))
            plus(r, r, &of_generator[digit(a, position)]);
        if (digit(b, position))
            plus(r, r, &of_point[digit(b, position)]);
    }
}

static void from_bytes(number r, const uint8_t bytes[32])
{
    for (int i = 0; i < 8; i++) {
        uint32_t word;
        memcpy(&word, bytes + 28 - 4 * i, 4);
        r[i] = __builtin_bswap32(word);
    }
}

static int on_curve(const number x, const number y)
{
    number left, right;
    multiply(left, y, y);
    multiply(right, x, x);
    multiply(right, right, x);
    subtract(left, left, right);
    return memcmp(left, seven, sizeof left) == 0;
}

static void challenge(number e, const uint8_t r[32], const uint8_t x[32], const uint8_t message[32])
{
    static const char name[] = "BIP0340/challenge";
    uint8_t tag[32], digest[32];
    bulwark_sha256 hash;
    bulwark_sha256_begin(&hash);
    bulwark_sha256_add(&hash, name, sizeof name - 1);
    bulwark_sha256_end(&hash, tag);
    bulwark_sha256_begin(&hash);
    bulwark_sha256_add(&hash, tag, 32);
    bulwark_sha256_add(&hash, tag, 32);
    bulwark_sha256_add(&hash, r, 32);
    bulwark_sha256_add(&hash, x, 32);
    bulwark_sha256_add(&hash, message, 32);
    bulwark_sha256_end(&hash, digest);
    from_bytes(e, digest);
    bulwark_mulmod256(e, e, one, order);
}

/* Whether a finite point is (x, y): products instead of a division by its Z. */
static int matches(const point *p, const number x, const number y)
{
    number power, t;
    multiply(power, p->z, p->z);
    multiply(t, x, power);
    if (memcmp(t, p->x, sizeof t) != 0)
        return 0;
    multiply(power, power, p->z);
    multiply(t, y, power);
    return memcmp(t, p->y, sizeof t) == 0;
}

int schnorr_verify(const schnorr_key *key, const uint8_t message[32], const schnorr_signature *signature)
{
    point p = {.z = {1}}, sum;
    number x, y, scalar, e;
    from_bytes(p.x, key->x);
    from_bytes(p.y, key->y);
    from_bytes(x, signature->r);
    from_bytes(y, signature->r_y);
    from_bytes(scalar, signature->s);
    if (!below(p.x, field) || !below(p.y, field) || (p.y[0] & 1) || !on_curve(p.x, p.y))
        return 0;
    if (!below(x, field) || !below(y, field) || (y[0] & 1) || !below(scalar, order))
        return 0;
    challenge(e, signature->r, key->x, message);
    if (!is_zero(e))
        subtract_words(e, order, e);
    sum_of_products(&sum, scalar, e, &p);
    return !is_zero(sum.z) && matches(&sum, x, y);
}
