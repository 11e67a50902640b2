/*
 * Poseidon2 over p = 2^31 - 2^24 + 1, width 24: 4 + 4 full rounds around 23 partial ones, S-box x^3 (Grassi, Khovratovich, Schofnegger, eprint
 * 2023/323). The constants come from the Grain LFSR of that paper.
 */
#include "bulwark.h"
#include "calls.h"

enum { P = 0x7f000001, WIDTH = 24, HALF_FULL = 4, PARTIAL = 23 };

static const uint32_t full_constants[2 * HALF_FULL][WIDTH] = {
    {
        0x1d0939dc, 0x6d050f8d, 0x628058ad, 0x2681385d, 0x3e3c62be, 0x032cfad8, 0x5a91ba3c, 0x015a56e6,
        0x696b889c, 0x0dbcd780, 0x5881b5c9, 0x2a076f2e, 0x55393055, 0x6513a085, 0x547ac78f, 0x4281c5b8,
        0x3e7a3f6c, 0x34562c19, 0x2c04e679, 0x0ed78234, 0x5f7a1aa9, 0x0177640e, 0x0ea4f8d1, 0x15be7692
    },
    {
        0x6eafdd62, 0x71a572c6, 0x72416f0a, 0x31ce1ad3, 0x2136a0cf, 0x1507c0eb, 0x1eb6e07a, 0x3a0ccf7b,
        0x38e4bf31, 0x44128286, 0x6b05e976, 0x244a9b92, 0x6e4b32a8, 0x78ee2496, 0x4761115b, 0x3d3a7077,
        0x75d3c670, 0x396a2475, 0x26dd00b4, 0x7df50f59, 0x0cb922df, 0x0568b190, 0x5bd3fcd6, 0x1351f58e
    },
    {
        0x52191b5f, 0x119171b8, 0x1e8bb727, 0x27d21f26, 0x36146613, 0x1ee817a2, 0x71abe84e, 0x44b88070,
        0x5dc04410, 0x2aeaa2f6, 0x2b7bb311, 0x6906884d, 0x0522e053, 0x0c45a214, 0x1b016998, 0x479b1052,
        0x3acc89be, 0x0776021a, 0x7a34a1f5, 0x70f87911, 0x2caf9d9e, 0x026aff1b, 0x2c42468e, 0x67726b45
    },
    {
        0x09b6f53c, 0x73d76589, 0x5793eeb0, 0x29e720f3, 0x75fc8bdf, 0x4c2fae0e, 0x20b41db3, 0x7e491510,
        0x2cadef18, 0x57fc24d6, 0x4d1ade4a, 0x36bf8e3c, 0x3511b63c, 0x64d8476f, 0x732ba706, 0x46634978,
        0x0521c17c, 0x5ee69212, 0x3559cba9, 0x2b33df89, 0x653538d6, 0x5fde8344, 0x4091605d, 0x2933bdde
    },
    {
        0x7d232359, 0x389d82f9, 0x259b2e6c, 0x45a94def, 0x0d497380, 0x5b049135, 0x3c268399, 0x78feb2f9,
        0x300a3eec, 0x505165bb, 0x20300973, 0x2327c081, 0x1a45a2f4, 0x5b32ea2e, 0x2d5d1a70, 0x053e613e,
        0x5433e39f, 0x495529f0, 0x1eaa1aa9, 0x578f572a, 0x698ede71, 0x5a0f9dba, 0x398a2e96, 0x0c7b2925
    },
    {
        0x2e6b9564, 0x026b00de, 0x7644c1e9, 0x5c23d0bd, 0x3470b5ef, 0x6013cf3a, 0x48747288, 0x13b7a543,
        0x3eaebd44, 0x0004e60c, 0x1e8363a2, 0x2343259a, 0x69da0c2a, 0x06e3e4c4, 0x1095018e, 0x0deea348,
        0x1f4c5513, 0x4f9a3a98, 0x3179112b, 0x524abb1f, 0x21615ba2, 0x23ab4065, 0x1202a1d1, 0x21d25b83
    },
    {
        0x6ed17c2f, 0x391e6b09, 0x5e4ed894, 0x6a2f58f2, 0x5d980d70, 0x3fa48c5e, 0x1f6366f7, 0x63540f5f,
        0x6a8235ed, 0x14c12a78, 0x6edde1c9, 0x58ce1c22, 0x718588bb, 0x334313ad, 0x7478dbc7, 0x647ad52f,
        0x39e82049, 0x6fee146a, 0x082c2f24, 0x1f093015, 0x30173c18, 0x53f70c0d, 0x6028ab0c, 0x2f47a1ee
    },
    {
        0x26a6780e, 0x3540bc83, 0x1812b49f, 0x5149c827, 0x631dd925, 0x001f2dea, 0x7dc05194, 0x3789672e,
        0x7cabf72e, 0x242dbe2f, 0x0b07a51d, 0x38653650, 0x50785c4e, 0x60e8a7e0, 0x07464338, 0x3482d6e1,
        0x08a69f1e, 0x3f2aff24, 0x5814c30d, 0x13fecab2, 0x61cb291a, 0x68c8226f, 0x5c757eea, 0x289b4e1e
    }
};

