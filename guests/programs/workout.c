/*
 * Integer work of the kinds that ordinary programs do: a linked list that is sorted and searched, a product of matrices, a state machine over text, and a
 * CRC over all results. Input: rounds (word). Output: the CRC (word).
 */
#include "bulwark.h"

enum { NODES = 128, SIZE = 12, TEXT = 256 };

typedef struct node {
    struct node *next;
    int32_t key;
    uint32_t payload;
} node;

static node nodes[NODES];
static int32_t left[SIZE][SIZE], right[SIZE][SIZE];
static char text[TEXT];
static uint32_t random_state = 0x2545f491;

static uint32_t random_word(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

static uint16_t crc_word(uint16_t crc, uint32_t value)
{
    for (int i = 0; i < 32; i++) {
        uint32_t bit = (crc ^ value) & 1;
        crc >>= 1;
        value >>= 1;
        if (bit)
            crc ^= 0xa001;
    }
    return crc;
}

static node *merge(node *a, node *b)
{
    node head, *tail = &head;
    while (a && b) {
        node **smaller = a->key <= b->key ? &a : &b;
        tail->next = *smaller;
        tail = *smaller;
        *smaller = (*smaller)->next;
    }
    tail->next = a ? a : b;
    return head.next;
}

static node *merge_sort(node *list)
{
    if (!list || !list->next)
        return list;
    node *middle = list, *end = list->next;
    while (end && end->next) {
        middle = middle->next;
        end = end->next->next;
    }
    node *second = middle->next;
    middle->next = 0;
    return merge(merge_sort(list), merge_sort(second));
}

static uint16_t list_work(uint16_t crc)
{
    for (int i = 0; i < NODES; i++) {
        nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : 0;
        nodes[i].key = (int16_t)random_word();
        nodes[i].payload = random_word();
    }
    node *list = merge_sort(nodes);
    for (node *n = list; n; n = n->next)
        crc = crc_word(crc, n->payload ^ (uint32_t)n->key);
    return crc;
}

static uint16_t matrix_work(uint16_t crc)
{
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++) {
            left[i][j] = (int16_t)random_word();
            right[i][j] = (int8_t)random_word();
        }
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++) {
            int32_t sum = 0;
            for (int k = 0; k < SIZE; k++)
                sum += left[i][k] * right[k][j];
            crc = crc_word(crc, sum / (j + 1));
        }
    return crc;
}

enum state { START, SIGN, INTEGER, FRACTION, INVALID, STATES };

static enum state next_state(enum state state, char c)
{
    int digit = c >= '0' && c <= '9';
    switch (state) {
    case START: return digit ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? FRACTION : INVALID;
    case SIGN: return digit ? INTEGER : c == '.' ? FRACTION : INVALID;
    case INTEGER: return digit ? INTEGER : c == '.' ? FRACTION : INVALID;
    case FRACTION: return digit ? FRACTION : INVALID;
    default: return INVALID;
    }
}

static uint16_t machine_work(uint16_t crc)
{
    static const char letters[] = "0123456789+-.,x";
    uint32_t visits[STATES] = {0};
    for (int i = 0; i < TEXT; i++)
        text[i] = letters[random_word() % (sizeof letters - 1)];
    enum state state = START;
    for (int i = 0; i < TEXT; i++) {
        state = text[i] == ',' ? START : next_state(state, text[i]);
        visits[state]++;
    }
    for (int i = 0; i < STATES; i++)
        crc = crc_word(crc, visits[i]);
    return crc;
}

int main(void)
{
    uint32_t rounds = bulwark_read_word();
    uint16_t crc = 0xffff;
    for (uint32_t i = 0; i < rounds; i++)
        crc = machine_work(matrix_work(list_work(crc)));
    uint32_t result = crc;
    bulwark_write(&result, sizeof result);
    return 0;
}
