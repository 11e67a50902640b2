/*
 * Every call of the kit on operands made from a seed; what the machine computes and what software computes must be the same output. Input: seed (word),
 * rounds (word).
 */
#include "bulwark.h"

static uint32_t random_state;

static uint32_t random_word(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

static void fill(uint32_t *words, int count)
{
    for (int i = 0; i < count; i++)
        words[i] = random_word();
}

static void products(void)
{
    uint32_t a[8], b[8], m[8];
    fill(a, 8);
    fill(b, 8);
    fill(m, 8);
    uint32_t kind = random_word() % 4;
    for (uint32_t i = 0; i < kind; i++)
        a[7 - i] = b[7 - i] = 0;
    m[7] |= kind == 0 ? 0x80000000 : 1;
    if (kind == 0)
        a[7] &= 0x7fffffff;
    bulwark_mulmod256(a, a, b, m);
    bulwark_write(a, sizeof a);
    bulwark_mulmod256(m, a, a, m);
    bulwark_write(m, sizeof m);
}

static void permutations(void)
{
    uint32_t lanes[50], elements[24];
    fill(lanes, 50);
    bulwark_keccak_f1600(lanes);
    bulwark_write(lanes, sizeof lanes);
    for (int i = 0; i < 24; i++)
        elements[i] = random_word() % 0x7f000001;
    elements[random_word() % 24] = 0x7f000000;
    bulwark_poseidon2(elements);
    bulwark_write(elements, sizeof elements);
}

int main(void)
{
    random_state = bulwark_read_word() | 1;
    uint32_t rounds = bulwark_read_word();
    for (uint32_t i = 0; i < rounds; i++) {
        products();
        permutations();
        static uint8_t text[200];
        uint8_t digest[32];
        uint32_t length = random_word() % 200, offset = random_word() % 4;
        fill((uint32_t *)text, 50);
        bulwark_keccak256(text, length, digest);
        bulwark_write(digest, 32);
        bulwark_write(text + offset, length - (length < offset ? length : offset));
    }
    return 0;
}