static const uint32_t partial_constants[PARTIAL] = {
    0x1395d4ca, 0x5dbac049, 0x51fc2727, 0x13407399, 0x39ac6953, 0x45e8726c, 0x75a7311c, 0x599f82c9,
    0x702cf13b, 0x026b8955, 0x44e09bbc, 0x2211207f, 0x5128b4e3, 0x591c41af, 0x674f5c68, 0x3981d0d3,
    0x2d82f898, 0x707cd267, 0x3b4cca45, 0x2ad0dc3c, 0x0cb79b37, 0x23f2f4e8, 0x3de4e739
};

/* The internal matrix is this diagonal, plus 1 everywhere. */
static const uint32_t diagonal[WIDTH] = {
    0x7effffff, 0x00000001, 0x00000002, 0x3f800001, 0x00000003, 0x00000004, 0x3f800000, 0x7efffffe,
    0x7efffffd, 0x7e810001, 0x5f400001, 0x6f200001, 0x77100001, 0x7b080001, 0x7d040001, 0x7effff82,
    0x007f0000, 0x0fe00000, 0x07f00000, 0x03f80000, 0x01fc0000, 0x00fe0000, 0x003f8000, 0x0000007f
};

static int8_t known;

static uint32_t product(uint32_t a, uint32_t b)
{
    return (uint32_t)((uint64_t)a * b % P);
}

static uint32_t cube(uint32_t x)
{
    return product(product(x, x), x);
}

/* circ(2 M, M, .., M) on blocks of four, M = circ(2, 3, 1, 1). */
static void external_layer(uint32_t s[WIDTH])
{
    uint64_t columns[4] = {0};
    for (int i = 0; i < WIDTH; i += 4) {
        uint64_t sum = (uint64_t)s[i] + s[i + 1] + s[i + 2] + s[i + 3];
        uint32_t first = s[i];
        for (int j = 0; j < 4; j++) {
            uint32_t next = j < 3 ? s[i + j + 1] : first;
            s[i + j] = (uint32_t)((sum + s[i + j] + 2 * (uint64_t)next) % P);
            columns[j] += s[i + j];
        }
    }
    for (int i = 0; i < WIDTH; i++)
        s[i] = (uint32_t)((s[i] + columns[i & 3]) % P);
}

static void internal_layer(uint32_t s[WIDTH])
{
    uint64_t sum = 0;
    for (int i = 0; i < WIDTH; i++)
        sum += s[i];
    for (int i = 0; i < WIDTH; i++)
        s[i] = (uint32_t)((sum + (uint64_t)diagonal[i] * s[i]) % P);
}

static void full_rounds(uint32_t s[WIDTH], int from)
{
    for (int r = from; r < from + HALF_FULL; r++) {
        for (int i = 0; i < WIDTH; i++)
            s[i] = cube((uint32_t)(((uint64_t)s[i] + full_constants[r][i]) % P));
        external_layer(s);
    }
}

void bulwark_poseidon2(uint32_t state[24])
{
    if (bulwark_precompile(&known, CALL_POSEIDON2, (uint32_t)state, 0, 0, 0))
        return;
    external_layer(state);
    full_rounds(state, 0);
    for (int r = 0; r < PARTIAL; r++) {
        state[0] = cube((uint32_t)(((uint64_t)state[0] + partial_constants[r]) % P));
        internal_layer(state);
    }
    full_rounds(state, HALF_FULL);
}
